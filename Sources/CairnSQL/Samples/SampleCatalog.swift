/// The queries that `SearchSampleQueries` finds, over stores of CloudTrail events.
public enum SampleCatalog {
    /// Every query, by subject.
    public static let all: [SampleQuery] =
        identities + signIns + permissions + storage + computing + networking + errors + activity + trails + resources

    /// A query and how well it answers a phrase.
    public struct Match: Sendable, Hashable {
        public var query: SampleQuery
        /// Above 0, at most 1.
        public var relevance: Double
    }

    /// The queries that share words with a phrase, best first; those of equal relevance by name.
    ///
    /// A word of the name counts most, then one of the tags, then one of the description.
    /// - Parameter limit: the most matches.
    public static func search(_ phrase: String, limit: Int) -> [Match] {
        let wanted = Set(words(phrase)).subtracting(noise)
        guard !wanted.isEmpty else { return [] }
        let matches = all.compactMap { query -> Match? in
            let relevance = relevance(of: query, to: wanted)
            return relevance > 0 ? Match(query: query, relevance: relevance) : nil
        }
        let sorted = matches.sorted { ($1.relevance, $0.query.name) < ($0.relevance, $1.query.name) }
        return Array(sorted.prefix(max(0, limit)))
    }

    private static let noise: Set<String> = [
        "a", "all", "an", "and", "by", "did", "find", "for", "from", "give", "in", "is", "list", "me", "my", "of", "on",
        "or", "show", "that", "the", "to", "was", "were", "what", "which", "who", "with", "query", "queries",
    ]

    private static func relevance(of query: SampleQuery, to wanted: Set<String>) -> Double {
        let name = Set(words(query.name))
        let tags = Set(query.tags.flatMap(words))
        let description = Set(words(query.description))
        let score = wanted.reduce(0.0) { sum, word in
            if name.contains(word) { return sum + 1 }
            if tags.contains(word) { return sum + 0.8 }
            return description.contains(word) ? sum + 0.5 : sum
        }
        return score / Double(wanted.count)
    }

    /// Words in lower case and the singular, so that `keys` finds `key`.
    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
            word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : String(word)
        }
    }
}
