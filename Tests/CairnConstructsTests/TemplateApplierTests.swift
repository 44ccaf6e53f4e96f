import CairnConstructs
import CairnModel
import Testing

struct TemplateApplierTests {
    private func template(_ make: (Stack) throws -> Void) throws -> JSON {
        let stack = try Stack(App(), "Audit", bootstrap: .unchecked)
        try make(stack)
        return try stack.template().json
    }

    private func applier(_ template: JSON, _ target: RecordedTarget) throws -> TemplateApplier {
        try TemplateApplier(
            template: template, stackName: "audit", account: "111122223333", region: "eu-west-1", target: target)
    }

    @Test func planMakesNothing() async throws {
        let target = RecordedTarget()
        let plan = try await applier(template { try Trail($0, "Trail") }, target).plan()
        #expect(plan.steps.map(\.kind) == [.create, .create, .create])
        #expect(target.changes.isEmpty)
    }

    @Test func defaultTrailIsMadeWithItsBucketAndPolicy() async throws {
        let target = RecordedTarget()
        _ = try await applier(template { try Trail($0, "Trail") }, target).apply()
        #expect(target.changes == ["CreateBucket", "PutBucketPolicy", "CreateTrail", "StartLogging"])
        let policy = try JSON(parsing: target.policy ?? "")
        #expect(policy["Statement"]?[2]?["Resource"]?.stringValue?.hasSuffix("/AWSLogs/111122223333/*") == true)
        #expect(policy["Statement"]?[1]?["Resource"]?.stringValue == "arn:aws:s3:::" + (target.bucket ?? ""))
        #expect((3...63).contains(target.bucket?.count ?? 0))
        #expect(target.trail?["S3BucketName"]?.stringValue == target.bucket)
    }

    @Test func applyingAgainDoesNothing() async throws {
        let target = RecordedTarget()
        let template = try template { stack in
            let trail = try Trail(stack, "Trail", managementEvents: .writeOnly)
            try trail.logAllS3DataEvents(includeManagementEvents: false)
            trail.tags.add("team", "audit")
        }
        _ = try await applier(template, target).apply()
        #expect(target.changes.contains("PutEventSelectors"))
        target.changes = []
        let plan = try await applier(template, target).apply()
        #expect(plan.isEmpty)
        #expect(plan.steps.map(\.kind) == [.keep, .keep, .keep])
        #expect(target.changes.isEmpty)
    }

    @Test func changesAreUpdates() async throws {
        let target = RecordedTarget()
        _ = try await applier(template { try Trail($0, "Trail", trailName: "audit") }, target).apply()
        target.changes = []
        let changed = try template {
            try Trail($0, "Trail", trailName: "audit", s3KeyPrefix: "new", isMultiRegionTrail: false)
        }
        let plan = try await applier(changed, target).apply()
        #expect(plan.steps.last?.kind == .update)
        #expect(target.changes == ["PutBucketPolicy", "UpdateTrail"])
        #expect(target.trail?["IsMultiRegionTrail"] == false)
    }

    @Test func whatIsNotAppliedIsNamed() async throws {
        let template = try template {
            try Trail(
                $0, "Trail", cloudWatchLogs: .newLogGroup(), snsTopic: Topic($0, "Topic"), encryptionKey: Key($0, "Key")
            )
        }
        let target = RecordedTarget()
        let plan = try await applier(template, target).apply()
        let properties = Set(plan.omissions.compactMap(\.property))
        #expect(properties == ["SnsTopicName", "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn", "KMSKeyId"])
        let types = Set(plan.omissions.filter { $0.property == nil }.map(\.type))
        #expect(types.contains("AWS::SNS::Topic") && types.contains("AWS::KMS::Key"))
        #expect(target.trail?["SnsTopicName"] == nil)
    }

    @Test func endpointsWithoutTLSAreNotShutOut() async throws {
        let target = RecordedTarget(usesTLS: false)
        let template = try template { try Trail($0, "Trail") }
        let plan = try await applier(template, target).apply()
        #expect(plan.omissions.contains { $0.property == "PolicyDocument" && $0.reason.contains("plain HTTP") })
        let statements = try JSON(parsing: target.policy ?? "")["Statement"]?.arrayValue ?? []
        #expect(statements.map { $0["Effect"] } == ["Allow", "Allow"])
        #expect(try await applier(template, target).plan().isEmpty)
    }

    @Test func idsThatTheServiceMakesUpAreHandedOn() async throws {
        let target = RecordedTarget()
        let template = try template { stack in
            let store = try EventDataStore(stack, "Store", name: "lake")
            try Channel(stack, "Channel", name: "partner", destinations: [store])
        }
        _ = try await applier(template, target).apply()
        #expect(target.changes == ["CreateEventDataStore", "CreateChannel"])
        #expect(target.channel?["Destinations"]?[0]?["Location"]?.stringValue?.hasSuffix("/made-up") == true)
    }

    @Test func aDashboardIsMadeBeforeItsPolicyAndThenKept() async throws {
        let target = RecordedTarget()
        func template(title: String) throws -> JSON {
            try self.template { stack in
                let dashboard = try CfnDashboard(
                    stack, "Dashboard",
                    CfnDashboard.Properties(
                        name: "overview", refreshSchedule: .init(every: 6, .hours, status: .enabled),
                        widgets: [.init(queryStatement: "SELECT 1", viewProperties: ["Title": .init(title)])]))
                try CfnResourcePolicy(
                    stack, "Policy",
                    CfnResourcePolicy.Properties(
                        resourceARN: dashboard.attrDashboardARN, resourcePolicy: ["Version": "2012-10-17"]))
            }
        }
        _ = try await applier(try template(title: "One"), target).apply()
        #expect(target.changes == ["CreateDashboard", "PutResourcePolicy"])
        #expect(try await applier(try template(title: "One"), target).plan().isEmpty)
        _ = try await applier(try template(title: "Two"), target).apply()
        #expect(target.changes.last == "UpdateDashboard")
        #expect(target.dashboard?["Widgets"]?[0]?["ViewProperties"]?["Title"] == "Two")
        #expect(target.dashboard?["RefreshSchedule"]?["Status"] == "ENABLED", "what has not changed is not sent")
    }

    @Test func valuesThatCannotBeWorkedOutAreNamed() async throws {
        let template: JSON = [
            "Resources": [
                "T": ["Type": "AWS::CloudTrail::Trail", "Properties": ["S3BucketName": ["Fn::ImportValue": "x"]]]
            ]
        ]
        await #expect {
            try await applier(template, RecordedTarget()).plan()
        } throws: { error in
            "\(error)".contains("T/S3BucketName") && "\(error)".contains("Fn::ImportValue")
        }
    }

    @Test func functionsAreWorkedOut() async throws {
        let template = try TemplateText.parse(
            """
            Parameters: {Prefix: {Type: String, Default: logs}}
            Resources:
              Box: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "box-${AWS::AccountId}-${!x}"}}
              T:
                Type: AWS::CloudTrail::Trail
                Properties:
                  TrailName: !Select [1, !Split [",", "a,audit,c"]]
                  IsLogging: false
                  S3BucketName: !Ref Box
                  S3KeyPrefix: !Join ["/", [!Ref Prefix, !Sub ["${v}", {v: x}]]]
            """)
        let target = RecordedTarget()
        _ = try await applier(template, target).apply()
        #expect(target.trail?["Name"] == "audit")
        #expect(target.trail?["S3BucketName"] == "box-111122223333-${x}")
        #expect(target.trail?["S3KeyPrefix"] == "logs/x")
        #expect(!target.changes.contains("StartLogging"))
    }
}
