/// What CloudTrail has to be allowed for a trail.
///
/// Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail", "Amazon SNS topic policy for CloudTrail",
/// "Configure AWS KMS key policies for CloudTrail".
struct TrailGrants {
    let stack: Stack
    let trailName: String?
    let isLimitedToSource: Bool

    private static var ownerCondition: PropertyList.Element { ("s3:x-amz-acl", "bucket-owner-full-control") }

    /// The trail's ARN from its name: a reference would make bucket and trail need each other.
    private func trailARN(in stack: Stack) -> TemplateString? {
        trailName.map { stack.arn(ARNComponents(service: "cloudtrail", resource: "trail", resourceName: "\($0)")) }
    }

    private var sourceConditions: [PropertyList.Element] {
        guard isLimitedToSource else { return [] }
        if let arn = trailARN(in: stack) { return [("aws:SourceArn", .string(arn))] }
        return [("aws:SourceAccount", .string(stack.account))]
    }

    private func conditions(_ elements: [PropertyList.Element]) -> PropertyList {
        guard !elements.isEmpty else { return [:] }
        var keys = PropertyList()
        for (key, value) in elements { keys.set(key, value) }
        return ["StringEquals": .object(keys)]
    }

    func grantBucket(_ bucket: Bucket, prefix: String?) throws {
        try bucket.addToResourcePolicy(
            PolicyStatement(
                actions: ["s3:GetBucketAcl"], principals: [.cloudTrail], resources: [bucket.bucketARN],
                conditions: conditions(sourceConditions)))
        let folder = prefix.map { $0.isEmpty ? "" : $0 + "/" } ?? ""
        try bucket.addToResourcePolicy(
            PolicyStatement(
                actions: ["s3:PutObject"], principals: [.cloudTrail],
                resources: [bucket.arn(forObjects: "\(folder)AWSLogs/\(stack.account)/*")],
                conditions: conditions([Self.ownerCondition] + sourceConditions)))
    }

    /// - Note: A trail without a name is written as `undefined`, as the AWS CDK does; the synthesis refuses it if limits
    ///   are checked.
    func grantBucket(_ bucket: Bucket, organization: String) throws {
        let name = TemplateString(trailName ?? "undefined")
        let components = ARNComponents(
            service: "cloudtrail", resource: "trail", resourceName: name, region: bucket.stack.region,
            account: bucket.stack.account)
        try bucket.addToResourcePolicy(
            PolicyStatement(
                actions: ["s3:PutObject"], principals: [.cloudTrail],
                resources: [bucket.arn(forObjects: "AWSLogs/\(organization)/*")],
                conditions: conditions([Self.ownerCondition, ("aws:SourceArn", .string(stack.arn(components)))])))
    }

    func grantTopic(_ topic: Topic) throws {
        try topic.grantPublish(.cloudTrail, conditions: conditions(sourceConditions))
    }

    func makeLogsRole(_ identity: ResourceIdentity, _ logGroup: LogGroup) throws -> Role {
        let role = try Role(identity, "LogsRole", assumedBy: .cloudTrail)
        try role.addToPolicy(
            PolicyStatement(
                actions: ["logs:PutLogEvents", "logs:CreateLogStream"], resources: [logGroup.logGroupARN]))
        return role
    }

    /// Of an alias, the key behind it gets the statements.
    func grantKey(_ key: any KMSKey) throws {
        let anyTrail: TemplateString = "arn:\(stack.partition):cloudtrail:*:\(stack.account):trail/*"
        var encryption: PropertyList = [
            "StringLike": ["kms:EncryptionContext:aws:cloudtrail:arn": .string(anyTrail)]
        ]
        if let arn = trailARN(in: stack) {
            encryption.set("StringEquals", ["aws:SourceArn": .string(arn)] as PropertyList)
        } else {
            encryption.set("StringEquals", ["aws:SourceAccount": .string(stack.account)] as PropertyList)
        }
        try key.grant(.cloudTrail, ["kms:GenerateDataKey*"], conditions: encryption)
        try key.grant(.cloudTrail, ["kms:DescribeKey"])
    }
}

extension PropertyList {
    typealias Element = (key: String, value: TemplateValue)
}
