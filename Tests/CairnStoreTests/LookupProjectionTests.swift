import CairnModel
import CairnStore
import Foundation
import Testing

@Suite struct LookupProjectionTests {
    private func projection(_ json: JSON) throws -> LookupProjection {
        try #require(LookupProjection(record: Array(json.description.utf8)))
    }

    struct UserCase: Sendable {
        var identity: JSON
        var expected: String?

        init(_ identity: JSON, _ expected: String?) {
            self.identity = identity
            self.expected = expected
        }
    }

    private static let users = [
        UserCase(["type": "IAMUser", "userName": "dana"], "dana"),
        UserCase(["type": "Root", "accountId": "111122223333"], "root"),
        UserCase(["type": "Root", "userName": "alias"], "root"),
        UserCase(["type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/deployer/ci-77"], "ci-77"),
        UserCase(["type": "FederatedUser", "arn": "arn:aws:sts::111122223333:federated-user/kim"], "kim"),
        UserCase(["type": "WebIdentityUser", "userName": "u-41"], "u-41"),
        UserCase(["type": "AWSService", "invokedBy": "ec2.amazonaws.com"], "ec2.amazonaws.com"),
        UserCase(["type": "AWSAccount", "accountId": "555566667777"], nil),
        UserCase(["type": "IAMUser", "userName": "d\u{e4}na \"x\""], "d\u{e4}na \"x\""),
    ]

    @Test(arguments: users)
    func userNamesFollowTheIdentity(_ user: UserCase) throws {
        #expect(try projection(["userIdentity": user.identity]).username == user.expected)
    }

    struct ResourceCase: Sendable {
        var service: String
        var parameters: JSON
        var response: JSON = nil
        var expected: [String]
    }

    private static let resources = [
        ResourceCase(service: "s3", parameters: ["bucketName": "attic"], expected: ["AWS::S3::Bucket attic"]),
        ResourceCase(
            service: "iam", parameters: ["userName": "dana"], response: ["user": ["userName": "dana"]],
            expected: ["AWS::IAM::User dana"]),
        ResourceCase(
            service: "iam", parameters: ["userName": "dana"], response: ["accessKey": ["accessKeyId": "AKIA1"]],
            expected: ["AWS::IAM::User dana", "AWS::IAM::AccessKey AKIA1"]),
        ResourceCase(
            service: "ec2", parameters: ["instancesSet": ["items": [["instanceId": "i-1"], ["instanceId": "i-2"]]]],
            expected: ["AWS::EC2::Instance i-1", "AWS::EC2::Instance i-2"]),
        ResourceCase(
            service: "cloudtrail", parameters: ["name": "audit"], expected: ["AWS::CloudTrail::Trail audit"]),
        ResourceCase(
            service: "cloudtrail", parameters: ["trailNameList": ["a", "b"]],
            expected: ["AWS::CloudTrail::Trail a", "AWS::CloudTrail::Trail b"]),
        ResourceCase(
            service: "cloudtrail",
            parameters: [
                "trailName": "audit", "name": nil,
                "advancedEventSelectors": [["name": "n", "fieldSelectors": [["field": "f", "resourceArn": "r"]]]],
            ],
            expected: ["AWS::CloudTrail::Trail audit"]),
        ResourceCase(
            service: "cloudtrail", parameters: ["advancedEventSelectors": [["name": "n"]], "name": "audit"],
            response: ["trail": ["name": "other"]], expected: ["AWS::CloudTrail::Trail audit"]),
        ResourceCase(
            service: "sns", parameters: ["name": "t", "attributes": ["name": "n"]], expected: ["AWS::SNS::Topic t"]),
        ResourceCase(
            service: "ssm", parameters: ["names": ["/a", "/b"], "targets": [["name": "n", "names": ["m"]]]],
            expected: ["AWS::SSM::Parameter /a", "AWS::SSM::Parameter /b"]),
        ResourceCase(service: "kms", parameters: ["keyId": "k"], expected: ["AWS::KMS::Key k"]),
        ResourceCase(service: "lambda", parameters: ["functionName": "f"], expected: ["AWS::Lambda::Function f"]),
        ResourceCase(service: "dynamodb", parameters: ["tableName": "t"], expected: ["AWS::DynamoDB::Table t"]),
        ResourceCase(service: "sqs", parameters: ["queueUrl": "http://q"], expected: ["AWS::SQS::Queue http://q"]),
        ResourceCase(service: "glue", parameters: ["tableName": "t"], expected: ["AWS::Glue::Table t"]),
        ResourceCase(service: "unheard-of", parameters: ["tableName": "t", "name": "n"], expected: []),
        ResourceCase(service: "s3", parameters: nil, expected: []),
        ResourceCase(service: "s3", parameters: ["bucketName": 5], expected: []),
    ]

    @Test(arguments: resources)
    func resourcesComeFromWellKnownMembers(_ item: ResourceCase) throws {
        let projection = try projection([
            "eventSource": .string(item.service + ".amazonaws.com"), "requestParameters": item.parameters,
            "responseElements": item.response,
        ])
        #expect(projection.resources.map { "\($0.type ?? "-") \($0.name ?? "-")" } == item.expected)
    }

    private static let resourceARNs = [
        ("trail/audit", "AWS::CloudTrail::Trail"),
        ("eventdatastore/0d0b4a1e-1111-4222-8333-944455556666", "AWS::CloudTrail::EventDataStore"),
        ("channel/01234567890", "AWS::CloudTrail::Channel"),
        ("dashboard/AWSCloudTrail-Overview", "AWS::CloudTrail::Dashboard"),
    ]

    @Test(arguments: resourceARNs, ["resourceId", "resourceArn", "resourceIdList"])
    func resourcesOfCloudTrailAreKnownByTheirARN(_ item: (resource: String, type: String), _ member: String) throws {
        let arn = "arn:aws-cn:cloudtrail:cn-north-1:111122223333:" + item.resource
        let value: JSON = member == "resourceIdList" ? [.string(arn), .string(arn + "2")] : .string(arn)
        let projection = try projection([
            "eventSource": "cloudtrail.amazonaws.com", "requestParameters": .object(JSONObject([(member, value)])),
        ])
        let names = member == "resourceIdList" ? [arn, arn + "2"] : [arn]
        #expect(projection.resources == names.map { LookupProjection.Resource(type: item.type, name: $0) })
        #expect(projection.matches(.resourceType, item.type))
    }

    private static let noResourceARNs: [JSON] = [
        "audit", "trail/audit", "", 5, nil, ["a": "arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit"],
        "arn:aws:cloudtrail:eu-west-1:111122223333:trail", "arn:aws:cloudtrail:eu-west-1:111122223333:trail/",
        "arn:aws:cloudtrail:eu-west-1:111122223333:query/audit", "arn:aws:s3:eu-west-1:111122223333:trail/audit",
        "arn:aws:cloudtrail:eu-west-1:trail/audit", "urn:aws:cloudtrail:eu-west-1:111122223333:trail/audit",
    ]

    @Test(arguments: noResourceARNs)
    func whatIsNoARNOfCloudTrailIsNoResource(_ value: JSON) throws {
        let trail: JSON = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit"
        let projection = try projection([
            "eventSource": "cloudtrail.amazonaws.com", "requestParameters": ["resourceId": value],
            "responseElements": ["tags": [["resourceId": trail]]],
        ])
        #expect(projection.resources.isEmpty)
        let elsewhere = try self.projection([
            "eventSource": "securityhub.amazonaws.com", "requestParameters": ["resourceArn": trail],
        ])
        #expect(elsewhere.resources.isEmpty)
    }

    @Test func listedResourcesComeFirstAndBucketsAlsoByName() throws {
        let projection = try projection([
            "resources": [
                ["accountId": "111122223333", "type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::attic"],
                ["ARN": "arn:aws:ssm:eu-west-1:111122223333:parameter/p"],
            ],
            "eventSource": "s3.amazonaws.com", "requestParameters": ["bucketName": "attic"],
        ])
        #expect(
            projection.resources == [
                LookupProjection.Resource(type: "AWS::S3::Bucket", name: "arn:aws:s3:::attic"),
                LookupProjection.Resource(type: "AWS::S3::Bucket", name: "attic"),
                LookupProjection.Resource(type: nil, name: "arn:aws:ssm:eu-west-1:111122223333:parameter/p"),
            ])
    }

    @Test func insightsAreFoundByWhatTheyAreAbout() throws {
        let projection = try projection([
            "eventTime": "2026-02-03T04:05:06Z", "eventID": "1", "eventCategory": "Insight",
            "insightDetails": ["eventSource": "ec2.amazonaws.com", "eventName": "RunInstances"],
        ])
        #expect(projection.eventName == "RunInstances")
        #expect(projection.eventSource == "ec2.amazonaws.com")
        #expect(projection.eventTime == 1_770_091_506)
        #expect(projection.readOnly == nil)
    }

    @Test func resourcesOfOneEventAreBounded() throws {
        let many = JSON.array((0..<5000).map { .string("i-\($0)") })
        let projection = try projection([
            "eventSource": "ec2.amazonaws.com", "requestParameters": ["instanceIds": many],
        ])
        #expect(projection.resources.count == 64)
    }

    @Test(arguments: ["", "{", "[]", "{\"resources\":[", "{\"resources\":[{\"ARN\":", "null"])
    func whatIsNoRecordHasNoProjection(_ text: String) {
        #expect(LookupProjection(record: Array(text.utf8)) == nil)
    }

    @Test(arguments: ["{\"resources\":[1]}", "{\"resources\":[{]}", "{\"requestParameters\":[[[[[[[[[1]]]]]]]]]}"])
    func strangeShapesAreHarmless(_ text: String) {
        _ = LookupProjection(record: Array(text.utf8))
    }
}
