import CairnAPI

/// What tags may be, and how many.
///
/// Source: CloudTrail API Reference, Tag and AddTags; AWS General Reference, "Tag naming limits and requirements".
enum TagRules {
    static let tagsMax = 50

    /// Returns tags with others added; a key that is there gets the new value.
    /// - Throws: ``CloudTrailError`` with `invalidTagParameter` or `tagsLimitExceeded`.
    static func adding(_ added: [Tag], to tags: [Tag]) throws(CloudTrailError) -> [Tag] {
        try check(added)
        var result = tags
        for tag in added {
            if let index = result.firstIndex(where: { $0.key == tag.key }) {
                result[index] = tag
            } else {
                result.append(tag)
            }
        }
        guard result.count <= tagsMax else {
            throw CloudTrailError(
                .tagsLimitExceeded,
                "A resource has at most \(tagsMax) tags, but with these it would have \(result.count)."
            )
        }
        return result
    }

    /// Returns tags without those of the keys given; values play no part.
    /// - Throws: ``CloudTrailError`` with `invalidTagParameter`.
    static func removing(_ removed: [Tag], from tags: [Tag]) throws(CloudTrailError) -> [Tag] {
        try check(removed)
        let keys = Set(removed.map(\.key))
        return tags.filter { !keys.contains($0.key) }
    }

    /// Lengths are the model's matter and have been checked.
    private static func check(_ tags: [Tag]) throws(CloudTrailError) {
        var keys: Set<String> = []
        for tag in tags {
            guard !tag.key.lowercased().hasPrefix("aws:") else {
                throw CloudTrailError(
                    .invalidTagParameter, "The tag key \(tag.key) begins with aws:, which is reserved for AWS."
                )
            }
            guard keys.insert(tag.key).inserted else {
                throw CloudTrailError(.invalidTagParameter, "The tag key \(tag.key) is given twice.")
            }
        }
    }
}
