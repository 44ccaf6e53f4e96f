import CairnAPI
import CairnTrails

/// The settings in a request of CreateTrail or UpdateTrail, each checked for its form.
///
/// Source: CloudTrail API Reference, CreateTrail and UpdateTrail.
struct TrailPatch: Sendable, Hashable {
    var s3BucketName: String?
    var s3KeyPrefix: SettingChange<String>
    var topic: SettingChange<TopicReference>
    /// As the caller named it, until the ARN of the key is known.
    var kmsKeyID: SettingChange<String>
    var logGroupARN: SettingChange<String>
    var logsRoleARN: SettingChange<String>
    var includeGlobalServiceEvents: Bool?
    var isMultiRegion: Bool?
    var logFileValidationEnabled: Bool?
    var isOrganizationTrail: Bool?

    /// - Throws: ``CloudTrailError`` with the exception of the first member that is not well formed, in the order bucket,
    ///   prefix, topic, key, log group, role.
    init(_ request: CreateTrailRequest, context: RequestContext) throws(CloudTrailError) {
        try self.init(
            UpdateTrailRequest(
                name: request.name, s3BucketName: request.s3BucketName, s3KeyPrefix: request.s3KeyPrefix,
                snsTopicName: request.snsTopicName, includeGlobalServiceEvents: request.includeGlobalServiceEvents,
                isMultiRegionTrail: request.isMultiRegionTrail,
                enableLogFileValidation: request.enableLogFileValidation,
                cloudWatchLogsLogGroupArn: request.cloudWatchLogsLogGroupArn,
                cloudWatchLogsRoleArn: request.cloudWatchLogsRoleArn, kmsKeyId: request.kmsKeyId,
                isOrganizationTrail: request.isOrganizationTrail
            ),
            context: context
        )
    }

    init(_ request: UpdateTrailRequest, context: RequestContext) throws(CloudTrailError) {
        if let name = request.s3BucketName { try BucketLocation.checkBucket(name) }
        s3BucketName = request.s3BucketName
        s3KeyPrefix = try SettingChange(request.s3KeyPrefix, BucketLocation.checkedPrefix)
        topic = try SettingChange(request.snsTopicName) { text throws(CloudTrailError) in
            try TopicReference(text, context: context)
        }
        kmsKeyID = try SettingChange(request.kmsKeyId, KeyReference.checked)
        logGroupARN = try SettingChange(request.cloudWatchLogsLogGroupArn, LogGroupReference.checkedGroup)
        logsRoleARN = try SettingChange(request.cloudWatchLogsRoleArn, LogGroupReference.checkedRole)
        includeGlobalServiceEvents = request.includeGlobalServiceEvents
        isMultiRegion = request.isMultiRegionTrail
        logFileValidationEnabled = request.enableLogFileValidation
        isOrganizationTrail = request.isOrganizationTrail
    }
}

extension TrailPatch {
    /// Whether the bucket policy has to be looked at: it depends on these.
    var touchesBucket: Bool {
        s3BucketName != nil || !s3KeyPrefix.isKept || isOrganizationTrail != nil || logFileValidationEnabled != nil
    }

    var touchesLogGroup: Bool { !logGroupARN.isKept || !logsRoleARN.isKept }

    /// The trail with these settings.
    /// - Parameter leavesGlobalServiceEvents: whether a trail that becomes one of a single region goes on logging global
    ///   service events, unless the request says.
    /// - Throws: ``CloudTrailError`` with `invalidParameterCombination` or that of the missing half of log group and role.
    func applied(to trail: Trail, leavesGlobalServiceEvents: Bool = false) throws(CloudTrailError) -> Trail {
        var changed = trail
        changed.isMultiRegion = isMultiRegion ?? trail.isMultiRegion
        changed.includeGlobalServiceEvents = try globalServiceEvents(of: trail, leavesGlobalServiceEvents)
        changed.s3BucketName = s3BucketName ?? trail.s3BucketName
        changed.s3KeyPrefix = s3KeyPrefix.applied(to: trail.s3KeyPrefix)
        changed.kmsKeyID = kmsKeyID.applied(to: trail.kmsKeyID)
        changed.logFileValidationEnabled = logFileValidationEnabled ?? trail.logFileValidationEnabled
        changed.isOrganizationTrail = isOrganizationTrail ?? trail.isOrganizationTrail
        if case .set(let topic) = topic { (changed.snsTopicName, changed.snsTopicARN) = (topic.name, topic.arn) }
        if case .clear = topic { (changed.snsTopicName, changed.snsTopicARN) = (nil, nil) }
        changed.cloudWatchLogsLogGroupARN = logGroupARN.applied(to: trail.cloudWatchLogsLogGroupARN)
        changed.cloudWatchLogsRoleARN = logsRoleARN.applied(to: trail.cloudWatchLogsRoleARN)
        if touchesLogGroup {
            try LogGroupReference.checkPair(
                group: changed.cloudWatchLogsLogGroupARN, role: changed.cloudWatchLogsRoleARN
            )
        }
        return changed
    }

    /// Source: CloudTrail User Guide, "Understanding multi-Region trails": the option comes on with all regions, and goes
    /// off with them.
    private func globalServiceEvents(
        of trail: Trail, _ leavesGlobalServiceEvents: Bool
    ) throws(CloudTrailError) -> Bool {
        let willBeMultiRegion = isMultiRegion ?? trail.isMultiRegion
        if willBeMultiRegion, includeGlobalServiceEvents == false {
            throw CloudTrailError(
                .invalidParameterCombination, "Multi-Region trail must include global service events."
            )
        }
        if let includeGlobalServiceEvents { return includeGlobalServiceEvents }
        if willBeMultiRegion { return true }
        return trail.isMultiRegion && !leavesGlobalServiceEvents ? false : trail.includeGlobalServiceEvents
    }
}
