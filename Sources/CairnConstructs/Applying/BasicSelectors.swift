import CairnModel

/// Basic selectors with what CloudTrail takes for members that are not given.
enum BasicSelectors {
    static let standard: [JSON] = withDefaults([[:]])

    static func withDefaults(_ selectors: [JSON]) -> [JSON] {
        let given = selectors.isEmpty ? [[:]] : selectors
        return given.map { selector in
            [
                "ReadWriteType": selector["ReadWriteType"] ?? "All",
                "IncludeManagementEvents": selector["IncludeManagementEvents"] ?? true,
                "DataResources": selector["DataResources"] ?? [],
                "ExcludeManagementEventSources": selector["ExcludeManagementEventSources"] ?? [],
            ]
        }
    }
}
