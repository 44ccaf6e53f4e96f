/// What a trail needs of its key: data keys for its own files, to see the key, and to decrypt where the bucket has an
/// S3 Bucket Key.
struct KeyRequirement {
    let arn: String
    let trailARN: String
    let account: String
    let decrypt: Bool

    private static let encryptionContext = "kms:EncryptionContext:aws:cloudtrail:arn"

    /// A key policy is about its key alone, so `*` serves where the ARN is not known.
    private var resource: String { arn.hasPrefix("arn:") ? arn : "*" }

    /// What the key is taken for where only its id is known.
    private var probe: String {
        if arn.hasPrefix("arn:") { return arn }
        return "arn:\(RequiredPolicy.partition(of: trailARN)):kms:us-east-1:\(account):key/\(arn)"
    }

    var statements: [PolicyStatement] {
        let trails = "arn:\(RequiredPolicy.partition(of: trailARN)):cloudtrail:*:\(account):trail/*"
        let source = PolicyCondition.source(trailARN)
        var statements = [
            statement(
                "Allow CloudTrail to encrypt logs", "kms:GenerateDataKey*",
                [source, .stringLike(Self.encryptionContext, trails)]),
            statement("Allow CloudTrail access", "kms:DescribeKey", [source]),
        ]
        if decrypt { statements.append(statement("Allow CloudTrail to decrypt a trail", "kms:Decrypt", [])) }
        return statements
    }

    private func statement(_ sid: String, _ action: String, _ conditions: [PolicyCondition]) -> PolicyStatement {
        PolicyStatement(
            sid: sid, effect: .allow, principals: .service(RequiredPolicy.service), actions: .actions([action]),
            resources: .resources([resource]), conditions: conditions)
    }

    /// The account that owns the key is in its ARN; without an ARN it is taken for the trail's.
    static func ownerStatement(keyARN: String, trailARN: String, account: String) -> PolicyStatement {
        let parts = keyARN.split(separator: ":", omittingEmptySubsequences: false)
        let owner = keyARN.hasPrefix("arn:") && parts.count > 4 ? String(parts[4]) : account
        return PolicyStatement(
            sid: "Enable IAM user permissions", effect: .allow,
            principals: .account(owner, partition: RequiredPolicy.partition(of: trailARN)),
            actions: .actions(["kms:*"]), resources: .resources(["*"]))
    }

    var permissions: [RequiredPermission] {
        let statements = statements
        let plain = RequiredPolicy.context(trailARN: trailARN, account: account)
        var encrypting = plain
        encrypting.set(Self.encryptionContext, trailARN)
        encrypting["kms:EncryptionContextKeys"] = ["aws:cloudtrail:arn", "aws:s3:arn"]
        return zip(["kms:GenerateDataKey", "kms:DescribeKey", "kms:Decrypt"], statements).map { action, statement in
            RequiredPermission(
                action: action, resource: resource, probes: [probe],
                context: action == "kms:DescribeKey" ? plain : encrypting, statement: statement)
        }
    }
}
