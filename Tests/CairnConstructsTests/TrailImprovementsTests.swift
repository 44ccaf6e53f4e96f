import CairnConstructs
import CairnModel
import Testing

/// What a trail does better than the AWS CDK's, if it is asked to.
struct TrailImprovementsTests {
    private let app = App()
    private let stack: Stack

    init() throws {
        stack = try Stack(
            app, "Better", environment: Environment(account: "111122223333", region: "eu-west-1"), bootstrap: .unchecked
        )
    }

    private func properties(_ type: String) throws -> JSON {
        let resources = try stack.template().resources.members.map(\.value)
        return resources.first { $0["Type"]?.stringValue == type }?["Properties"] ?? [:]
    }

    private func problems() -> String {
        do {
            _ = try app.synthesize()
            return ""
        } catch {
            return (error as? ConstructError)?.message ?? "\(error)"
        }
    }

    @Test func keyIsGrantedToThisTrailOnly() throws {
        let key = try Key(stack, "Key")
        try Trail(stack, "Trail", trailName: "audit", encryptionKey: key, improvements: .grantsEncryptionKey)
        let statements = try properties("AWS::KMS::Key")["KeyPolicy"]?["Statement"]
        #expect(statements?.arrayValue?.count == 3)
        #expect(statements?[1]?["Action"] == "kms:GenerateDataKey*")
        #expect(
            statements?[1]?["Condition"]?["StringEquals"]?["aws:SourceArn"]?["Fn::Join"]?[1]?[2]?.stringValue
                == ":cloudtrail:eu-west-1:111122223333:trail/audit")
        #expect(statements?[2]?["Action"] == "kms:DescribeKey")
    }

    @Test func keyBehindAnAliasIsGranted() throws {
        let alias = try Alias(stack, "Alias", aliasName: "audit", targetKey: Key(stack, "Key"))
        try Trail(stack, "Trail", encryptionKey: alias, improvements: .grantsEncryptionKey)
        let statements = try properties("AWS::KMS::Key")["KeyPolicy"]?["Statement"]
        #expect(statements?[1]?["Condition"]?["StringEquals"]?["aws:SourceAccount"] == "111122223333")
    }

    @Test(arguments: [(Optional("audit"), "aws:SourceArn"), (nil, "aws:SourceAccount")])
    func bucketStatementsAreLimitedToTheSource(_ name: String?, _ key: String) throws {
        try Trail(stack, "Trail", trailName: name, snsTopic: Topic(stack, "Topic"), improvements: .limitsGrantsToSource)
        let statements = try properties("AWS::S3::BucketPolicy")["PolicyDocument"]?["Statement"]
        #expect(statements?[1]?["Condition"]?["StringEquals"]?[key] != nil)
        #expect(statements?[2]?["Condition"]?["StringEquals"]?[key] != nil)
        #expect(statements?[2]?["Condition"]?["StringEquals"]?["s3:x-amz-acl"] == "bucket-owner-full-control")
        let topic = try properties("AWS::SNS::TopicPolicy")["PolicyDocument"]?["Statement"]
        #expect(topic?[0]?["Condition"]?["StringEquals"]?[key] != nil)
    }

    @Test func trailWaitsForThePoliciesOfTopicAndKey() throws {
        try Trail(
            stack, "Trail", snsTopic: Topic(stack, "Topic"), encryptionKey: Key(stack, "Key"),
            improvements: .dependsOnAllPolicies)
        let trail = try stack.template().resources.members.first { $0.value["Type"] == "AWS::CloudTrail::Trail" }
        let names = trail?.value["DependsOn"]?.arrayValue?.compactMap(\.stringValue) ?? []
        #expect(names.contains { $0.hasPrefix("TopicPolicy") })
        #expect(names.contains { $0.hasPrefix("Key") })
    }

    @Test func advancedSelectorsExcludeTheOwnBucket() throws {
        try Trail(
            stack, "Trail", advancedEventSelectors: [.managementEvents(), .dataEvents(of: .s3Object)],
            improvements: .guardsOwnBucket)
        let trail = try properties("AWS::CloudTrail::Trail")
        #expect(trail["EventSelectors"] == nil)
        let condition = trail["AdvancedEventSelectors"]?[1]?["FieldSelectors"]?[2]
        #expect(condition?["Field"] == "resources.ARN")
        #expect(condition?["NotStartsWith"]?[0]?["Fn::Join"]?[1]?[1] == "/")
    }

    @Test func basicSelectorsAreWarnedOf() throws {
        let trail = try Trail(stack, "Trail", improvements: .guardsOwnBucket)
        try trail.logAllS3DataEvents()
        let messages = try app.synthesize().annotations.map(\.message)
        #expect(messages.contains { $0.contains("its own deliveries") })
    }

    @Test func sixthSelectorIsRefusedByTheLimits() throws {
        let trail = try Trail(stack, "Trail", improvements: .checksLimits)
        for number in 0..<6 { try trail.addEventSelector(.s3Object, ["arn:aws:s3:::box\(number)/"]) }
        #expect(problems().contains("eventSelectors"))
    }

    @Test func valuesAreCountedOverTheWholeTrail() throws {
        let trail = try Trail(stack, "Trail", improvements: .checksLimits)
        for part in 0..<2 {
            try trail.addEventSelector(.s3Object, (0..<150).map { "arn:aws:s3:::box/\(part)/\($0)" })
        }
        #expect(problems().contains("250"))
    }

    @Test(
        arguments: [
            ("no", "trailName"), ("-audit", "trailName"), ("a__b", "trailName"), ("audit trail", "trailName"),
            ("good.name-1", ""),
        ])
    func trailNamesAreChecked(_ name: String, _ property: String) throws {
        try Trail(stack, "Trail", trailName: name, improvements: .checksLimits)
        #expect(property.isEmpty ? problems().isEmpty : problems().contains("[Better/Trail] \(property)"))
    }

    @Test func organizationTrailNeedsAName() throws {
        try Trail(stack, "Trail", isOrganizationTrail: true, orgID: "o-abcdefghij", improvements: .checksLimits)
        #expect(problems().contains("trailName"))
    }

    @Test func allRegionsNeedGlobalServices() throws {
        try Trail(stack, "Trail", includeGlobalServiceEvents: false, improvements: .checksLimits)
        #expect(problems().contains("includeGlobalServiceEvents"))
    }

    @Test func insightsOnWritesNeedWrites() throws {
        try Trail(
            stack, "Trail", managementEvents: .readOnly, insights: [.init(insightType: .apiCallRate)],
            improvements: .checksLimits)
        #expect(problems().contains("insights"))
    }

    @Test func foreignTopicIsNamedByItsARN() throws {
        let topic = try Topic.imported(stack, "Topic", arn: "arn:aws:sns:eu-west-1:444455556666:bell")
        try Trail(stack, "Trail", snsTopic: topic, improvements: .namesForeignTopicsByARN)
        #expect(try properties("AWS::CloudTrail::Trail")["SnsTopicName"] == "arn:aws:sns:eu-west-1:444455556666:bell")
    }

    @Test func ownBucketIsSecured() throws {
        try Trail(stack, "Trail", improvements: .securesOwnBucket)
        let bucket = try properties("AWS::S3::Bucket")
        #expect(bucket["PublicAccessBlockConfiguration"]?["BlockPublicPolicy"] == true)
        #expect(bucket["BucketEncryption"] != nil)
    }

    @Test func selectorsAreCheckedByCloudTrailsRules() throws {
        try Trail(stack, "Trail", advancedEventSelectors: [.init([.init(.eventName, equals: ["PutObject"])])])
        #expect(problems().contains("advancedEventSelectors"))
    }

    @Test func selectorsThatMatchNothingAreWarnedOf() throws {
        try Trail(
            stack, "Trail",
            advancedEventSelectors: [
                .init([
                    .init(.eventCategory, equals: ["Data"]), .init(.resourceType, equals: ["AWS::S3::Object"]),
                    .init(.eventName, equals: ["PutObject"], notEquals: ["PutObject"]),
                ])
            ])
        let messages = try app.synthesize().annotations.map(\.message)
        #expect(messages.contains { $0.contains("takes no events") })
    }

    @Test func basicAndAdvancedSelectorsExcludeEachOther() throws {
        let trail = try Trail(stack, "Trail", advancedEventSelectors: [.managementEvents()])
        #expect(throws: ConstructError.self) { try trail.logAllLambdaDataEvents() }
        let plain = try Trail(stack, "Plain")
        #expect(throws: ConstructError.self) { try plain.addAdvancedEventSelector(.managementEvents()) }
    }

    @Test func dynamoDBTablesHaveDataEvents() throws {
        let trail = try Trail(stack, "Trail")
        try trail.addDynamoDBEventSelector(
            ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders"], readWriteType: .writeOnly)
        let resource = try properties("AWS::CloudTrail::Trail")["EventSelectors"]?[0]?["DataResources"]?[0]
        #expect(resource?["Type"] == "AWS::DynamoDB::Table")
    }

    @Test func rulesHearOfInsightsAndReads() throws {
        try Trail.onInsight(stack, "OnInsight", eventPattern: ["detail": ["insightDetails": ["state": ["Start"]]]])
        #expect(try properties("AWS::Events::Rule")["EventPattern"]?["detail-type"] == ["AWS Insight via CloudTrail"])
        try Trail.onEvent(
            stack, "OnRead", detailTypes: [.apiCall, .consoleSignIn], state: .enabledWithAllManagementEvents)
        let rules = try stack.template().resources.members.map { $0.value["Properties"]?["State"]?.stringValue }
        #expect(rules.contains("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"))
    }

    @Test func trailsWithAllImprovementsSynthesise() throws {
        try Trail(
            stack, "Trail", trailName: "audit", cloudWatchLogs: .newLogGroup(), snsTopic: Topic(stack, "Topic"),
            encryptionKey: Key(stack, "Key"),
            advancedEventSelectors: [.managementEvents(), .dataEvents(of: .s3Object)],
            improvements: .all)
        #expect(problems().isEmpty)
    }
}
