/// A trail, with the bucket that it delivers to and what else it needs.
///
/// Plain, it is written as the AWS CDK writes it: the same logical ids, the same statements in the same order. What the
/// AWS CDK lacks or gets wrong is asked for by ``TrailImprovements`` and by parameters that the AWS CDK does not have.
///
/// ```swift
/// let trail = try Trail(stack, "CloudTrail", cloudWatchLogs: .newLogGroup(retention: .fourMonths))
/// try trail.logAllS3DataEvents()
/// ```
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_cloudtrail.Trail`.
public final class Trail: Resource {
    public let trailARN: TemplateString
    /// The ARN of the topic that hears of new log files.
    public let trailSNSTopicARN: TemplateString
    public let bucket: Bucket
    /// The log group that gets the events; `nil` if none does.
    public let logGroup: LogGroup?
    let resource: CfnTrail
    let managementEvents: ManagementEvents?
    let improvements: TrailImprovements

    /// - Parameters:
    ///   - trailName: CloudFormation chooses one if it is not given.
    ///   - bucket: made if it is not given. A bucket of the app gets the statements that CloudTrail needs; an imported
    ///     one has to have them.
    ///   - s3KeyPrefix: stands before `AWSLogs` in the keys of log files.
    ///   - managementEvents: `nil` writes no selector for them; CloudTrail then keeps all.
    ///   - isMultiRegionTrail: whether the events of all regions are kept.
    ///   - includeGlobalServiceEvents: whether those of services without regions are.
    ///   - enableFileValidation: whether digest files are delivered, by which log files can be validated.
    ///   - cloudWatchLogs: where in CloudWatch Logs events go too.
    ///   - snsTopic: hears of each new log file.
    ///   - encryptionKey: the key, or an alias of it, that log files are encrypted with.
    ///   - isOrganizationTrail: whether the trail is that of all accounts of the organization.
    ///   - orgID: the organization, for the bucket's policy.
    ///   - insights: which insights are looked for.
    ///   - advancedEventSelectors: instead of basic ones, which the trail then has not.
    /// - Throws: ``ConstructError`` with `invalidProperty` for parameters that exclude each other.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, trailName: String? = nil, bucket: Bucket? = nil,
        s3KeyPrefix: String? = nil, managementEvents: ManagementEvents? = nil, isMultiRegionTrail: Bool = true,
        includeGlobalServiceEvents: Bool = true, enableFileValidation: Bool = true,
        cloudWatchLogs: CloudWatchLogsDelivery? = nil, snsTopic: Topic? = nil, encryptionKey: (any KMSKey)? = nil,
        isOrganizationTrail: Bool? = nil, orgID: String? = nil, insights: [CfnTrail.InsightSelector]? = nil,
        advancedEventSelectors: [CfnTrail.AdvancedEventSelector]? = nil, improvements: TrailImprovements = []
    ) throws {
        let identity = try ResourceIdentity(
            scope, id, type: "Trail", physicalName: trailName.map { TemplateString($0) })
        let bucket = try bucket ?? Self.makeBucket(identity, improvements)
        let grants = TrailGrants(
            stack: identity.stack, trailName: trailName, isLimitedToSource: improvements.contains(.limitsGrantsToSource)
        )
        try grants.grantBucket(bucket, prefix: s3KeyPrefix)
        try Self.grantOrganization(identity, bucket, grants, isOrganizationTrail ?? false, orgID)
        if let snsTopic { try grants.grantTopic(snsTopic) }
        let logGroup = try cloudWatchLogs?.logGroup(for: identity.node)
        let logsRole = try logGroup.map { try grants.makeLogsRole(identity, $0) }
        resource = try CfnTrail(
            identity, "Resource",
            CfnTrail.Properties(
                isLogging: true, s3BucketName: bucket.bucketName, advancedEventSelectors: advancedEventSelectors,
                cloudWatchLogsLogGroupARN: logGroup?.logGroupARN, cloudWatchLogsRoleARN: logsRole?.roleARN,
                enableLogFileValidation: enableFileValidation,
                eventSelectors: advancedEventSelectors == nil ? Self.firstSelectors(managementEvents) : nil,
                includeGlobalServiceEvents: includeGlobalServiceEvents, insightSelectors: insights,
                isMultiRegionTrail: isMultiRegionTrail, isOrganizationTrail: isOrganizationTrail,
                kmsKeyID: encryptionKey?.keyARN, s3KeyPrefix: s3KeyPrefix.map { TemplateString($0) },
                snsTopicName: snsTopic.map { Self.topicName($0, identity.stack, improvements) },
                trailName: identity.physicalName))
        trailARN = identity.arn(resource.reference("Arn")) {
            ARNComponents(service: "cloudtrail", resource: "trail", resourceName: $0)
        }
        trailSNSTopicARN = resource.attrSNSTopicARN
        self.bucket = bucket
        self.logGroup = logGroup
        self.managementEvents = managementEvents
        self.improvements = improvements
        super.init(identity)
        if let encryptionKey, improvements.contains(.grantsEncryptionKey) { try grants.grantKey(encryptionKey) }
        addDependencies(logsRole: logsRole, topic: snsTopic, key: encryptionKey)
        try excludeOwnBucket()
        addChecks()
    }

    private static func makeBucket(_ identity: ResourceIdentity, _ improvements: TrailImprovements) throws -> Bucket {
        guard improvements.contains(.securesOwnBucket) else { return try Bucket(identity, "S3", enforceSSL: true) }
        return try Bucket(
            identity, "S3", enforceSSL: true, encryption: .s3Managed, blockPublicAccess: .all,
            objectOwnership: .bucketOwnerEnforced)
    }

    private static func grantOrganization(
        _ identity: ResourceIdentity, _ bucket: Bucket, _ grants: TrailGrants, _ isOrganizationTrail: Bool,
        _ orgID: String?
    ) throws {
        guard isOrganizationTrail else { return }
        if let orgID { return try grants.grantBucket(bucket, organization: orgID) }
        Annotations(of: identity).addWarning(
            id: "@aws-cdk/aws-cloudtrail:missingOrgIdForOrganizationTrail",
            "Skipped attaching a policy to the bucket which allows organization trail to write because of missing orgId. "
                + "Consider specifying orgId to add missing permissions")
    }

    private static func firstSelectors(_ managementEvents: ManagementEvents?) -> [CfnTrail.EventSelector] {
        guard let readWriteType = managementEvents?.readWriteType else { return [] }
        return [CfnTrail.EventSelector(includeManagementEvents: true, readWriteType: readWriteType)]
    }

    private static func topicName(_ topic: Topic, _ stack: Stack, _ improvements: TrailImprovements) -> TemplateString {
        guard improvements.contains(.namesForeignTopicsByARN), let its = topic.importedEnvironment,
            its != stack.environment
        else { return topic.topicName }
        return topic.topicARN
    }

    /// CloudTrail tries the bucket and the log group when the trail is created.
    private func addDependencies(logsRole: Role?, topic: Topic?, key: (any KMSKey)?) {
        if let policy = bucket.policy { resource.node.addDependency(on: policy) }
        if let logsRole { resource.node.addDependency(on: logsRole) }
        guard improvements.contains(.dependsOnAllPolicies) else { return }
        if let policy = topic?.policy { resource.node.addDependency(on: policy) }
        if let key = key as? Key { resource.node.addDependency(on: key) }
    }
}
