/// Patterns with `*` and `?` as a list of tokens, and the match of a text against them.
///
/// A token is a Unicode scalar or one of four wildcards. No pattern makes a match take more steps than the product of
/// both lengths; for long ones, a sixty-fourth of it.
enum Wildcard {
    typealias Token = UInt32

    /// `?`: one character.
    static let character: Token = 0x11_0000
    /// `*`: any run of characters, also none.
    static let run: Token = 0x11_0001
    /// `?` and `*` inside a segment of an ARN, where they stop at a colon.
    static let characterInSegment: Token = 0x11_0002
    static let runInSegment: Token = 0x11_0003

    static let colon = Token(UInt8(ascii: ":"))

    /// Above this product of both lengths the greedy match could take longer than the one by places.
    private static let greedyProductMax = 65_536

    /// The characters of a text as tokens without wildcards.
    static func literal(_ text: String) -> [Token] { text.unicodeScalars.map(\.value) }

    /// Appends a text in which `*` and `?` are wildcards; runs of `*` become one.
    static func append(pattern text: some StringProtocol, to tokens: inout [Token]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "*": if tokens.last != run { tokens.append(run) }
            case "?": tokens.append(character)
            default: tokens.append(scalar.value)
            }
        }
    }

    static func lowercased(_ tokens: [Token]) -> [Token] {
        tokens.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// Holds the wildcards of the first five segments of an ARN inside their segment, but for a `*` at a segment's end.
    ///
    /// Source: IAM User Guide, "Resource": "If the * wildcard is the last character of a resource ARN segment, it can
    /// expand to match beyond the colon boundaries."
    static func heldToSegments(_ tokens: [Token]) -> [Token] {
        var held = tokens
        var segment = 0
        for index in tokens.indices where segment < 5 {
            switch tokens[index] {
            case colon: segment += 1
            case character: held[index] = characterInSegment
            case run:
                let endsSegment = index + 1 == tokens.count || tokens[index + 1] == colon
                if !endsSegment { held[index] = runInSegment }
            default: break
            }
        }
        return held
    }

    static func matches(_ pattern: some Collection<Token>, _ text: some Collection<Token>) -> Bool {
        let pattern = Array(pattern)
        let text = Array(text)
        // With two kinds of `*` the last one is not always the one to extend.
        let isSimple = !pattern.contains(runInSegment) && pattern.count * text.count <= greedyProductMax
        return isSimple ? matchesGreedily(pattern, text) : WildcardPlaces.matches(pattern, text)
    }

    /// Remembers the last `*` alone: a shorter run for an earlier one could never match more.
    private static func matchesGreedily(_ pattern: [Token], _ text: [Token]) -> Bool {
        var patternIndex = 0
        var textIndex = 0
        var resumption: (pattern: Int, text: Int)?
        while textIndex < text.count {
            if patternIndex < pattern.count, pattern[patternIndex] == run {
                patternIndex += 1
                resumption = (patternIndex, textIndex)
            } else if patternIndex < pattern.count, accepts(pattern[patternIndex], text[textIndex]) {
                patternIndex += 1
                textIndex += 1
            } else if let last = resumption {
                resumption = (last.pattern, last.text + 1)
                patternIndex = last.pattern
                textIndex = last.text + 1
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == run }
    }

    static func accepts(_ token: Token, _ scalar: Token) -> Bool {
        switch token {
        case scalar, character: true
        case characterInSegment: scalar != colon
        default: false
        }
    }
}
