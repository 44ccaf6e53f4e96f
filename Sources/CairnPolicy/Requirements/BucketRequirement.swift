/// What a trail needs of its bucket: to read the access control list, and to put files below its accounts' folders.
struct BucketRequirement {
    let name: String
    let prefix: String?
    let trailARN: String
    let account: String
    let organizationID: String?
    var keyARN: String?

    private static let acl = "bucket-owner-full-control"

    private var bucketARN: String { "arn:\(RequiredPolicy.partition(of: trailARN)):s3:::\(name)" }

    /// The prefix as it stands in keys, with its slash.
    private var folder: String {
        guard let prefix, !prefix.isEmpty else { return "" }
        return prefix.hasSuffix("/") ? prefix : prefix + "/"
    }

    private func objects(below owner: String) -> String { "\(bucketARN)/\(folder)AWSLogs/\(owner)/*" }

    var statements: [PolicyStatement] {
        var statements = [
            PolicyStatement(
                sid: "AWSCloudTrailAclCheck20150319", effect: .allow, principals: .service(RequiredPolicy.service),
                actions: .actions(["s3:GetBucketAcl"]), resources: .resources([bucketARN]),
                conditions: [.source(trailARN)]),
            write(sid: "AWSCloudTrailWrite20150319", below: account),
        ]
        if let organizationID {
            statements.append(write(sid: "AWSCloudTrailOrganizationWrite20150319", below: organizationID))
        }
        return statements
    }

    private func write(sid: String, below owner: String) -> PolicyStatement {
        PolicyStatement(
            sid: sid, effect: .allow, principals: .service(RequiredPolicy.service),
            actions: .actions(["s3:PutObject"]), resources: .resources([objects(below: owner)]),
            conditions: [
                .stringEquals("s3:x-amz-acl", Self.acl), .source(trailARN),
            ])
    }

    var permissions: [RequiredPermission] {
        let statements = statements
        var permissions = [
            RequiredPermission(
                action: "s3:GetBucketAcl", resource: bucketARN, probes: [bucketARN],
                context: RequiredPolicy.context(trailARN: trailARN, account: account), statement: statements[0],
                bucket: name),
            put(below: account, statement: statements[1]),
        ]
        if let organizationID { permissions.append(put(below: organizationID, statement: statements[2])) }
        return permissions
    }

    private func put(below owner: String, statement: PolicyStatement) -> RequiredPermission {
        RequiredPermission(
            action: "s3:PutObject", resource: objects(below: owner), probes: probes(below: owner),
            context: putContext, statement: statement, bucket: name, folder: folder, owner: owner)
    }

    /// Keys such as CloudTrail writes: a log file and a digest file, which a policy may tell apart.
    private func probes(below owner: String) -> [String] {
        let base = "\(bucketARN)/\(folder)AWSLogs/\(owner)/" + (owner == account ? "" : "\(account)/")
        return ["CloudTrail", "CloudTrail-Digest"].map { kind in
            "\(base)\(kind)/us-east-1/2026/01/01/\(account)_\(kind)_us-east-1_20260101T0000Z_0123456789abcdef.json.gz"
        }
    }

    private var putContext: PolicyContext {
        var context = RequiredPolicy.context(trailARN: trailARN, account: account)
        context.set("s3:x-amz-acl", Self.acl)
        context.set("s3:x-amz-server-side-encryption", keyARN == nil ? "AES256" : "aws:kms")
        context.set("s3:x-amz-server-side-encryption-aws-kms-key-id", keyARN)
        return context
    }
}
