public import CairnAPI
public import CairnLake
import CairnModel
import CairnPolicy
public import CairnTrails

/// Preconditions that look at the resources and evaluate their policies as AWS would.
///
/// Messages begin with AWS's own text, name what CloudTrail may not do and why, and end with the command that prints
/// the policy to attach.
public struct ResourcePreconditions: TrailPreconditions {
    private let buckets: any BucketInspector
    private let resources: any ResourceInspector

    public init(buckets: any BucketInspector, resources: any ResourceInspector) {
        self.buckets = buckets
        self.resources = resources
    }

    // MARK: Bucket

    public func checkBucket(of trail: Trail, organizationID: String?) async throws(CloudTrailError) {
        let name = trail.s3BucketName
        let opening = "Incorrect S3 bucket policy is detected for bucket: \(name)"
        let facts = try await bucket(name, account: trail.account, opening: opening)
        guard !facts.isRequesterPays else {
            throw CloudTrailError(
                .insufficientS3BucketPolicy, "\(opening). CloudTrail cannot write to a bucket that is Requester Pays.")
        }
        let required = RequiredPolicy.bucket(
            name: name, prefix: trail.s3KeyPrefix, trailARN: trail.arn, account: trail.account,
            organizationID: organizationID, keyARN: trail.kmsKeyID.flatMap { Self.isKeyARN($0) ? $0 : nil })
        if let problem = Self.problem(required, policy: facts.policy) {
            let options =
                (trail.s3KeyPrefix.map { " --prefix '\($0)'" } ?? "")
                + (organizationID.map { " --organization-id \($0)" } ?? "")
            throw CloudTrailError(
                .insufficientS3BucketPolicy, "\(opening). \(problem) \(Self.hint("bucket", name, trail, options))")
        }
    }

    public func checkBucket(
        _ name: String, prefix: String?, resultsOf store: EventDataStore
    ) async throws(CloudTrailError) {
        let opening = "Incorrect S3 bucket policy is detected for bucket: \(name)"
        let facts = try await bucket(name, account: store.account, opening: opening)
        guard !facts.isRequesterPays else {
            throw CloudTrailError(
                .insufficientS3BucketPolicy, "\(opening). CloudTrail cannot write to a bucket that is Requester Pays.")
        }
        let required = RequiredPolicy.queryResults(
            bucket: name, prefix: prefix, storeARN: store.arn, account: store.account)
        guard let problem = Self.problem(required, policy: facts.policy) else { return }
        throw CloudTrailError(
            .insufficientS3BucketPolicy,
            "\(opening). \(problem) `cairn policy results \(name) --account \(store.account)` prints the policy to "
                + "attach.")
    }

    private func bucket(_ name: String, account: String, opening: String) async throws(CloudTrailError) -> BucketFacts {
        let facts = try await Self.inspecting(
            denied: .insufficientS3BucketPolicy, opening
        ) { () async throws(ResourceInspectionError) in
            try await buckets.bucket(name, account: account)
        }
        guard let facts else {
            throw CloudTrailError(.s3BucketDoesNotExist, "S3 bucket \(name) does not exist!")
        }
        return facts
    }

    // MARK: Topic

    public func checkTopic(arn: String, of trail: Trail) async throws(CloudTrailError) {
        let opening = "SNS Topic does not exist or the topic policy is incorrect!"
        let facts = try await Self.inspecting(
            denied: .insufficientSnsTopicPolicy, opening
        ) { () async throws(ResourceInspectionError) in
            try await resources.topic(arn: arn)
        }
        guard let facts else {
            throw CloudTrailError(.insufficientSnsTopicPolicy, "\(opening) There is no topic \(arn).")
        }
        let required = RequiredPolicy.topic(arn: arn, trailARN: trail.arn, account: trail.account)
        if let problem = Self.problem(required, policy: facts.policy) {
            throw CloudTrailError(
                .insufficientSnsTopicPolicy, "\(opening) \(problem) \(Self.hint("topic", arn, trail))")
        }
    }

    // MARK: Key

    public func resolveKey(_ key: String, of trail: Trail) async throws(CloudTrailError) -> String {
        let opening = "Insufficient permissions to access S3 bucket \(trail.s3BucketName) or KMS key \(key)."
        let bucket = try await bucket(trail.s3BucketName, account: trail.account, opening: opening)
        let facts = try await usableKey(key, account: trail.account, region: trail.homeRegion, opening)
        guard ARN(facts.arn)?.region ?? "" == bucket.region else {
            throw CloudTrailError(
                .kmsKeyNotFound,
                "The KMS key \(facts.arn) is not in the region of the S3 bucket \(trail.s3BucketName), which is "
                    + "\(bucket.region).")
        }
        try Self.checkState(facts)
        let required = RequiredPolicy.key(
            arn: facts.arn, trailARN: trail.arn, account: trail.account, decrypt: bucket.usesBucketKey)
        if let problem = Self.problem(required, policy: facts.policy) {
            throw CloudTrailError(
                .insufficientEncryptionPolicy,
                "\(opening) \(problem) "
                    + Self.hint("key", facts.arn, trail, bucket.usesBucketKey ? " --decrypt" : ""))
        }
        return facts.arn
    }

    public func resolveKey(_ key: String, of store: EventDataStore) async throws(CloudTrailError) -> String {
        let opening = "Insufficient permissions to access KMS key \(key)."
        let facts = try await usableKey(key, account: store.account, region: store.region, opening)
        guard ARN(facts.arn)?.region ?? "" == store.region else {
            throw CloudTrailError(
                .kmsKeyNotFound,
                "The KMS key \(facts.arn) is not in the region of the event data store, which is \(store.region).")
        }
        try Self.checkState(facts)
        if let problem = Self.problem(.storeKey(arn: facts.arn, account: store.account), policy: facts.policy) {
            throw CloudTrailError(
                .insufficientEncryptionPolicy,
                "\(opening) \(problem) `cairn policy key \(facts.arn) --account \(store.account) "
                    + "--event-data-stores` prints the policy to attach.")
        }
        return facts.arn
    }

    private func usableKey(
        _ key: String, account: String, region: String, _ opening: String
    ) async throws(CloudTrailError) -> KeyFacts {
        let facts = try await Self.inspecting(
            denied: .insufficientEncryptionPolicy, opening
        ) { () async throws(ResourceInspectionError) in
            try await resources.key(key, account: account, region: region)
        }
        guard let facts else { throw CloudTrailError(.kmsKeyNotFound, "There is no KMS key \(key).") }
        return facts
    }

    private static func checkState(_ facts: KeyFacts) throws(CloudTrailError) {
        guard facts.state == "Enabled" else {
            throw CloudTrailError(.kms, "The KMS key \(facts.arn) cannot be used: its state is \(facts.state).")
        }
    }

    private static func isKeyARN(_ text: String) -> Bool { ARN(text)?.resource.hasPrefix("key/") == true }

    // MARK: Log group

    public func checkLogGroup(arn: String, roleARN: String, of trail: Trail) async throws(CloudTrailError) {
        try Self.checkPlace(ofLogGroup: arn, of: trail)
        let role = try await trustedRole(roleARN)
        let cannotValidate = "Check the log group ARN: CloudTrail can't validate it."
        let exists = try await Self.inspecting(
            denied: .invalidCloudWatchLogsLogGroupArn, cannotValidate
        ) { () async throws(ResourceInspectionError) in
            try await resources.logGroupExists(arn: arn)
        }
        guard exists else {
            throw CloudTrailError(
                .invalidCloudWatchLogsLogGroupArn, "\(cannotValidate) There is no log group \(arn).")
        }
        let required = RequiredPolicy.logsRolePermissions(
            logGroupARN: arn, region: trail.homeRegion, account: trail.account)
        // IAM has checked the documents when they were attached; one that Cairn cannot read grants nothing.
        let documents = role.permissions.compactMap { try? PolicyDocument(parsing: $0) }
        if let problem = Self.text(required.missing(from: documents)) {
            // AWS blames the log group for what its role may not do.
            throw CloudTrailError(
                .invalidCloudWatchLogsLogGroupArn, "Access denied. Check the permissions for your role. \(problem)")
        }
    }

    /// A multi-region trail sends the events of all regions to the log group in its home region.
    private static func checkPlace(ofLogGroup text: String, of trail: Trail) throws(CloudTrailError) {
        let arn = ARN(text)
        guard let arn, arn.region == trail.homeRegion else {
            throw CloudTrailError(
                .invalidCloudWatchLogsLogGroupArn,
                "Check the log group ARN: CloudTrail can't validate it. The log group must be in the trail's home "
                    + "region, \(trail.homeRegion).")
        }
        // A delegated administrator's log group is its own, the trail the management account's.
        guard trail.isOrganizationTrail || arn.account == trail.account else {
            throw CloudTrailError(
                .invalidCloudWatchLogsLogGroupArn,
                "Check the log group ARN: CloudTrail can't validate it. The log group must be in the account "
                    + "\(trail.account).")
        }
    }

    private func trustedRole(_ arn: String) async throws(CloudTrailError) -> RoleFacts {
        let opening = "Access denied. Check the trust relationships for your role."
        let facts = try await Self.inspecting(
            denied: .invalidCloudWatchLogsRoleArn, opening
        ) { () async throws(ResourceInspectionError) in
            try await resources.role(arn: arn)
        }
        guard let facts else {
            throw CloudTrailError(.invalidCloudWatchLogsRoleArn, "\(opening) There is no role \(arn).")
        }
        if let problem = Self.problem(.logsRoleTrust(roleARN: arn), policy: facts.trustPolicy) {
            throw CloudTrailError(.invalidCloudWatchLogsRoleArn, "\(opening) \(problem)")
        }
        return facts
    }
}

extension ResourcePreconditions {
    /// What a policy does not allow, in sentences; `nil` if it allows all that is needed.
    private static func problem(_ required: RequiredPolicy, policy text: String?) -> String? {
        guard let text else { return self.text(required.missing(from: nil)) }
        do {
            return self.text(required.missing(from: try PolicyDocument(parsing: text)))
        } catch {
            return "The policy cannot be read: \(error)."
        }
    }

    private static func text(_ missing: [MissingStatement]) -> String? {
        missing.isEmpty ? nil : missing.map { "\($0)." }.joined(separator: " ")
    }

    private static func hint(_ kind: String, _ name: String, _ trail: Trail, _ options: String = "") -> String {
        "`cairn policy \(kind) \(name) --trail-arn \(trail.arn)\(options)` prints the policy to attach."
    }

    /// Asks an inspector; that Cairn may not look is an answer about permissions, that nobody answers is not.
    private static func inspecting<Facts>(
        denied code: CloudTrailError.Code, _ opening: String,
        _ question: () async throws(ResourceInspectionError) -> Facts
    ) async throws(CloudTrailError) -> Facts {
        do {
            return try await question()
        } catch {
            guard error.code == .denied else {
                throw CloudTrailError(
                    .serviceUnavailable, "A resource cannot be looked at now: \(error.message)")
            }
            throw CloudTrailError(code, "\(opening) Cairn may not look at it: \(error.message)")
        }
    }
}
