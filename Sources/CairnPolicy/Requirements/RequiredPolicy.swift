public import CairnModel

/// What CloudTrail must be allowed to do for a trail to work, as a policy to attach and as a check of the one attached.
///
/// A trail's ARN with wildcards, such as `arn:aws:cloudtrail:*:222233334444:trail/*`, stands for all such trails.
///
/// Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail", "Amazon SNS topic policy for CloudTrail",
/// "Configure AWS KMS key policies for CloudTrail" and "Role policy document for CloudTrail to use CloudWatch Logs".
public enum RequiredPolicy: Sendable, Hashable {
    /// A trail's bucket. With an organization, the member accounts' files go there as well; `keyARN` is the key that
    /// the files are encrypted with, which policies about encryption look at.
    case bucket(
        name: String, prefix: String?, trailARN: String, account: String, organizationID: String? = nil,
        keyARN: String? = nil)
    /// The bucket that results of queries go to; the ARN is that of the store which is queried.
    case queryResults(bucket: String, prefix: String?, storeARN: String, account: String)
    case topic(arn: String, trailARN: String, account: String)
    /// A key for log files. `decrypt` asks for what a bucket with an S3 Bucket Key needs besides.
    case key(arn: String, trailARN: String, account: String, decrypt: Bool = false)
    /// A key for event data stores.
    case storeKey(arn: String, account: String)
    /// Who may assume the role for CloudWatch Logs.
    case logsRoleTrust(roleARN: String)
    /// What the role for CloudWatch Logs may do. `logGroupARN` ends with `:*`, as the API wants it; `region` is the
    /// trail's home region.
    case logsRolePermissions(logGroupARN: String, region: String, account: String, organizationID: String? = nil)

    /// The service that all of these are for.
    public static let service = "cloudtrail.amazonaws.com"

    /// The statements to add to a policy, in the form of the CloudTrail User Guide.
    public var statements: [PolicyStatement] {
        switch self {
        case .bucket(let name, let prefix, let trailARN, let account, let organizationID, _):
            BucketRequirement(
                name: name, prefix: prefix, trailARN: trailARN, account: account, organizationID: organizationID
            ).statements
        case .queryResults(let bucket, let prefix, let storeARN, let account):
            QueryResultsRequirement(name: bucket, prefix: prefix, storeARN: storeARN, account: account).statements
        case .topic(let arn, let trailARN, _): [TopicRequirement.statement(topicARN: arn, trailARN: trailARN)]
        case .key(let arn, let trailARN, let account, let decrypt):
            KeyRequirement(arn: arn, trailARN: trailARN, account: account, decrypt: decrypt).statements
        case .storeKey(let arn, let account): StoreKeyRequirement(arn: arn, account: account).statements
        case .logsRoleTrust: [LogsRoleRequirement.trust]
        case .logsRolePermissions(let logGroupARN, let region, let account, let organizationID):
            LogsRoleRequirement(
                logGroupARN: logGroupARN, region: region, account: account, organizationID: organizationID
            ).statements
        }
    }

    /// A whole policy to attach where there is none yet.
    ///
    /// A key's begins with the statement that keeps the key in its account's hands: a key policy replaces the one
    /// before, and without that statement nobody could change it again.
    public var document: JSON {
        var all = statements
        if case .key(let arn, let trailARN, let account, _) = self {
            all.insert(KeyRequirement.ownerStatement(keyARN: arn, trailARN: trailARN, account: account), at: 0)
        }
        if case .storeKey(let arn, let account) = self {
            all.insert(KeyRequirement.ownerStatement(keyARN: arn, trailARN: arn, account: account), at: 0)
        }
        return PolicyDocument(statements: all).json
    }

    /// What CloudTrail may not do under a policy, and why; empty if it may do all that it needs.
    /// - Parameter policy: the policy attached, `nil` if there is none.
    public func missing(from policy: PolicyDocument?) -> [MissingStatement] {
        missing(from: policy.map { [$0] } ?? [])
    }

    /// The same for several policies that hold together, as those of a role do.
    public func missing(from policies: [PolicyDocument]) -> [MissingStatement] {
        permissions.compactMap { $0.missing(from: policies) }
    }

    var permissions: [RequiredPermission] {
        switch self {
        case .bucket(let name, let prefix, let trailARN, let account, let organizationID, let keyARN):
            BucketRequirement(
                name: name, prefix: prefix, trailARN: trailARN, account: account, organizationID: organizationID,
                keyARN: keyARN
            ).permissions
        case .queryResults(let bucket, let prefix, let storeARN, let account):
            QueryResultsRequirement(name: bucket, prefix: prefix, storeARN: storeARN, account: account).permissions
        case .topic(let arn, let trailARN, let account):
            [TopicRequirement.permission(topicARN: arn, trailARN: trailARN, account: account)]
        case .key(let arn, let trailARN, let account, let decrypt):
            KeyRequirement(arn: arn, trailARN: trailARN, account: account, decrypt: decrypt).permissions
        case .storeKey(let arn, let account): StoreKeyRequirement(arn: arn, account: account).permissions
        case .logsRoleTrust(let roleARN): [LogsRoleRequirement.trustPermission(roleARN: roleARN)]
        case .logsRolePermissions(let logGroupARN, let region, let account, let organizationID):
            LogsRoleRequirement(
                logGroupARN: logGroupARN, region: region, account: account, organizationID: organizationID
            ).permissions
        }
    }

    /// The keys that CloudTrail's own calls come with.
    static func context(trailARN: String, account: String) -> PolicyContext {
        ["aws:SourceArn": trailARN, "aws:SourceAccount": account, "aws:SecureTransport": "true"]
    }

    /// The partition of an ARN, `aws` if it has none.
    static func partition(of arn: String) -> String { ARN(arn).map { String($0.partition) } ?? "aws" }
}
