import CairnAPI
import CairnModel
import CairnSelectors
import Testing

@Suite struct SelectorEvaluationTests {
    private static func keeps(_ selectors: EventSelectors, _ record: String) -> Bool? {
        CompiledSelectors(selectors).selects(text: record)
    }

    @Test(arguments: [
        ("arn:aws:s3:::k/a", true), ("arn:aws:s3:::other/x.log", true), ("arn:aws:s3:::k/tmp/x.log", false),
        ("arn:aws:s3:::k/skip", false), ("arn:aws:s3:::other/x", false), ("arn:aws:s3:::k/", true),
        ("arn:aws:s3:::K/a", false), ("arn:aws:s3:::k/skipped", true),
    ])
    func operatorsOfOneFieldSelectTogetherAndAnyNotExcludes(_ arn: String, isKept: Bool) {
        let selector = Make.data(
            Make.field(
                "resources.ARN", startsWith: ["arn:aws:s3:::k/"], endsWith: [".log"], not: ["arn:aws:s3:::k/skip"],
                notStartsWith: ["arn:aws:s3:::k/tmp"]))
        let record = Record.text(resources: [("AWS::S3::Object", arn)])
        #expect(Self.keeps(.advanced([selector]), record) == isKept)
    }

    @Test(arguments: [
        (ReadWriteType.readOnly, true as Bool?, true), (.readOnly, false, false), (.readOnly, nil, false),
        (.writeOnly, true, false), (.writeOnly, false, true), (.writeOnly, nil, true),
        (.all, true, true), (.all, false, true), (.all, nil, true),
    ])
    func readWriteTypeTakesAMissingReadOnlyAsWrite(_ type: ReadWriteType, _ readOnly: Bool?, isKept: Bool) {
        let management = Record.management("iam.amazonaws.com", "X", readOnly: readOnly)
        #expect(Self.keeps(.basic([Make.basic(type)]), management) == isKept)
        let object = Record.object("arn:aws:s3:::box/a", readOnly: readOnly)
        #expect(Self.keeps(.basic([Make.basic(type, Make.objects("arn:aws:s3:::box/"))]), object) == isKept)
    }

    @Test(arguments: [
        ("arn:aws:s3", "arn:aws:s3:::b/k", true), ("arn:aws:s3:::", "arn:aws:s3:::b/k", true),
        ("arn:aws:s3:::b/", "arn:aws:s3:::b/k", true), ("arn:aws:s3:::b/", "arn:aws:s3:::b2/k", false),
        ("arn:aws:s3:::b/img", "arn:aws:s3:::b/img/1", true), ("arn:aws:s3:::b/img", "arn:aws:s3:::b/doc", false),
        ("arn:aws:s3:::b", "arn:aws:s3:::b/k", true), ("arn:aws:s3:::b", "arn:aws:s3:::b2/k", false),
        ("arn:aws-cn:s3", "arn:aws-cn:s3:::b/k", true), ("arn:aws:s3:::*/*", "arn:aws:s3:::b/k", false),
    ])
    func objectsAreTakenByTheBeginningOfTheirARN(_ value: String, _ arn: String, isKept: Bool) {
        let selectors = EventSelectors.basic([Make.basic(management: false, Make.objects(value))])
        #expect(Self.keeps(selectors, Record.object(arn)) == isKept)
    }

    @Test(arguments: [
        ("AWS::Lambda::Function", "arn:aws:lambda", "arn:aws:lambda:us-west-2:111122223333:function:hello", true),
        (
            "AWS::Lambda::Function", "arn:aws:lambda:us-west-2:111122223333:function:hello",
            "arn:aws:lambda:us-west-2:111122223333:function:hello", true
        ),
        (
            "AWS::Lambda::Function", "arn:aws:lambda:us-west-2:111122223333:function:hello",
            "arn:aws:lambda:us-west-2:111122223333:function:hello2", false
        ),
        ("AWS::DynamoDB::Table", "arn:aws:dynamodb", "arn:aws:dynamodb:eu-west-1:111122223333:table/t", true),
        (
            "AWS::DynamoDB::Table", "arn:aws:dynamodb:eu-west-1:111122223333:table/t",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/t2", false
        ),
        ("AWS::DynamoDB::Table", "arn:aws:lambda", "arn:aws:dynamodb:eu-west-1:111122223333:table/t", false),
    ])
    func functionsAndTablesAreTakenByTheirWholeARN(_ type: String, _ value: String, _ arn: String, isKept: Bool) {
        let selector = Make.basic(management: false, DataResource(type: type, values: [value]))
        #expect(Self.keeps(.basic([selector]), Record.text(resources: [(type, arn)])) == isKept)
    }

    @Test func aDataResourceFitsTypeAndARNOfTheSameResource() {
        let selector = Make.basic(management: false, Make.objects("arn:aws:s3:::b"))
        let record = Record.text(
            resources: [("AWS::S3::Object", "arn:aws:s3:::x/k"), ("AWS::S3::Bucket", "arn:aws:s3:::b/")])
        #expect(Self.keeps(.basic([selector]), record) == false)
    }

    @Test func excludedSourcesAreManagementEventsOnly() {
        let selectors = EventSelectors.basic([Make.basic(exclude: ["kms.amazonaws.com"])])
        #expect(Self.keeps(selectors, Record.management("kms.amazonaws.com", "Decrypt")) == false)
        #expect(Self.keeps(selectors, Record.management("rdsdata.amazonaws.com", "ExecuteStatement")) == true)
    }

    @Test(arguments: ["Management", "Data", "NetworkActivity", "Insight", "Aggregated", "Nonsense"])
    func aBasicSelectorTakesItsOwnCategoriesOnly(_ category: String) {
        let selectors = EventSelectors.basic([Make.basic(.all, Make.objects("arn:aws:s3"))])
        let record = Record.text(category: category, resources: [("AWS::S3::Object", "arn:aws:s3:::b/k")])
        #expect(Self.keeps(selectors, record) == ["Management", "Data"].contains(category))
    }

    @Test func networkActivityIsTakenByItsFields() {
        let selectors = EventSelectors.advanced([
            Make.network(
                Make.field("eventSource", "kms.amazonaws.com"), Make.field("errorCode", "VpceAccessDenied"),
                Make.field("vpcEndpointId", not: ["vpce-2"]))
        ])
        func record(_ extra: String, source: String = "kms.amazonaws.com") -> String {
            Record.text(category: "NetworkActivity", source: source, readOnly: nil, extra: extra)
        }
        #expect(Self.keeps(selectors, record(#""errorCode":"VpceAccessDenied","vpcEndpointId":"vpce-1""#)) == true)
        #expect(Self.keeps(selectors, record(#""errorCode":"VpceAccessDenied","vpcEndpointId":"vpce-2""#)) == false)
        #expect(Self.keeps(selectors, record(#""errorCode":"VpceAccessDenied""#)) == true)
        #expect(Self.keeps(selectors, record(#""vpcEndpointId":"vpce-1""#)) == false)
        #expect(Self.keeps(selectors, record(#""errorCode":"VpceAccessDenied""#, source: "s3.amazonaws.com")) == false)
    }

    @Test func aMissingFieldIsNeitherSelectedNorExcluded() {
        let plain = Record.object("arn:aws:s3:::b/k")
        let console = Record.text(
            extra: #""sessionCredentialFromConsole":"true""#, resources: [("AWS::S3::Object", "arn:aws:s3:::b/k")])
        let only = EventSelectors.advanced([Make.data(Make.field("sessionCredentialFromConsole", "true"))])
        let without = EventSelectors.advanced([Make.data(Make.field("sessionCredentialFromConsole", not: ["true"]))])
        #expect([plain, console].map { Self.keeps(only, $0) } == [false, true])
        #expect([plain, console].map { Self.keeps(without, $0) } == [true, false])
        let read = EventSelectors.advanced([Make.data(Make.field("readOnly", "false"))])
        #expect(Self.keeps(read, Record.object("arn:aws:s3:::b/k", readOnly: nil)) == false)
    }

    @Test func anyOfSeveralResourcesSelectsAndAnyExcludes() {
        let both = Record.text(
            resources: [("AWS::DynamoDB::Table", "arn:t1"), ("AWS::DynamoDB::Table", "arn:t2"), (nil, nil)])
        func keeps(_ field: AdvancedFieldSelector) -> Bool? {
            Self.keeps(.advanced([Make.data(field, type: "AWS::DynamoDB::Table")]), both)
        }
        #expect(keeps(Make.field("resources.ARN", "arn:t2")) == true)
        #expect(keeps(Make.field("resources.ARN", "arn:t3")) == false)
        #expect(keeps(Make.field("resources.ARN", not: ["arn:t2"])) == false)
        #expect(keeps(Make.field("resources.ARN", "arn:t1", not: ["arn:t2"])) == false)
        #expect(keeps(Make.field("resources.ARN", not: ["arn:t3"])) == true)
    }

    @Test func aListingIsTakenByItsPrefix() {
        let resources = #"[{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::b/img/"},{"type":"AWS::S3::Bucket"}]"#
        let record = Record.text(name: "ListObjects", extra: #""resources":\#(resources)"#)
        func keeps(_ start: String) -> Bool? {
            Self.keeps(.advanced([Make.data(Make.field("resources.ARN", startsWith: [start]))]), record)
        }
        let starts = ["arn:aws:s3:::b/", "arn:aws:s3:::b/img/x", "arn:aws:s3:::c/"]
        #expect(starts.map(keeps) == [true, false, false])
    }

    @Test func escapedTextIsComparedAsWhatItMeans() {
        let selector = Make.data(Make.field("resources.ARN", startsWith: ["arn:aws:s3:::b/<é\"\\"]))
        let escaped = Record.text(resources: [("AWS::S3::Object", #"arn:aws:s3:::b\/\u003c\u00e9\"\\x"#)])
        #expect(Self.keeps(.advanced([selector]), escaped) == true)
        let name = Make.management(Make.field("eventName", "CreateUser"))
        let record = Record.management("iam.amazonaws.com", #"\u0043reateUser"#)
        #expect(Self.keeps(.advanced([name]), record) == true)
    }

    @Test func comparisonIsByBytes() {
        let selectors = EventSelectors.advanced([Make.data(Make.field("eventName", "getobject"))])
        #expect(Self.keeps(selectors, Record.object("arn:aws:s3:::b/k")) == false)
        // An é of one and an é of two code points look the same.
        let accent = EventSelectors.advanced([Make.data(Make.field("resources.ARN", endsWith: ["\u{e9}"]))])
        #expect(Self.keeps(accent, Record.object("arn:aws:s3:::b/e\u{301}")) == false)
        #expect(Self.keeps(accent, Record.object("arn:aws:s3:::b/\u{e9}")) == true)
    }

    @Test func emptyTextsAndValuesNeverCrash() {
        let selectors = EventSelectors.advanced([
            Make.data(Make.field("eventName", startsWith: [""], endsWith: [""], not: ["x"]))
        ])
        #expect(Self.keeps(selectors, Record.text(name: "", resources: [("AWS::S3::Object", "")])) == true)
        #expect(Self.keeps(.advanced([]), Record.object("arn:aws:s3:::b/k")) == false)
        #expect(Self.keeps(.basic([]), Record.management("iam.amazonaws.com", "X")) == false)
        let unknown = EventSelectors.advanced([Make.advanced(Make.field("flavour", "sweet"))])
        #expect(Self.keeps(unknown, Record.object("arn:aws:s3:::b/k")) == false)
    }

    @Test(arguments: [
        (#"{"eventType":"AwsVpceEvent"}"#, SelectorCategory.networkActivity),
        (#"{"eventType":"AwsVpceEvents"}"#, .networkActivity), (#"{"eventType":"AwsCloudTrailInsight"}"#, .insight),
        (#"{"eventType":"AwsAggregatedEvent","eventCategory":"Aggregated"}"#, .aggregated),
        (#"{"eventType":"AwsApiCall","managementEvent":false}"#, .data),
        (#"{"eventType":"AwsApiCall","managementEvent":true}"#, .management),
        (#"{"eventType":"AwsApiCall"}"#, .management),
        (#"{"eventName":"GetObject","resources":[{"type":"AWS::S3::Object"}]}"#, .data),
        (#"{"eventName":"Invoke","resources":[{"type":"AWS::Lambda::Function"}]}"#, .data),
        (#"{"eventName":"GetBucketAcl","resources":[1,{"type":"AWS::S3::Bucket"}]}"#, .management),
        (#"{"eventCategory":"NetworkActivity","vpcEndpointId":"vpce-1"}"#, .networkActivity),
        (#"{"eventCategory":"Data","vpcEndpointId":"vpce-1"}"#, .data), (#"{"eventCategory":"Evidence"}"#, .evidence),
        (#"{"eventCategory":"Odd"}"#, .other), (#"{"eventType":"ActivityLog"}"#, .activityAuditLog),
    ])
    func theCategoryOfARecordIsDerivedWhereItIsNotSaid(_ text: String, _ category: SelectorCategory) throws {
        let bytes = Array(text.utf8)
        let view = try #require(RecordView(scanning: bytes))
        bytes.withUnsafeBytes { #expect(RecordEvent(view, in: $0).category == category) }
    }

    @Test func brokenResourcesAreReadAsFarAsTheyGo() throws {
        for resources in ["{}", "null", "[]", "[[]]", #"["x",null,{}]"#, #"[{"type":7,"ARN":null}]"#] {
            let record = Record.text(extra: #""resources":\#(resources)"#)
            #expect(Self.keeps(.advanced([Make.data()]), record) == false, "\(resources)")
            #expect(Self.keeps(.basic([Make.basic(nil, Make.objects("arn:aws:s3"))]), record) == false, "\(resources)")
        }
    }
}
