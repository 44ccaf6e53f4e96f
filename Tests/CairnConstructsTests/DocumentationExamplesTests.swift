import CairnConstructs
import CairnModel
import Testing

/// The examples of the AWS CDK's documentation of CloudTrail, in Swift.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_cloudtrail`, "AWS CloudTrail Construct Library".
struct DocumentationExamplesTests {
    private let stack: Stack

    init() throws { stack = try Stack(App(), "Docs", bootstrap: .unchecked) }

    private func properties(_ type: String = "AWS::CloudTrail::Trail") throws -> JSON {
        let resources = try stack.template().resources.members.map(\.value)
        return resources.first { $0["Type"]?.stringValue == type }?["Properties"] ?? [:]
    }

    @Test func trail() throws {
        try Trail(stack, "CloudTrail")
        #expect(try properties()["IsMultiRegionTrail"] == true)
    }

    @Test func logFileValidationCanBeTurnedOff() throws {
        try Trail(stack, "CloudTrail", enableFileValidation: false)
        #expect(try properties()["EnableLogFileValidation"] == false)
    }

    @Test func notifications() throws {
        let topic = try Topic(stack, "TrailTopic")
        try Trail(stack, "CloudTrail", snsTopic: topic)
        #expect(try properties()["SnsTopicName"]?["Fn::GetAtt"]?[1] == "TopicName")
    }

    @Test func cloudWatchLogs() throws {
        try Trail(stack, "CloudTrail", cloudWatchLogs: .newLogGroup(retention: .fourMonths))
        #expect(try properties("AWS::Logs::LogGroup")["RetentionInDays"] == 120)
    }

    @Test func eventBridge() throws {
        let handler = try Function(
            stack, "MyFunction", runtime: "nodejs22.x", handler: "index.handler",
            code: .object(bucket: "resource", key: "myfunction.zip"))
        let rule = try Trail.onEvent(stack, "MyCloudWatchEvent", target: FunctionTarget(handler))
        try rule.addEventPattern(["account": ["123456789012"], "source": ["aws.s3"]])
        #expect(try properties("AWS::Events::Rule")["EventPattern"]?["source"] == ["aws.s3"])
        #expect(try properties("AWS::Lambda::Permission")["Principal"] == "events.amazonaws.com")
    }

    @Test func oneRegionWithoutGlobalServices() throws {
        try Trail(stack, "CloudTrail", isMultiRegionTrail: false, includeGlobalServiceEvents: false)
        #expect(try properties()["IncludeGlobalServiceEvents"] == false)
    }

    @Test func managementEvents() throws {
        try Trail(stack, "CloudTrail", managementEvents: .readOnly)
        #expect(try properties()["EventSelectors"]?[0]?["ReadWriteType"] == "ReadOnly")
    }

    @Test func dataEventsOfS3() throws {
        let bucket = try Bucket(stack, "FooBucket")
        let trail = try Trail(stack, "MyAmazingCloudTrail")
        try trail.addS3EventSelector([S3Objects(bucket, objectPrefix: "bar/")])
        let value = try properties()["EventSelectors"]?[0]?["DataResources"]?[0]?["Values"]?[0]
        #expect(value?["Fn::Join"]?[1]?[1] == "/bar/")
    }

    @Test func dataEventsOfLambda() throws {
        let trail = try Trail(stack, "MyAmazingCloudTrail")
        let function = try Function(
            stack, "AnAmazingFunction", runtime: "nodejs22.x", handler: "hello.handler",
            code: .inline("exports.handler = {}"))
        try trail.addLambdaEventSelector([function])
        #expect(try properties()["EventSelectors"]?[0]?["DataResources"]?[0]?["Type"] == "AWS::Lambda::Function")
    }

    @Test func organizationTrail() throws {
        try Trail(stack, "OrganizationTrail", isOrganizationTrail: true)
        #expect(try properties()["IsOrganizationTrail"] == true)
    }

    @Test func insights() throws {
        try Trail(
            stack, "Insights",
            insights: [.init(insightType: .apiCallRate), .init(insightType: .apiErrorRate)])
        #expect(try properties()["InsightSelectors"]?.arrayValue?.count == 2)
    }

    /// The pieces of docs/concepts/constructs.md.
    @Test func guide() throws {
        let key = try Key(stack, "Key")
        let bucket = try Bucket(stack, "Bucket")
        let logs: TemplateString = "\(bucket.bucketARN)/AWSLogs/*"
        try CfnOutput(stack, "Logs", value: logs)
        let trail = try Trail(
            stack, "Trail", trailName: "audit", encryptionKey: key,
            advancedEventSelectors: [.managementEvents(), .dataEvents(of: .s3Object, readOnly: false)],
            improvements: .all)
        trail.defaultChild?.addPropertyOverride("IsLogging", false)
        trail.defaultChild?.addPropertyDeletionOverride("EventSelectors")
        trail.defaultChild?.overrideLogicalID("TheTrail")
        let template = try stack.template()
        #expect(template.resources["TheTrail"]?["Properties"]?["IsLogging"] == false)
        #expect(template.json["Outputs"]?["Logs"]?["Value"]?["Fn::Join"]?[1]?[1] == "/AWSLogs/*")
    }
}
