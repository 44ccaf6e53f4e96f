import CairnSQL

/// Reads a question in English, by rules, and writes the statement that answers it.
///
/// Nothing is guessed: a prompt with any word that no rule knows is refused.
struct PromptQuery {
    /// Why there is no statement.
    struct Refusal: Error {
        let message: String

        init(_ message: String) { self.message = message }

        static func strange(_ words: [String]) -> Refusal {
            let named = words.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
            return Refusal("Not understood: \(named). \(help)")
        }

        static let help =
            "What can be asked: events, sign-ins, errors, or what was created, deleted or changed; by user, role, "
            + "service, operation, region, address or account; counted, ranked or listed; in a time. Names that are "
            + "words of other meaning stand in quotation marks. SearchSampleQueries may find a query."
    }

    /// The id of the store.
    let store: String
    /// In seconds since the epoch.
    let now: Double
    /// Whether the store's events have `eventContext`.
    var hasContext = false

    func statement(for prompt: String) throws(Refusal) -> String {
        let words = PromptWords(prompt).words
        guard !words.isEmpty else { throw Refusal("The prompt has no words. " + Refusal.help) }
        if let sample = sample(for: words) { return sample }
        var reader = PromptReader(words, now: now)
        let question = try reader.read()
        guard hasContext || !question.needsContext else {
            throw Refusal(
                "The events of this store have no tags: PutEventConfiguration with MaxEventSize Large adds them.")
        }
        return question.statement(from: store)
    }

    /// The query of the catalogue whose name the prompt is, word for word.
    private func sample(for words: [PromptWords.Word]) -> String? {
        let asked = Self.words(words.map(\.lower))
        guard asked.count > 1,
            let query = SampleCatalog.all.first(where: { query in
                Self.words(query.name.lowercased().split(separator: " ").map(String.init)) == asked
            })
        else { return nil }
        let lines = query.sql(store: store).split(whereSeparator: \.isNewline)
        return lines.map { $0.drop { $0 == " " } }.joined(separator: " ")
    }

    private static let polite: Set<String> = [
        "a", "all", "find", "get", "give", "list", "me", "please", "show", "that", "the", "were",
    ]

    private static func words(_ words: [String]) -> [String] { words.filter { !polite.contains($0) } }
}
