import CairnAPI

/// The rules of basic event selectors.
///
/// Source: CloudTrail API Reference, EventSelector and DataResource.
struct BasicSelectorRules {
    let allowsWildcards: Bool

    /// Sources of management events that a selector may leave out.
    static let excludableSources = ["kms.amazonaws.com", "rdsdata.amazonaws.com"]

    func check(_ selectors: [EventSelector]) throws(CloudTrailError) {
        guard 1...EventSelectors.selectorCountMax ~= selectors.count else {
            let limit = EventSelectors.selectorCountMax
            throw .selectors("EventSelectors has \(selectors.count) selectors; a trail takes 1 to \(limit).")
        }
        var resourceCount = 0
        for (index, selector) in selectors.enumerated() {
            try check(selector, "EventSelectors[\(index)]")
            resourceCount += (selector.dataResources ?? []).reduce(0) { $0 + countedValues($1) }
        }
        guard resourceCount <= EventSelectors.dataResourceCountMax else {
            throw .selectors(
                """
                EventSelectors has \(resourceCount) data resources; a trail takes \
                \(EventSelectors.dataResourceCountMax) over all its selectors. Prefixes that stand for all resources \
                of a type, such as arn:aws:s3, are not counted.
                """)
        }
    }

    private func check(_ selector: EventSelector, _ place: String) throws(CloudTrailError) {
        if let type = selector.readWriteType, !ReadWriteType.knownValues.contains(type) {
            throw .selectors(
                """
                \(place).ReadWriteType '\(CloudTrailError.excerpt(type.rawValue))' is not valid: ReadOnly, WriteOnly or \
                All.
                """)
        }
        let excluded = selector.excludeManagementEventSources ?? []
        if let source = excluded.first(where: { !Self.excludableSources.contains($0) }) {
            throw .selectors(
                """
                \(place).ExcludeManagementEventSources is not valid: '\(CloudTrailError.excerpt(source))' cannot be \
                excluded, only \(Self.excludableSources.joined(separator: " and ")).
                """)
        }
        guard excluded.isEmpty || selector.includeManagementEvents ?? true else {
            throw .selectors(
                """
                \(place).ExcludeManagementEventSources is not valid: it excludes from management events, and \
                IncludeManagementEvents is false.
                """)
        }
        for (index, resource) in (selector.dataResources ?? []).enumerated() {
            try check(resource, "\(place).DataResources[\(index)]")
        }
    }

    private func check(_ resource: DataResource, _ place: String) throws(CloudTrailError) {
        guard let type = resource.type, let kind = DataResourceKind(rawValue: type) else {
            let known = DataResourceKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .selectors(
                """
                \(place).Type '\(CloudTrailError.excerpt(resource.type ?? ""))' is not valid: \(known). Other types of \
                resources need AdvancedEventSelectors.
                """)
        }
        for value in resource.values ?? [] where !isValid(value, kind) {
            throw .selectors(
                """
                Value \(CloudTrailError.excerpt(value)) for DataResources.Values is invalid. \(place) (\(type)) takes \
                \(kind.allowedValues).
                """)
        }
    }

    private func isValid(_ value: String, _ kind: DataResourceKind) -> Bool {
        guard value.utf8.count <= 2048 else { return false }
        if DataResourcePattern.coversAll(value, of: kind.rawValue) { return true }
        let parts = value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"), parts[2] == kind.service else {
            return false
        }
        let (region, account, resource) = (parts[3], parts[4], parts[5])
        if kind == .s3Object { return region.isEmpty && account.isEmpty && isObjectPrefix(resource) }
        return !region.isEmpty && !account.isEmpty && resource.hasPrefix(kind.resourcePrefix)
            && resource.utf8.count > kind.resourcePrefix.utf8.count && !value.contains("*")
    }

    /// `bucket/` or `bucket/prefix`.
    private func isObjectPrefix(_ resource: Substring) -> Bool {
        guard let slash = resource.firstIndex(of: "/") else { return false }
        let bucket = resource[..<slash]
        return !bucket.isEmpty && (allowsWildcards || !bucket.contains("*"))
    }

    private func countedValues(_ resource: DataResource) -> Int {
        (resource.values ?? []).filter { !DataResourcePattern.coversAll($0, of: resource.type ?? "") }.count
    }
}

extension DataResourceKind {
    /// How the last part of a resource's ARN begins.
    var resourcePrefix: String {
        switch self {
        case .dynamoDBTable: "table/"
        case .lambdaFunction: "function:"
        case .s3Object: ""
        }
    }

    var allowedValues: String {
        switch self {
        case .dynamoDBTable: "arn:aws:dynamodb for all tables, or a table's ARN"
        case .lambdaFunction: "arn:aws:lambda for all functions, or a function's ARN"
        case .s3Object: "arn:aws:s3 for all buckets, arn:aws:s3:::BUCKET/ or arn:aws:s3:::BUCKET/PREFIX"
        }
    }
}
