import CairnAPI
import CairnModel
import CairnService
import CairnTrails
import Testing

@Suite struct UpdateTrailTests {
    private static let group = "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*"
    private static let role = "arn:aws:iam::222233334444:role/logs"
    private static let arn = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"

    /// A service with a trail that has a value for every setting.
    private func whole(_ preconditions: FakePreconditions = FakePreconditions()) async throws -> TestService {
        let test = TestService(preconditions: preconditions)
        try await test.api().createTrail(
            CreateTrailRequest(
                name: "audit", s3BucketName: "box", s3KeyPrefix: "logs", snsTopicName: "news",
                cloudWatchLogsLogGroupArn: Self.group, cloudWatchLogsRoleArn: Self.role, kmsKeyId: "alias/mine"
            )
        ).ignore()
        preconditions.forget()
        return test
    }

    private func trail(_ test: TestService) throws -> CairnTrails.Trail {
        try #require(test.trails.snapshot.all.first)
    }

    @Test func settingsThatAreNotGivenStay() async throws {
        let preconditions = FakePreconditions()
        let test = try await whole(preconditions)
        let before = try trail(test)
        let answer = await test.answer("UpdateTrail", #"{"Name":"audit"}"#)
        #expect(try trail(test) == before)
        #expect(preconditions.questions.isEmpty, "nobody is asked about what does not change")
        #expect(answer.contains(#""S3KeyPrefix":"logs""#))
        #expect(answer.contains(#""TrailARN":"\#(Self.arn)""#))
        #expect(!answer.contains("HomeRegion") && !answer.contains("HasCustom"))
    }

    @Test func emptyTextClearsASetting() async throws {
        let test = try await whole()
        let answer = await test.answer(
            "UpdateTrail",
            #"{"Name":"\#(Self.arn)","S3KeyPrefix":"","SnsTopicName":"","KmsKeyId":"","CloudWatchLogsLogGroupArn":"","#
                + #""CloudWatchLogsRoleArn":""}"#
        )
        #expect(
            answer == #"{"Name":"audit","S3BucketName":"box","IncludeGlobalServiceEvents":true,"#
                + #""IsMultiRegionTrail":false,"TrailARN":"\#(Self.arn)","LogFileValidationEnabled":false,"#
                + #""IsOrganizationTrail":false}"#
        )
    }

    @Test(arguments: [
        (
            #""S3BucketName":"other""#,
            ["bucket other/logs", "key arn:aws:kms:eu-west-1:222233334444:key/00000000-0000-0000-0000-000000000000"]
        ),
        (#""S3KeyPrefix":"x""#, ["bucket box/x"]), (#""EnableLogFileValidation":true"#, ["bucket box/logs"]),
        (#""SnsTopicName":"other""#, ["topic arn:aws:sns:eu-west-1:222233334444:other"]), (#""SnsTopicName":"""#, []),
        (#""KmsKeyId":"alias/other""#, ["key alias/other"]), (#""KmsKeyId":"""#, []),
        (#""CloudWatchLogsRoleArn":"arn:aws:iam::222233334444:role/x""#, ["logs " + group]),
        (#""IsMultiRegionTrail":true"#, []),
    ])
    func onlyWhatIsGivenIsLookedAt(members: String, questions: [String]) async throws {
        let preconditions = FakePreconditions()
        let test = try await whole(preconditions)
        #expect(await test.code("UpdateTrail", #"{"Name":"audit",\#(members)}"#) == nil)
        #expect(preconditions.questions == questions)
    }

    @Test(arguments: [
        (#""S3BucketName":"""#, "InvalidS3BucketName"), (#""S3KeyPrefix":"a/""#, "InvalidS3Prefix"),
        (#""SnsTopicName":"a b""#, "InvalidSnsTopicName"), (#""KmsKeyId":"x""#, "InvalidKmsKeyId"),
        (#""CloudWatchLogsLogGroupArn":"x""#, "InvalidCloudWatchLogsLogGroupArn"),
        (#""CloudWatchLogsLogGroupArn":"""#, "InvalidCloudWatchLogsLogGroupArn"),
        (#""CloudWatchLogsRoleArn":"""#, "InvalidCloudWatchLogsRoleArn"),
        (#""IsMultiRegionTrail":true,"IncludeGlobalServiceEvents":false"#, "InvalidParameterCombination"),
        (#""IsOrganizationTrail":true"#, "OrganizationsNotInUse"),
    ])
    func badSettingIsRefusedAndNothingChanges(members: String, code: String) async throws {
        let test = try await whole()
        let before = try trail(test)
        #expect(await test.code("UpdateTrail", #"{"Name":"audit",\#(members)}"#) == code + "Exception")
        #expect(try trail(test) == before)
    }

    @Test(arguments: [
        ("bucket", CloudTrailError.Code.insufficientS3BucketPolicy), ("key", .kmsKeyNotFound),
        ("topic", .insufficientSnsTopicPolicy), ("logs", .invalidCloudWatchLogsRoleArn),
    ])
    func whatIsMissingOutsideChangesNothing(check: String, code: CloudTrailError.Code) async throws {
        let preconditions = FakePreconditions()
        let test = try await whole(preconditions)
        let before = try trail(test)
        preconditions.fail(check, with: code)
        await #expect(throws: CloudTrailError(code, "")) {
            try await test.api().updateTrail(
                UpdateTrailRequest(
                    name: "audit", s3BucketName: "other", snsTopicName: "other",
                    cloudWatchLogsLogGroupArn: Self.group, kmsKeyId: "alias/other"
                )
            )
        }
        #expect(try trail(test) == before)
    }

    @Test func onlyTheHomeRegionChangesATrail() async throws {
        var test = TestService()
        _ = await test.answer("CreateTrail", #"{"Name":"audit","S3BucketName":"box","IsMultiRegionTrail":true}"#)
        test.context.region = "eu-central-1"
        for name in ["audit", Self.arn] {
            for (operation, member, rest) in [
                ("UpdateTrail", "Name", ""), ("DeleteTrail", "Name", ""), ("StartLogging", "Name", ""),
                ("StopLogging", "Name", ""), ("PutEventSelectors", "TrailName", #","EventSelectors":[{}]"#),
                ("PutInsightSelectors", "TrailName", #","InsightSelectors":[]"#),
                ("PutEventConfiguration", "TrailName", ""),
            ] {
                let answer = await test.send(operation, #"{"\#(member)":"\#(name)"\#(rest)}"#)
                #expect(answer.error?.code == .invalidHomeRegion, "\(operation) \(name)")
                #expect(answer.error?.message.contains("home region is eu-west-1") == true)
            }
        }
        #expect(test.trails.snapshot.count == 1)
    }

    @Test func globalServiceEventsComeAndGoWithAllRegions() async throws {
        let test = TestService()
        _ = await test.answer(
            "CreateTrail", #"{"Name":"audit","S3BucketName":"box","IncludeGlobalServiceEvents":false}"#
        )
        _ = await test.answer("UpdateTrail", #"{"Name":"audit","IsMultiRegionTrail":true}"#)
        #expect(try trail(test).includeGlobalServiceEvents)
        #expect(
            await test.code("UpdateTrail", #"{"Name":"audit","IncludeGlobalServiceEvents":false}"#)
                == "InvalidParameterCombinationException"
        )
        _ = await test.answer("UpdateTrail", #"{"Name":"audit","IsMultiRegionTrail":false}"#)
        #expect(try !trail(test).includeGlobalServiceEvents)
        _ = await test.answer("UpdateTrail", #"{"Name":"audit","IncludeGlobalServiceEvents":true}"#)
        _ = await test.answer("UpdateTrail", #"{"Name":"audit","IsMultiRegionTrail":false}"#)
        #expect(try trail(test).includeGlobalServiceEvents, "a trail that was of one region keeps what it has")
    }

    @Test func switchLeavesGlobalServiceEventsOn() async throws {
        let test = TestService { $0.leavesGlobalServiceEventsOnSingleRegion = true }
        _ = await test.answer("CreateTrail", #"{"Name":"audit","S3BucketName":"box","IsMultiRegionTrail":true}"#)
        _ = await test.answer("UpdateTrail", #"{"Name":"audit","IsMultiRegionTrail":false}"#)
        #expect(try trail(test).includeGlobalServiceEvents)
    }

    @Test func shadowsNeedRoomAndAFreeName() async throws {
        let test = TestService()
        _ = await test.answer("CreateTrail", #"{"Name":"audit","S3BucketName":"box"}"#)
        try await test.api(region: "us-east-1").createTrail(
            CreateTrailRequest(name: "audit", s3BucketName: "box")
        ).ignore()
        #expect(
            await test.code("UpdateTrail", #"{"Name":"audit","IsMultiRegionTrail":true}"#)
                == "OperationNotPermittedException"
        )
        #expect(test.trails.snapshot.all.allSatisfy { !$0.isMultiRegion })
    }

    @Test func hundredUpdatesOfDifferentSettingsAllSurvive() async throws {
        let test = TestService(preconditions: FakePreconditions())
        let names = (1...5).map { "trail-\($0)" }
        for name in names {
            try await test.api().createTrail(CreateTrailRequest(name: name, s3BucketName: "box")).ignore()
        }
        let changes: [@Sendable (String) -> UpdateTrailRequest] = [
            { UpdateTrailRequest(name: $0, s3KeyPrefix: "logs") },
            { UpdateTrailRequest(name: $0, snsTopicName: "news") },
            { UpdateTrailRequest(name: $0, enableLogFileValidation: true) },
            { UpdateTrailRequest(name: $0, kmsKeyId: "alias/mine") },
            { UpdateTrailRequest(name: $0, includeGlobalServiceEvents: false) },
            {
                UpdateTrailRequest(
                    name: $0, cloudWatchLogsLogGroupArn: Self.group, cloudWatchLogsRoleArn: Self.role
                )
            },
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in names {
                for change in changes {
                    group.addTask { try await test.api().updateTrail(change(name)).ignore() }
                }
                for index in 0..<13 {
                    group.addTask {
                        let arn = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/\(name)"
                        let tags = [Tag(key: "key-\(index)", value: "x")]
                        try await test.api().addTags(AddTagsRequest(resourceId: arn, tagsList: tags)).ignore()
                    }
                }
                group.addTask { try await test.api().startLogging(StartLoggingRequest(name: name)).ignore() }
            }
            try await group.waitForAll()
        }
        for trail in test.trails.snapshot.all {
            #expect(trail.s3KeyPrefix == "logs" && trail.snsTopicName == "news" && trail.logFileValidationEnabled)
            #expect(trail.kmsKeyID?.hasPrefix("arn:aws:kms:") == true && !trail.includeGlobalServiceEvents)
            #expect(trail.cloudWatchLogsLogGroupARN == Self.group && trail.isLogging)
            #expect(trail.tags.count == 13)
        }
        #expect(test.trails.revision == 105)
    }

    @Test func bucketIsLookedAtAgainIfThePrefixChangedMeanwhile() async throws {
        let preconditions = FakePreconditions()
        let test = try await whole(preconditions)
        let trails = test.trails
        let key = try trail(test).key
        preconditions.onceBeforeBucket {
            _ = try? trails.change { trails throws(CloudTrailError) in trails[key]?.s3KeyPrefix = "meanwhile" }
        }
        try await test.api().updateTrail(UpdateTrailRequest(name: "audit", enableLogFileValidation: true)).ignore()
        #expect(preconditions.questions == ["bucket box/logs", "bucket box/meanwhile"])
        #expect(try trail(test).s3KeyPrefix == "meanwhile")
        #expect(try trail(test).logFileValidationEnabled)
    }

    /// Changes the prefix in the middle of every check of the bucket.
    private func disturb(_ preconditions: FakePreconditions, _ trails: TrailRegistry, _ key: CairnTrails.Trail.Key) {
        preconditions.onceBeforeBucket {
            _ = try? trails.change { trails throws(CloudTrailError) in trails[key]?.s3KeyPrefix?.append("x") }
            disturb(preconditions, trails, key)
        }
    }

    @Test func trailThatNeverComesToRestIsAConflict() async throws {
        let preconditions = FakePreconditions()
        let test = try await whole(preconditions)
        disturb(preconditions, test.trails, try trail(test).key)
        await #expect(throws: CloudTrailError(.conflict, "")) {
            try await test.api().updateTrail(UpdateTrailRequest(name: "audit", enableLogFileValidation: true))
        }
        #expect(preconditions.questions.count == 8)
        #expect(try !trail(test).logFileValidationEnabled)
    }

    @Test func trailDeletedMeanwhileIsNotFound() async throws {
        let preconditions = FakePreconditions()
        let test = try await whole(preconditions)
        let trails = test.trails
        let key = try trail(test).key
        preconditions.onceBeforeBucket {
            _ = try? trails.change { trails throws(CloudTrailError) in trails[key] = nil }
        }
        await #expect(throws: CloudTrailError(.trailNotFound, "")) {
            try await test.api().updateTrail(UpdateTrailRequest(name: "audit", s3BucketName: "other"))
        }
        #expect(trails.snapshot.isEmpty)
    }
}
