import CairnModel

/// What Insights selectors select, in whatever order they say it.
enum InsightSelection {
    static func areEqual(_ left: JSON?, _ right: JSON?) -> Bool { categories(left) == categories(right) }

    /// By type. A selector without categories is about management events.
    private static func categories(_ selectors: JSON?) -> [String: Set<String>] {
        var categories: [String: Set<String>] = [:]
        for selector in selectors?.arrayValue ?? [] {
            let given = selector["EventCategories"]?.arrayValue?.compactMap(\.stringValue) ?? []
            let type = selector["InsightType"]?.stringValue ?? ""
            categories[type, default: []].formUnion(given.isEmpty ? ["Management"] : given)
        }
        return categories
    }
}
