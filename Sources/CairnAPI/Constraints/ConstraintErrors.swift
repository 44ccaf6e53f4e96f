/// Which exception answers a violated constraint.
///
/// CloudTrail has exceptions of its own for many bad values. For a member of the request the first of these that
/// the operation declares is used; then `InvalidParameterException` if it is declared; else `ValidationException`.
enum ConstraintErrors {
    /// The exceptions for a member at the top of a request, by its wire name.
    private static let codesByMember: [String: [CloudTrailError.Code]] = [
        "AdvancedEventSelectors": [.invalidEventSelectors],
        "Channel": [.channelARNInvalid],
        "channelArn": [.invalidChannelARN],
        "EventCategory": [.invalidEventCategory],
        "EventDataStore": [.eventDataStoreARNInvalid],
        "EventDataStores": [.eventDataStoreARNInvalid],
        "EventSelectors": [.invalidEventSelectors],
        "ImportSource": [.invalidImportSource],
        "InsightSelectors": [.invalidInsightSelectors],
        "KmsKeyId": [.invalidKmsKeyId],
        "LookupAttributes": [.invalidLookupAttributes],
        "MaxQueryResults": [.invalidMaxResults],
        "MaxResults": [.invalidMaxResults],
        "NextToken": [.invalidNextToken],
        "QueryStatus": [.invalidQueryStatus],
        "ResourceArn": [.resourceARNNotValid],
        "ResourcePolicy": [.resourcePolicyNotValid],
        "Source": [.invalidSource],
        "Tags": [.invalidTagParameter],
        "TagsList": [.invalidTagParameter],
    ]

    static func error(for violations: [ConstraintViolation], of operation: APIOperation) -> CloudTrailError? {
        guard let first = violations.first else { return nil }
        return CloudTrailError(code(for: first, of: operation), ConstraintViolation.message(for: violations))
    }

    private static func code(for violation: ConstraintViolation, of operation: APIOperation) -> CloudTrailError.Code {
        var candidates = codesByMember[violation.topMember] ?? []
        if ["Tags", "TagsList"].contains(violation.topMember), violation.path.count == 1 {
            candidates.insert(.tagsLimitExceeded, at: 0)
        }
        candidates.append(.invalidParameter)
        return candidates.first(where: operation.declares) ?? .validation
    }
}

extension APIRequest {
    /// Checks the request against the constraints of the model: lengths, ranges, patterns, counts, enumerations.
    ///
    /// Rules that the model does not hold (names of trails, combinations, what exists) are the service's matter.
    /// - Throws: ``CloudTrailError`` with the operation's own exception for the member, or `ValidationException`; the
    ///   message names every bad member and what is allowed for it.
    public func validate() throws(CloudTrailError) {
        var checks = ConstraintChecks()
        check(&checks)
        if let error = ConstraintErrors.error(for: checks.violations, of: Self.operation) { throw error }
    }
}
