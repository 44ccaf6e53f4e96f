/// The words of a prompt, in their order.
struct PromptWords {
    struct Word {
        /// Without punctuation around it.
        let text: String
        let lower: String
        /// Whether it stood in quotation marks: then it is a name and nothing else.
        let isQuoted: Bool
        /// Whether a comma follows.
        let hasComma: Bool
    }

    let words: [Word]

    init(_ prompt: String) {
        var rest = Substring(prompt)
        var words: [Word] = []
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if let (word, end) = Self.quoted(rest) {
                words.append(word)
                rest = rest[end...]
            } else {
                let end = rest.firstIndex(where: \.isWhitespace) ?? rest.endIndex
                if let word = Self.plain(rest[..<end]) { words.append(word) }
                rest = rest[end...]
            }
        }
        self.words = words
    }

    /// `'a name'`, with what follows up to the next space being punctuation only.
    private static func quoted(_ rest: Substring) -> (Word, Substring.Index)? {
        guard let mark = rest.first, "\"'`".contains(mark) else { return nil }
        var from = rest.index(after: rest.startIndex)
        while let close = rest[from...].firstIndex(of: mark) {
            let after = rest.index(after: close)
            let end = rest[after...].firstIndex(where: \.isWhitespace) ?? rest.endIndex
            if rest[after..<end].allSatisfy({ ",.;:?!)".contains($0) }) {
                let text = String(rest[rest.index(after: rest.startIndex)..<close])
                guard !text.isEmpty else { return nil }
                let comma = rest[after..<end].contains(",")
                return (Word(text: text, lower: text.lowercased(), isQuoted: true, hasComma: comma), end)
            }
            from = after
        }
        return nil
    }

    private static func plain(_ part: Substring) -> Word? {
        var text = part
        var hasComma = false
        while let first = text.first, "\"'`([{".contains(first) { text.removeFirst() }
        while let last = text.last, "\"'`)]}.,;:?!".contains(last) {
            hasComma = hasComma || last == ","
            text.removeLast()
        }
        if text.count > 2, text.hasSuffix("'s") { text.removeLast(2) }
        guard !text.isEmpty else { return nil }
        return Word(text: String(text), lower: text.lowercased(), isQuoted: false, hasComma: hasComma)
    }
}
