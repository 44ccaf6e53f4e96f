/// A regular expression of the model in the form it was translated to: alternatives, each a sequence of repeated
/// character classes. It matches whole texts, in time linear in their length for all but one of the model's patterns.
struct TextPattern: Sendable {
    /// The expression as it stands in the model, for messages.
    let source: String
    let alternatives: [[Piece]]

    /// A character class and how often it stands in a row.
    struct Piece: Sendable {
        let characters: CharacterClass
        let minimum: Int
        let maximum: Int

        static func characters(
            _ low: UInt64, _ high: UInt64, _ beyondASCII: CharacterClass.BeyondASCII = .none,
            times: ClosedRange<Int> = 1...1
        ) -> Self {
            Self(
                characters: CharacterClass(low, high, beyondASCII), minimum: times.lowerBound,
                maximum: times.upperBound
            )
        }
    }

    init(_ source: String, _ alternatives: [Piece]...) {
        self.source = source
        self.alternatives = alternatives
    }

    func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            alternatives.contains { Self.match($0[...], bytes, from: 0) }
        }
    }

    /// Takes as many characters as the first piece allows, then fewer, until the rest fits.
    private static func match(
        _ pieces: ArraySlice<Piece>, _ text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Bool {
        guard let piece = pieces.first else { return start == text.count }
        var position = start
        var count = 0
        while count < piece.maximum, let length = piece.characters.lengthOfMatch(in: text, at: position) {
            position += length
            count += 1
        }
        if pieces.count == 1 { return position == text.count && count >= piece.minimum }
        while count >= piece.minimum {
            if match(pieces.dropFirst(), text, from: position) { return true }
            guard count > 0 else { return false }
            count -= 1
            repeat { position -= 1 } while text[position] & 0xC0 == 0x80
        }
        return false
    }
}

/// A set of characters: any of ASCII, and of the others all, none, or all but those that end a line.
struct CharacterClass: Sendable {
    enum BeyondASCII: Sendable {
        case none
        case all
        case allButLineEnds
    }

    private let low: UInt64
    private let high: UInt64
    private let beyondASCII: BeyondASCII

    /// - Parameters:
    ///   - low: one bit for each of the characters 0 to 63.
    ///   - high: one bit for each of the characters 64 to 127.
    init(_ low: UInt64, _ high: UInt64, _ beyondASCII: BeyondASCII = .none) {
        self.low = low
        self.high = high
        self.beyondASCII = beyondASCII
    }

    /// The number of bytes of the character at a place, or `nil` if it is not of this class or the text ends.
    func lengthOfMatch(in text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        guard position < text.count else { return nil }
        let byte = text[position]
        if byte < 0x80 {
            return (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 == 1 ? 1 : nil
        }
        switch beyondASCII {
        case .none: return nil
        case .all: break
        case .allButLineEnds: if Self.isLineEnd(text, at: position) { return nil }
        }
        return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }

    /// U+0085, U+2028 and U+2029: with line feed and carriage return, what a dot does not stand for.
    private static func isLineEnd(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        switch text[position] {
        case 0xC2: text[position + 1] == 0x85
        case 0xE2: text[position + 1] == 0x80 && (text[position + 2] == 0xA8 || text[position + 2] == 0xA9)
        default: false
        }
    }
}
