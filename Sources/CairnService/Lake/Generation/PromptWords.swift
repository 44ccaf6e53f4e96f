/// The words of a prompt, and which of them have been understood.
struct PromptWords {
    struct Word {
        /// Without punctuation around it.
        let text: String
        let lower: String
    }

    let words: [Word]
    private(set) var understood: Set<Int> = []

    init(_ prompt: String) {
        words = prompt.split(whereSeparator: \.isWhitespace).compactMap { part in
            var text = part[...]
            while let first = text.first, "\"'`([{".contains(first) { text.removeFirst() }
            while let last = text.last, "\"'`)]}.,;:?!".contains(last) { text.removeLast() }
            if text.hasSuffix("'s") { text.removeLast(2) }
            return text.isEmpty ? nil : Word(text: String(text), lower: text.lowercased())
        }
    }

    /// The first place of a phrase, which counts as understood then.
    ///
    /// - Parameter isNew: whether words that have been understood before do not count.
    mutating func take(_ phrases: String..., isNew: Bool = false) -> Int? {
        for phrase in phrases {
            let parts = phrase.split(separator: " ")
            guard words.count >= parts.count else { continue }
            for start in 0...(words.count - parts.count) {
                let matches = parts.indices.allSatisfy { offset in
                    Self.singular(words[start + offset].lower) == Self.singular(String(parts[offset]))
                }
                guard matches, !isNew || parts.indices.allSatisfy({ !understood.contains(start + $0) }) else {
                    continue
                }
                for offset in parts.indices { understood.insert(start + offset) }
                return start
            }
        }
        return nil
    }

    mutating func has(_ phrases: String...) -> Bool {
        for phrase in phrases where take(phrase) != nil { return true }
        return false
    }

    mutating func understand(_ index: Int) { understood.insert(index) }

    /// `users` → `user`, `addresses` → `address`, `activities` → `activity`
    static func singular(_ word: String) -> String {
        if word.count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        if word.count > 5, word.hasSuffix("sses") { return String(word.dropLast(2)) }
        if word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us") {
            return String(word.dropLast())
        }
        return word
    }

    /// The words that mean something and were not understood.
    var strange: [String] {
        words.indices.filter { !understood.contains($0) && !Self.plain.contains(words[$0].lower) }.map {
            words[$0].text
        }
    }

    /// Words that a question has whatever it is about.
    private static let plain: Set<String> = Set(
        """
        a about account all an and any are aws be been by call called calls can cloudtrail data did do does event \
        events ever every find for from gave get give given happened has have how i in into is it its last list log \
        logged logs look made make many me most my name names number occurred of on or our please query record \
        records return run see select show that the their them there these they this those time times to used using \
        usage was we were what when where which who whose with within would you your happen performed perform made \
        making action actions activity activities api apis against across tell invoked only entries entry
        """.split(separator: " ").map(String.init))
}
