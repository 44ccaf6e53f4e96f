import CairnAPI
import CairnModel
import CairnService
import CairnTrails
import Testing

@Suite struct CreateTrailTests {
    @Test func answerHasWhatIsSet() async {
        let test = TestService()
        let answer = await test.answer(
            "CreateTrail",
            #"{"Name":"audit","S3BucketName":"box","S3KeyPrefix":"logs","IsMultiRegionTrail":true,"#
                + #""EnableLogFileValidation":true}"#
        )
        #expect(
            answer == #"{"Name":"audit","S3BucketName":"box","S3KeyPrefix":"logs","IncludeGlobalServiceEvents":true,"#
                + #""IsMultiRegionTrail":true,"TrailARN":"arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit","#
                + #""LogFileValidationEnabled":true,"IsOrganizationTrail":false}"#
        )
    }

    @Test func defaultsAreThoseOfTheAPI() async {
        let test = TestService()
        _ = await test.answer("CreateTrail", #"{"Name":"audit","S3BucketName":"box","Unknown":1}"#)
        let answer = await test.answer("GetTrail", #"{"Name":"audit"}"#)
        #expect(
            answer == #"{"Trail":{"Name":"audit","S3BucketName":"box","IncludeGlobalServiceEvents":true,"#
                + #""IsMultiRegionTrail":false,"HomeRegion":"eu-west-1","#
                + #""TrailARN":"arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit","#
                + #""LogFileValidationEnabled":false,"HasCustomEventSelectors":false,"HasInsightSelectors":false,"#
                + #""IsOrganizationTrail":false}}"#
        )
        #expect(await test.answer("GetTrailStatus", #"{"Name":"audit"}"#).hasPrefix(#"{"IsLogging":false,"#))
    }

    @Test(arguments: [
        (#""S3BucketName":"My_Box""#, "Bucket name My_Box is not valid: "),
        (#""S3BucketName":"box","KmsKeyId":"no key""#, "no key does not name a KMS key: "),
        (#""S3BucketName":"box","CloudWatchLogsLogGroupArn":"group""#, "group is not the ARN of a log group "),
        (#""S3BucketName":"box","CloudWatchLogsRoleArn":"role""#, "role is not the ARN of an IAM role; "),
    ])
    func messageBeginsWithWhatWasGiven(members: String, opening: String) async {
        let answer = await TestService().send("CreateTrail", #"{"Name":"audit",\#(members)}"#)
        #expect(answer.error?.message.hasPrefix(opening) == true, "\(answer.error?.message ?? "")")
    }

    @Test func longValuesAreCutInMessages() async {
        let name = String(repeating: "B", count: 100_000)
        let answer = await TestService().send("CreateTrail", #"{"Name":"audit","S3BucketName":"\#(name)"}"#)
        #expect(answer.error == CloudTrailError(.invalidS3BucketName, ""))
        #expect(answer.body.count < 600)
    }

    @Test func everySettingIsKept() async throws {
        let preconditions = FakePreconditions()
        let test = TestService(preconditions: preconditions)
        let answer = try await test.api().createTrail(
            CreateTrailRequest(
                name: "audit", s3BucketName: "box", s3KeyPrefix: "a/b", snsTopicName: "news",
                includeGlobalServiceEvents: false, isMultiRegionTrail: false, enableLogFileValidation: true,
                cloudWatchLogsLogGroupArn: "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*",
                cloudWatchLogsRoleArn: "arn:aws:iam::222233334444:role/service/logs", kmsKeyId: "alias/mine",
                tagsList: [Tag(key: "team", value: "blue")]
            )
        )
        #expect(answer.snsTopicName == "news")
        #expect(answer.snsTopicARN == "arn:aws:sns:eu-west-1:222233334444:news")
        #expect(answer.kmsKeyId == "arn:aws:kms:eu-west-1:222233334444:key/00000000-0000-0000-0000-000000000000")
        #expect(answer.cloudWatchLogsRoleArn == "arn:aws:iam::222233334444:role/service/logs")
        #expect(answer.includeGlobalServiceEvents == false)
        let trail = try #require(test.trails.snapshot.all.first)
        #expect(trail.creationAnswerText == String(decoding: answer.jsonText, as: UTF8.self))
        #expect(trail.tags == [Tag(key: "team", value: "blue")])
        #expect(trail.createdTime == TestService.now)
        #expect(
            preconditions.questions == [
                "bucket box/a/b", "key alias/mine", "topic arn:aws:sns:eu-west-1:222233334444:news",
                "logs arn:aws:logs:eu-west-1:222233334444:log-group:ct:*",
            ]
        )
    }

    static let accepted: [String] = [
        #""S3KeyPrefix":"""#, #""S3KeyPrefix":"\#(String(repeating: "p", count: 200))""#, #""S3KeyPrefix":"a/b c!""#,
        #""SnsTopicName":"""#, #""SnsTopicName":"a-B_9""#, #""SnsTopicName":"arn:aws:sns:us-east-1:555566667777:t""#,
        #""KmsKeyId":"""#, #""KmsKeyId":"alias/my/key_1-x""#,
        #""KmsKeyId":"arn:aws:kms:eu-west-1:222233334444:alias/mine""#,
        #""KmsKeyId":"12345678-1234-1234-1234-123456789abc""#,
        #""KmsKeyId":"arn:aws:kms:eu-west-1:222233334444:key/12345678-1234-1234-1234-123456789abc""#,
        #""KmsKeyId":"mrk-1234567812341234123412345678abcd""#,
        #""IsMultiRegionTrail":true"#, #""IsMultiRegionTrail":true,"IncludeGlobalServiceEvents":true"#,
        #""IncludeGlobalServiceEvents":false"#, #""TagsList":[]"#, #""TagsList":[{"Key":"a"}]"#,
        #""CloudWatchLogsLogGroupArn":"arn:aws:logs:eu-west-1:222233334444:log-group:/a/b.c-d_e#1:*","#
            + #""CloudWatchLogsRoleArn":"arn:aws:iam::222233334444:role/x""#,
    ]

    @Test(arguments: accepted)
    func wellFormedSettingIsAccepted(members: String) async {
        #expect(await TestService().code("CreateTrail", #"{"Name":"audit","S3BucketName":"box",\#(members)}"#) == nil)
    }

    static let refused: [(members: String, code: String)] = [
        (#""Name":"ab""#, "InvalidTrailName"), (#""Name":"a..b""#, "InvalidTrailName"),
        (#""Name":"arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit""#, "InvalidTrailName"),
        (#""S3BucketName":"""#, "InvalidS3BucketName"), (#""S3BucketName":"ab""#, "InvalidS3BucketName"),
        (#""S3BucketName":"Upper""#, "InvalidS3BucketName"), (#""S3BucketName":"a_b""#, "InvalidS3BucketName"),
        (#""S3BucketName":"box-""#, "InvalidS3BucketName"), (#""S3BucketName":"-box""#, "InvalidS3BucketName"),
        (#""S3BucketName":"a..b""#, "InvalidS3BucketName"), (#""S3BucketName":"a.-b""#, "InvalidS3BucketName"),
        (#""S3BucketName":".box""#, "InvalidS3BucketName"), (#""S3BucketName":"192.168.5.4""#, "InvalidS3BucketName"),
        (#""S3BucketName":"\#(String(repeating: "b", count: 64))""#, "InvalidS3BucketName"),
        (#""S3KeyPrefix":"\#(String(repeating: "p", count: 201))""#, "InvalidS3Prefix"),
        (#""S3KeyPrefix":"/logs""#, "InvalidS3Prefix"), (#""S3KeyPrefix":"logs/""#, "InvalidS3Prefix"),
        (#""S3KeyPrefix":"a\u0000b""#, "InvalidS3Prefix"),
        (#""SnsTopicName":"a b""#, "InvalidSnsTopicName"), (#""SnsTopicName":"a.fifo""#, "InvalidSnsTopicName"),
        (#""SnsTopicName":"arn:aws:sqs:eu-west-1:222233334444:q""#, "InvalidSnsTopicName"),
        (#""SnsTopicName":"arn:aws:sns:eu-west-1:2222:t""#, "InvalidSnsTopicName"),
        (#""SnsTopicName":"\#(String(repeating: "t", count: 257))""#, "InvalidSnsTopicName"),
        (#""KmsKeyId":"mine""#, "InvalidKmsKeyId"), (#""KmsKeyId":"alias/aws/s3""#, "InvalidKmsKeyId"),
        (#""KmsKeyId":"alias/""#, "InvalidKmsKeyId"), (#""KmsKeyId":"arn:aws:s3:::b""#, "InvalidKmsKeyId"),
        (#""KmsKeyId":"arn:aws:kms:eu-west-1:222233334444:key/x""#, "InvalidKmsKeyId"),
        (
            #""CloudWatchLogsLogGroupArn":"arn:aws:logs:eu-west-1:222233334444:log-group:ct","#
                + #""CloudWatchLogsRoleArn":"arn:aws:iam::222233334444:role/x""#, "InvalidCloudWatchLogsLogGroupArn"
        ),
        (
            #""CloudWatchLogsLogGroupArn":"arn:aws:logs:eu-west-1:222233334444:log-group:ct:*","#
                + #""CloudWatchLogsRoleArn":"arn:aws:iam::222233334444:user/x""#, "InvalidCloudWatchLogsRoleArn"
        ),
        (
            #""CloudWatchLogsLogGroupArn":"arn:aws:logs:eu-west-1:222233334444:log-group:ct:*""#,
            "InvalidCloudWatchLogsRoleArn"
        ),
        (#""CloudWatchLogsRoleArn":"arn:aws:iam::222233334444:role/x""#, "InvalidCloudWatchLogsLogGroupArn"),
        (#""IsMultiRegionTrail":true,"IncludeGlobalServiceEvents":false"#, "InvalidParameterCombination"),
        (#""TagsList":[{"Key":""}]"#, "InvalidTagParameter"), (#""TagsList":[{"Key":"aws:x"}]"#, "InvalidTagParameter"),
        (#""TagsList":[{"Key":"a"},{"Key":"a"}]"#, "InvalidTagParameter"),
        (#""TagsList":[{"Key":"a","Value":"\#(String(repeating: "v", count: 257))"}]"#, "InvalidTagParameter"),
        (#""TagsList":[\#(tags(51))]"#, "TagsLimitExceeded"), (#""TagsList":[\#(tags(201))]"#, "TagsLimitExceeded"),
        (#""IsOrganizationTrail":true"#, "OrganizationsNotInUse"),
        (#""IsMultiRegionTrail":"yes""#, "Serialization"), (#""S3BucketName":null"#, "Validation"),
    ]

    static func tags(_ count: Int) -> String {
        (0..<count).map { #"{"Key":"k\#($0)"}"# }.joined(separator: ",")
    }

    @Test(arguments: refused)
    func badSettingIsRefusedAndNothingIsStored(members: String, code: String) async throws {
        let test = TestService()
        var object = JSONObject([("Name", "audit"), ("S3BucketName", "box")])
        let given = try JSON(parsing: "{\(members)}")
        for member in given.objectValue?.members ?? [] { object[member.key] = member.value }
        let answer = await test.send("CreateTrail", JSON.object(object).description)
        #expect(answer.error?.code.rawValue == code + "Exception")
        #expect(answer.error?.message.isEmpty == false)
        #expect(test.trails.snapshot.isEmpty)
    }

    @Test(arguments: [
        ("bucket", CloudTrailError.Code.s3BucketDoesNotExist), ("bucket", .insufficientS3BucketPolicy),
        ("key", .kmsKeyNotFound), ("key", .insufficientEncryptionPolicy), ("key", .kms),
        ("topic", .insufficientSnsTopicPolicy), ("topic", .cloudTrailInvalidClientTokenId),
        ("logs", .invalidCloudWatchLogsLogGroupArn), ("logs", .cloudWatchLogsDeliveryUnavailable),
    ])
    func whatIsMissingOutsideIsToldAndNothingIsStored(check: String, code: CloudTrailError.Code) async {
        let test = TestService(preconditions: FakePreconditions(failing: [check: code]))
        await #expect(throws: CloudTrailError(code, "")) {
            try await test.api().createTrail(
                CreateTrailRequest(
                    name: "audit", s3BucketName: "box", snsTopicName: "news",
                    cloudWatchLogsLogGroupArn: "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*",
                    cloudWatchLogsRoleArn: "arn:aws:iam::222233334444:role/logs", kmsKeyId: "alias/mine"
                )
            )
        }
        #expect(test.trails.snapshot.isEmpty)
    }

    @Test func sixthTrailInARegionIsTooMany() async throws {
        let test = TestService()
        for index in 1...4 {
            try await test.api().createTrail(CreateTrailRequest(name: "trail-\(index)", s3BucketName: "box")).ignore()
        }
        try await test.api(region: "us-east-1").createTrail(
            CreateTrailRequest(name: "wide", s3BucketName: "box", isMultiRegionTrail: true)
        ).ignore()
        let error = await #expect(throws: CloudTrailError.self) {
            try await test.api().createTrail(CreateTrailRequest(name: "sixth", s3BucketName: "box"))
        }
        #expect(error?.code == .maximumNumberOfTrailsExceeded)
        #expect(error?.message == "User: 222233334444 already has 5 trails in eu-west-1.")
        let everywhere = CreateTrailRequest(name: "sixth", s3BucketName: "box", isMultiRegionTrail: true)
        await #expect(throws: CloudTrailError(.maximumNumberOfTrailsExceeded, "")) {
            try await test.api(region: "us-east-1").createTrail(everywhere)
        }
        let elsewhere = CreateTrailRequest(name: "sixth", s3BucketName: "box")
        try await test.api(region: "us-east-1").createTrail(elsewhere).ignore()
        try await test.api("555566667777").createTrail(elsewhere).ignore()
    }

    @Test func nameIsTakenByAShadowToo() async throws {
        let test = TestService()
        try await test.api(region: "us-east-1").createTrail(
            CreateTrailRequest(name: "wide", s3BucketName: "box", isMultiRegionTrail: true)
        ).ignore()
        for region in ["us-east-1", "eu-west-1"] {
            let error = await #expect(throws: CloudTrailError.self) {
                try await test.api(region: region).createTrail(CreateTrailRequest(name: "wide", s3BucketName: "box"))
            }
            #expect(error?.code == .trailAlreadyExists)
            #expect(error?.message == "Trail wide already exists for customer: 222233334444")
        }
        try await test.api("555566667777").createTrail(CreateTrailRequest(name: "wide", s3BucketName: "box")).ignore()
    }

    @Test func ofTwoTrailsCreatedAtOnceOneIsCreated() async {
        let test = TestService()
        let created = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    let request = CreateTrailRequest(name: "audit", s3BucketName: "box")
                    return (try? await test.api().createTrail(request)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(created == 1)
    }

    @Test func nameTakenWhileTheBucketIsLookedAtIsNoticed() async {
        let preconditions = FakePreconditions()
        let test = TestService(preconditions: preconditions)
        let trails = test.trails
        preconditions.onceBeforeBucket {
            let trail = CairnTrails.Trail(
                name: "audit", homeRegion: "eu-west-1", account: "222233334444", s3BucketName: "first", createdTime: 1
            )
            _ = try? trails.change { trails throws(CloudTrailError) in trails[trail.key] = trail }
        }
        await #expect(throws: CloudTrailError(.trailAlreadyExists, "")) {
            try await test.api().createTrail(CreateTrailRequest(name: "audit", s3BucketName: "box"))
        }
        #expect(trails.snapshot.all.map(\.s3BucketName) == ["first"])
    }
}

extension APIShape {
    /// For answers that a test does not look at.
    func ignore() {}
}

extension CairnTrails.Trail {
    fileprivate var creationAnswerText: String {
        let answer = CreateTrailResponse(
            name: name, s3BucketName: s3BucketName, s3KeyPrefix: s3KeyPrefix, snsTopicName: snsTopicName,
            snsTopicARN: snsTopicARN, includeGlobalServiceEvents: includeGlobalServiceEvents,
            isMultiRegionTrail: isMultiRegion, trailARN: arn, logFileValidationEnabled: logFileValidationEnabled,
            cloudWatchLogsLogGroupArn: cloudWatchLogsLogGroupARN, cloudWatchLogsRoleArn: cloudWatchLogsRoleARN,
            kmsKeyId: kmsKeyID, isOrganizationTrail: isOrganizationTrail
        )
        return String(decoding: answer.jsonText, as: UTF8.self)
    }
}
