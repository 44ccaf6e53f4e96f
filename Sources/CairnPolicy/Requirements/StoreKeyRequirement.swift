/// What an event data store needs of its key: data keys for what it keeps, and to decrypt for queries.
///
/// CloudTrail brings no `aws:SourceArn` and no `aws:SourceAccount` here: a policy for the key of an event data store
/// cannot use them.
///
/// Source: CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail", granting encrypt and decrypt permissions
/// for event data stores.
struct StoreKeyRequirement {
    let arn: String
    let account: String

    /// A key policy is about its key alone, so `*` serves where the ARN is not known.
    private var resource: String { arn.hasPrefix("arn:") ? arn : "*" }

    private var probe: String { arn.hasPrefix("arn:") ? arn : "arn:aws:kms:us-east-1:\(account):key/\(arn)" }

    private static let actions = ["kms:GenerateDataKey", "kms:Decrypt"]

    var statements: [PolicyStatement] {
        [
            PolicyStatement(
                sid: "AWSCloudTrailLakeKey", effect: .allow, principals: .service(RequiredPolicy.service),
                actions: .actions(Self.actions), resources: .resources([resource]))
        ]
    }

    var permissions: [RequiredPermission] {
        Self.actions.flatMap { action in
            statements.map { statement in
                RequiredPermission(
                    action: action, resource: resource, probes: [probe], context: ["aws:SecureTransport": "true"],
                    statement: statement)
            }
        }
    }
}
