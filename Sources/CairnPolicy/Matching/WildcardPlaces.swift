/// Matches by following all places of a pattern at once, a bit for each.
///
/// Where the greedy match tries one length of a `*` after the other, this takes each character of the text once.
struct WildcardPlaces {
    private typealias Word = UInt64

    private let pattern: [Wildcard.Token]
    /// The places of each kind of `*`.
    private var runs: [Word]
    private var runsInSegment: [Word]
    /// The places that accept a character, by ASCII character, made when they are first needed.
    private var acceptingASCII: [[Word]?] = Array(repeating: nil, count: 128)

    static func matches(_ pattern: [Wildcard.Token], _ text: [Wildcard.Token]) -> Bool {
        var places = WildcardPlaces(pattern)
        return places.matches(text)
    }

    private init(_ pattern: [Wildcard.Token]) {
        self.pattern = pattern
        runs = Self.places(in: pattern) { $0 == Wildcard.run }
        runsInSegment = Self.places(in: pattern) { $0 == Wildcard.runInSegment }
    }

    private mutating func matches(_ text: [Wildcard.Token]) -> Bool {
        var places = [Word](repeating: 0, count: runs.count)
        places[0] = 1
        skipRuns(&places)
        for scalar in text {
            step(&places, accepting(scalar), mayStayInSegment: scalar != Wildcard.colon)
            skipRuns(&places)
        }
        return places[pattern.count / 64] >> Word(pattern.count % 64) & 1 == 1
    }

    /// A place that accepts the character moves on; a `*` stays.
    private func step(_ places: inout [Word], _ accepting: [Word], mayStayInSegment: Bool) {
        var carry: Word = 0
        for index in places.indices {
            let place = places[index]
            let moving = place & accepting[index]
            var staying = place & runs[index]
            if mayStayInSegment { staying |= place & runsInSegment[index] }
            places[index] = moving << 1 | carry | staying
            carry = moving >> 63
        }
    }

    /// A `*` may also match nothing. Two of them never stand side by side.
    private func skipRuns(_ places: inout [Word]) {
        var carry: Word = 0
        for index in places.indices {
            let skipping = places[index] & (runs[index] | runsInSegment[index])
            places[index] |= skipping << 1 | carry
            carry = skipping >> 63
        }
    }

    private mutating func accepting(_ scalar: Wildcard.Token) -> [Word] {
        guard scalar < 128 else { return Self.places(in: pattern) { Wildcard.accepts($0, scalar) } }
        if let known = acceptingASCII[Int(scalar)] { return known }
        let places = Self.places(in: pattern) { Wildcard.accepts($0, scalar) }
        acceptingASCII[Int(scalar)] = places
        return places
    }

    /// One bit more than the pattern has tokens: the last is the place behind it.
    private static func places(in pattern: [Wildcard.Token], where holds: (Wildcard.Token) -> Bool) -> [Word] {
        var words = [Word](repeating: 0, count: pattern.count / 64 + 1)
        for (index, token) in pattern.enumerated() where holds(token) {
            words[index / 64] |= 1 << Word(index % 64)
        }
        return words
    }
}
