import CairnAPI
import CairnModel
import CairnPolicy
import CairnService
import CairnTrails
import Testing

/// What a trail needs outside, accepted and refused side by side.
@Suite struct ResourcePreconditionsTests {
    private static let account = "222233334444"
    private static let region = "eu-west-1"
    private static let trailARN = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"
    private static let topicARN = "arn:aws:sns:eu-west-1:222233334444:ct"
    private static let keyARN = "arn:aws:kms:eu-west-1:222233334444:key/11111111-2222-3333-4444-555555555555"
    private static let groupARN = "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*"
    private static let roleARN = "arn:aws:iam::222233334444:role/ct"

    private static func trail(prefix: String? = nil) -> CairnTrails.Trail {
        CairnTrails.Trail(
            name: "audit", homeRegion: region, account: account, s3BucketName: "box", s3KeyPrefix: prefix,
            createdTime: 0)
    }

    /// A world in which everything is right.
    private static let world: FakeResources = {
        func text(_ required: RequiredPolicy) -> String { required.document.description }
        var world = FakeResources()
        world.buckets["box"] = BucketFacts(
            region: region,
            policy: text(.bucket(name: "box", prefix: nil, trailARN: trailARN, account: account)))
        world.topics[topicARN] = TopicFacts(
            policy: text(.topic(arn: topicARN, trailARN: trailARN, account: account)))
        let key = KeyFacts(arn: keyARN, policy: text(.key(arn: keyARN, trailARN: trailARN, account: account)))
        world.keys = [keyARN: key, "alias/ct": key]
        world.logGroups = [groupARN]
        world.roles[roleARN] = RoleFacts(
            trustPolicy: text(.logsRoleTrust(roleARN: roleARN)),
            permissions: [text(.logsRolePermissions(logGroupARN: groupARN, region: region, account: account))])
        return world
    }()

    private static func checks(_ change: (inout FakeResources) -> Void = { _ in }) -> ResourcePreconditions {
        var world = world
        change(&world)
        return ResourcePreconditions(buckets: world, resources: world)
    }

    private static func policy(_ required: RequiredPolicy) -> String { required.document.description }

    /// - Returns: the error; `nil` if there is none.
    private static func failure(
        _ check: () async throws(CloudTrailError) -> Void
    ) async -> CloudTrailError? {
        do {
            try await check()
            return nil
        } catch {
            return error
        }
    }

    @Test func everythingInOrderIsAccepted() async throws {
        let checks = Self.checks()
        try await checks.checkBucket(of: Self.trail(), organizationID: nil)
        try await checks.checkTopic(arn: Self.topicARN, of: Self.trail())
        #expect(try await checks.resolveKey("alias/ct", of: Self.trail()) == Self.keyARN)
        #expect(try await checks.resolveKey(Self.keyARN, of: Self.trail()) == Self.keyARN)
        try await checks.checkLogGroup(arn: Self.groupARN, roleARN: Self.roleARN, of: Self.trail())
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var change: @Sendable (inout FakeResources) -> Void = { _ in }
        var trail = ResourcePreconditionsTests.trail()
        var organizationID: String?
        var code: CloudTrailError.Code
        /// What the message says; the first is how it begins.
        var texts: [String]
    }

    // MARK: Bucket

    private static let wrongBucket = "Incorrect S3 bucket policy is detected for bucket: box"

    static let refusedBuckets = [
        Refused(
            testDescription: "missing", change: { $0.buckets = [:] }, code: .s3BucketDoesNotExist,
            texts: ["S3 bucket box does not exist!"]),
        Refused(
            testDescription: "no policy", change: { $0.buckets["box"]?.policy = nil },
            code: .insufficientS3BucketPolicy,
            texts: [
                wrongBucket, "s3:GetBucketAcl", "s3:PutObject", "`cairn policy bucket box --trail-arn \(trailARN)`",
            ]),
        Refused(
            testDescription: "other prefix", trail: trail(prefix: "logs"), code: .insufficientS3BucketPolicy,
            texts: [wrongBucket, "its prefix is empty, the trail's is 'logs'", "\(trailARN) --prefix 'logs'`"]),
        Refused(
            testDescription: "other trail",
            change: { world in
                let other = trailARN + "2"
                world.buckets["box"]?.policy = policy(
                    .bucket(name: "box", prefix: nil, trailARN: other, account: account))
            }, code: .insufficientS3BucketPolicy, texts: [wrongBucket, "aws:SourceArn", "CloudTrail's call has"]),
        Refused(
            testDescription: "without the organization", organizationID: "o-abc123defg",
            code: .insufficientS3BucketPolicy,
            texts: [wrongBucket, "AWSLogs/o-abc123defg/*", " --organization-id o-abc123defg`"]),
        Refused(
            testDescription: "not a policy", change: { $0.buckets["box"]?.policy = "{" },
            code: .insufficientS3BucketPolicy, texts: [wrongBucket, "The policy cannot be read"]),
        Refused(
            testDescription: "requester pays", change: { $0.buckets["box"]?.isRequesterPays = true },
            code: .insufficientS3BucketPolicy, texts: [wrongBucket, "Requester Pays"]),
        Refused(
            testDescription: "denied to Cairn", change: { $0.failure = .init(.denied, "GetBucketPolicy") },
            code: .insufficientS3BucketPolicy, texts: [wrongBucket, "Cairn may not look at it: GetBucketPolicy"]),
        Refused(
            testDescription: "unreachable", change: { $0.failure = .init(.unavailable, "HeadBucket") },
            code: .serviceUnavailable, texts: ["A resource cannot be looked at now: HeadBucket"]),
    ]

    @Test(arguments: refusedBuckets)
    func bucketIsRefused(refused: Refused) async {
        let error = await Self.failure { () async throws(CloudTrailError) in
            try await Self.checks(refused.change).checkBucket(
                of: refused.trail, organizationID: refused.organizationID)
        }
        Self.expect(error, refused)
    }

    @Test func bucketPolicyForOrganizationIsAccepted() async throws {
        let required = RequiredPolicy.bucket(
            name: "box", prefix: "p", trailARN: Self.trailARN, account: Self.account, organizationID: "o-abc123defg")
        try await Self.checks { $0.buckets["box"]?.policy = Self.policy(required) }
            .checkBucket(of: Self.trail(prefix: "p"), organizationID: "o-abc123defg")
    }

    // MARK: Topic

    private static let wrongTopic = "SNS Topic does not exist or the topic policy is incorrect!"

    static let refusedTopics = [
        Refused(
            testDescription: "missing", change: { $0.topics = [:] }, code: .insufficientSnsTopicPolicy,
            texts: [wrongTopic, "There is no topic \(topicARN)."]),
        Refused(
            testDescription: "no policy", change: { $0.topics[topicARN]?.policy = nil },
            code: .insufficientSnsTopicPolicy,
            texts: [wrongTopic, "SNS:Publish", "`cairn policy topic \(topicARN) --trail-arn \(trailARN)`"]),
        Refused(
            testDescription: "denied to Cairn", change: { $0.failure = .init(.denied, "no") },
            code: .insufficientSnsTopicPolicy, texts: [wrongTopic, "Cairn may not look at it: no"]),
    ]

    @Test(arguments: refusedTopics)
    func topicIsRefused(refused: Refused) async {
        let error = await Self.failure { () async throws(CloudTrailError) in
            try await Self.checks(refused.change).checkTopic(arn: Self.topicARN, of: Self.trail())
        }
        Self.expect(error, refused)
    }

    // MARK: Key

    private static let wrongKey = "Insufficient permissions to access S3 bucket box or KMS key alias/ct."

    static let refusedKeys = [
        Refused(
            testDescription: "missing", change: { $0.keys = [:] }, code: .kmsKeyNotFound,
            texts: ["There is no KMS key alias/ct."]),
        Refused(
            testDescription: "bucket missing", change: { $0.buckets = [:] }, code: .s3BucketDoesNotExist,
            texts: ["S3 bucket box does not exist!"]),
        Refused(
            testDescription: "bucket in another region", change: { $0.buckets["box"]?.region = "us-east-1" },
            code: .kmsKeyNotFound,
            texts: ["The KMS key \(keyARN) is not in the region of the S3 bucket box, which is us-east-1."]),
        Refused(
            testDescription: "disabled", change: { $0.keys["alias/ct"]?.state = "Disabled" }, code: .kms,
            texts: ["The KMS key \(keyARN) cannot be used: its state is Disabled."]),
        Refused(
            testDescription: "no statement",
            change: { world in
                world.keys["alias/ct"]?.policy = #"""
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*",
                     "Principal":{"AWS":"arn:aws:iam::222233334444:root"}}}
                    """#
            },
            code: .insufficientEncryptionPolicy,
            texts: [wrongKey, "kms:GenerateDataKey", "`cairn policy key \(keyARN) --trail-arn \(trailARN)`"]),
        Refused(
            testDescription: "bucket key without kms:Decrypt", change: { $0.buckets["box"]?.usesBucketKey = true },
            code: .insufficientEncryptionPolicy,
            texts: [wrongKey, "kms:Decrypt", "\(trailARN) --decrypt`"]),
    ]

    @Test(arguments: refusedKeys)
    func keyIsRefused(refused: Refused) async {
        let error = await Self.failure { () async throws(CloudTrailError) in
            _ = try await Self.checks(refused.change).resolveKey("alias/ct", of: Self.trail())
        }
        Self.expect(error, refused)
    }

    // MARK: Log group

    private static let wrongGroup = "Check the log group ARN: CloudTrail can't validate it."
    private static let wrongTrust = "Access denied. Check the trust relationships for your role."

    private static var abroad: CairnTrails.Trail {
        var trail = trail()
        trail.homeRegion = "us-east-1"
        return trail
    }

    private static var foreign: CairnTrails.Trail {
        var trail = trail()
        trail.account = "999988887777"
        return trail
    }

    static let refusedGroups = [
        Refused(
            testDescription: "missing", change: { $0.logGroups = [] }, code: .invalidCloudWatchLogsLogGroupArn,
            texts: [wrongGroup, "There is no log group \(groupARN)."]),
        Refused(
            testDescription: "another region", trail: abroad, code: .invalidCloudWatchLogsLogGroupArn,
            texts: [wrongGroup, "us-east-1"]),
        Refused(
            testDescription: "another account", trail: foreign, code: .invalidCloudWatchLogsLogGroupArn,
            texts: [wrongGroup, "999988887777"]),
        Refused(
            testDescription: "no role", change: { $0.roles = [:] }, code: .invalidCloudWatchLogsRoleArn,
            texts: [wrongTrust, "There is no role \(roleARN)."]),
        Refused(
            testDescription: "role trusts another service",
            change: { world in
                world.roles[roleARN]?.trustPolicy = #"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                     "Principal":{"Service":"ec2.amazonaws.com"}}]}
                    """#
            }, code: .invalidCloudWatchLogsRoleArn, texts: [wrongTrust, "ec2.amazonaws.com"]),
        Refused(
            testDescription: "role without permissions",
            change: { $0.roles[roleARN]?.permissions = ["not a policy"] }, code: .invalidCloudWatchLogsLogGroupArn,
            texts: ["Access denied. Check the permissions for your role.", "logs:CreateLogStream", "logs:PutLogEvents"]),
        Refused(
            testDescription: "denied by another document",
            change: { world in
                world.roles[roleARN]?.permissions.append(
                    #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"logs:Put*","Resource":"*"}}"#)
            }, code: .invalidCloudWatchLogsLogGroupArn,
            texts: ["Access denied. Check the permissions for your role.", "denies it"]),
    ]

    @Test(arguments: refusedGroups)
    func logGroupIsRefused(refused: Refused) async {
        let error = await Self.failure { () async throws(CloudTrailError) in
            try await Self.checks(refused.change).checkLogGroup(
                arn: Self.groupARN, roleARN: Self.roleARN, of: refused.trail)
        }
        Self.expect(error, refused)
    }

    @Test func logGroupOfDelegatedAdministratorIsAccepted() async throws {
        var trail = Self.foreign
        trail.isOrganizationTrail = true
        let required = RequiredPolicy.logsRolePermissions(
            logGroupARN: Self.groupARN, region: Self.region, account: trail.account)
        try await Self.checks { $0.roles[Self.roleARN]?.permissions = [Self.policy(required)] }
            .checkLogGroup(arn: Self.groupARN, roleARN: Self.roleARN, of: trail)
    }

    @Test func withoutResourcesNothingIsThere() async {
        let checks = ResourcePreconditions(buckets: NoResources(), resources: NoResources())
        let error = await Self.failure { () async throws(CloudTrailError) in
            try await checks.checkBucket(of: Self.trail(), organizationID: nil)
        }
        #expect(error?.code == .s3BucketDoesNotExist)
    }

    private static func expect(_ error: CloudTrailError?, _ refused: Refused) {
        #expect(error?.code == refused.code)
        #expect(error?.message.hasPrefix(refused.texts[0]) == true, "\(error?.message ?? "accepted")")
        for text in refused.texts { #expect(error?.message.contains(text) == true, "\(error?.message ?? "accepted")") }
    }
}
