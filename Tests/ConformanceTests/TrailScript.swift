/// Calls about trails, one after the other: what they give depends on those before.
enum TrailScript {
    private static let arn = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/"

    static let calls: [(operation: String, request: String)] = creation + reading + selection + tagging + changes + ends

    private static let creation: [(operation: String, request: String)] = [
        ("DescribeTrails", "{}"), ("ListTrails", "{}"), ("GetTrail", #"{"Name":"audit"}"#),
        ("CreateTrail", #"{"Name":"audit","S3BucketName":"box"}"#),
        ("CreateTrail", #"{"Name":"audit","S3BucketName":"box"}"#),
        ("CreateTrail", #"{"Name":"x","S3BucketName":"box"}"#),
        ("CreateTrail", #"{"Name":"bad name","S3BucketName":"box"}"#),
        ("CreateTrail", #"{"Name":"audit2","S3BucketName":"Not_A_Bucket"}"#),
        (
            "CreateTrail",
            #"{"Name":"everywhere","S3BucketName":"box","S3KeyPrefix":"logs","IsMultiRegionTrail":true,"#
                + #""EnableLogFileValidation":true,"TagsList":[{"Key":"team","Value":"blue"}]}"#
        ),
        (
            "CreateTrail",
            #"{"Name":"wrong","S3BucketName":"box","IsMultiRegionTrail":true,"IncludeGlobalServiceEvents":false}"#
        ),
        ("CreateTrail", #"{"Name":"third","S3BucketName":"box"}"#),
        ("CreateTrail", #"{"Name":"fourth","S3BucketName":"box"}"#),
        ("CreateTrail", #"{"Name":"fifth","S3BucketName":"box"}"#),
        ("CreateTrail", #"{"Name":"sixth","S3BucketName":"box"}"#),
    ]

    private static let reading: [(operation: String, request: String)] = [
        ("GetTrail", #"{"Name":"audit"}"#), ("GetTrail", #"{"Name":"\#(arn)everywhere"}"#),
        ("GetTrail", #"{"Name":"arn:aws:cloudtrail:us-east-1:222233334444:trail/audit"}"#),
        ("GetTrail", #"{"Name":"arn:nonsense"}"#), ("DescribeTrails", #"{"trailNameList":["audit","nobody"]}"#),
        ("DescribeTrails", "{}"), ("ListTrails", "{}"), ("ListTrails", #"{"NextToken":"forged"}"#),
        ("GetTrailStatus", #"{"Name":"audit"}"#), ("StartLogging", #"{"Name":"audit"}"#),
        ("GetTrailStatus", #"{"Name":"audit"}"#), ("StartLogging", #"{"Name":"nobody"}"#),
        ("StopLogging", #"{"Name":"audit"}"#), ("GetTrailStatus", #"{"Name":"audit"}"#),
    ]

    private static let selection: [(operation: String, request: String)] = [
        ("GetEventSelectors", #"{"TrailName":"audit"}"#),
        (
            "PutEventSelectors",
            #"{"TrailName":"audit","EventSelectors":[{"ReadWriteType":"WriteOnly","IncludeManagementEvents":true,"#
                + #""DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::box/"]}]}]}"#
        ),
        ("GetEventSelectors", #"{"TrailName":"audit"}"#),
        (
            "PutEventSelectors",
            #"{"TrailName":"audit","AdvancedEventSelectors":[{"Name":"n","FieldSelectors":[{"Field":"eventCategory","#
                + #""Equals":["Data"]},{"Field":"resources.type","Equals":["AWS::S3::Object"]}]}]}"#
        ),
        ("GetEventSelectors", #"{"TrailName":"audit"}"#),
        (
            "PutEventSelectors",
            #"{"TrailName":"audit","AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"nothing","Equals":["x"]}]}]}"#
        ),
        ("PutEventSelectors", #"{"TrailName":"audit"}"#),
        ("GetInsightSelectors", #"{"TrailName":"audit"}"#),
        ("PutInsightSelectors", #"{"TrailName":"third","InsightSelectors":[{"InsightType":"ApiCallRateInsight"}]}"#),
        ("GetInsightSelectors", #"{"TrailName":"third"}"#),
    ]

    private static let tagging: [(operation: String, request: String)] = [
        ("ListTags", #"{"ResourceIdList":["\#(arn)everywhere"]}"#),
        ("AddTags", #"{"ResourceId":"\#(arn)audit","TagsList":[{"Key":"a","Value":"b"},{"Key":"c"}]}"#),
        ("ListTags", #"{"ResourceIdList":["\#(arn)audit","\#(arn)everywhere"]}"#),
        ("RemoveTags", #"{"ResourceId":"\#(arn)audit","TagsList":[{"Key":"a"}]}"#),
        ("ListTags", #"{"ResourceIdList":["\#(arn)audit"]}"#),
        ("AddTags", #"{"ResourceId":"audit","TagsList":[{"Key":"a","Value":"b"}]}"#),
        ("AddTags", #"{"ResourceId":"\#(arn)nobody","TagsList":[{"Key":"a","Value":"b"}]}"#),
    ]

    private static let changes: [(operation: String, request: String)] = [
        ("UpdateTrail", #"{"Name":"audit","S3BucketName":"other","EnableLogFileValidation":true}"#),
        ("UpdateTrail", #"{"Name":"everywhere","IsMultiRegionTrail":false,"IncludeGlobalServiceEvents":false}"#),
        ("UpdateTrail", #"{"Name":"nobody","S3BucketName":"other"}"#),
        ("DescribeTrails", "{}"), ("ListPublicKeys", "{}"),
        ("ListPublicKeys", #"{"StartTime":1772359502,"EndTime":1772359501}"#),
        ("LookupEvents", #"{"LookupAttributes":[{"AttributeKey":"Nonsense","AttributeValue":"x"}]}"#),
        ("LookupEvents", #"{"MaxResults":0}"#), ("LookupEvents", #"{"MaxResults":51}"#),
        ("LookupEvents", #"{"StartTime":1772359502,"EndTime":1772359501}"#),
        ("LookupEvents", #"{"EventCategory":"Insight"}"#), ("LookupEvents", #"{"NextToken":"forged"}"#),
        (
            "LookupEvents",
            #"{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"UpdateTrail"}],"MaxResults":2}"#
        ),
        ("LookupEvents", #"{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"AddTags"}]}"#),
        ("LookupEvents", #"{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"Nobody"}]}"#),
    ]

    private static let ends: [(operation: String, request: String)] = [
        ("DeleteTrail", #"{"Name":"audit"}"#), ("DeleteTrail", #"{"Name":"audit"}"#),
        ("DeleteTrail", #"{"Name":"\#(arn)everywhere"}"#), ("GetTrailStatus", #"{"Name":"audit"}"#),
        ("DescribeTrails", "{}"),
    ]
}
