/// Texts to compare with: whole, by their beginning or by their end. Any of them is enough.
///
/// All texts stand in one array, so that going through them touches no reference counts.
struct PatternList: Sendable, Hashable {
    private struct Place: Sendable, Hashable {
        var kind: Pattern.Kind
        var start: Int
        var count: Int
    }

    private var texts: [UInt8] = []
    private var places: [Place] = []

    init(_ patterns: [Pattern] = []) {
        // Whole texts first: most are told apart by their length alone.
        for pattern in patterns.filter({ $0.kind == .whole }) + patterns.filter({ $0.kind != .whole }) {
            places.append(Place(kind: pattern.kind, start: texts.count, count: pattern.text.utf8.count))
            texts.append(contentsOf: pattern.text.utf8)
        }
    }

    var isEmpty: Bool { places.isEmpty }
    var count: Int { places.count }

    var patterns: [Pattern] {
        places.map { place in
            Pattern(place.kind, String(decoding: texts[place.start..<place.start + place.count], as: UTF8.self))
        }
    }

    /// Whether any pattern matches. A missing text matches none.
    /// - Parameter ifUnknown: what counts for a text that is not known yet, unless its beginning decides.
    @inline(__always)
    func matches(_ text: EventText, ifUnknown: Bool) -> Bool {
        switch text {
        case .bytes(let bytes): matches(bytes)
        case .string(let string): matches(string)
        case .missing: false
        case .beginning(let beginning): matches(beginning: beginning, ifUnknown: ifUnknown)
        }
    }

    private func matches(beginning: String, ifUnknown: Bool) -> Bool {
        patterns.contains { ifUnknown ? $0.fits(beginning: beginning) : $0.surelyMatches(beginning: beginning) }
    }

    /// The first pattern that matches a text that is known.
    func firstMatch(_ text: EventText) -> Pattern? {
        patterns.first { PatternList([$0]).matches(text, ifUnknown: false) }
    }

    @inline(__always)
    private func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        texts.withUnsafeBytes { all in
            places.withUnsafeBufferPointer { places in
                for place in places where Self.matches(text, place, in: all) { return true }
                return false
            }
        }
    }

    private func matches(_ text: String) -> Bool {
        if let found = text.utf8.withContiguousStorageIfAvailable({ matches(UnsafeRawBufferPointer($0)) }) {
            return found
        }
        return Array(text.utf8).withUnsafeBytes { matches($0) }
    }

    @inline(__always)
    private static func matches(
        _ text: UnsafeRawBufferPointer, _ place: Place, in all: UnsafeRawBufferPointer
    ) -> Bool {
        guard place.kind == .whole ? text.count == place.count : text.count >= place.count else { return false }
        guard let left = text.baseAddress, let right = all.baseAddress, place.count > 0 else { return place.count == 0 }
        let offset = place.kind == .end ? text.count - place.count : 0
        return isEqual(left + offset, right + place.start, place.count)
    }

    /// Compares eight bytes at a time, the last eight perhaps once more.
    @inline(__always)
    private static func isEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Bool {
        guard count >= 8 else { return isEqualByBytes(left, right, count) }
        var index = 0
        while index < count - 8 {
            if !isEqualWord(left, right, index) { return false }
            index += 8
        }
        return isEqualWord(left, right, count - 8)
    }

    @inline(__always)
    private static func isEqualWord(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ offset: Int) -> Bool {
        left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    private static func isEqualByBytes(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Bool {
        for index in 0..<count
        where left.load(fromByteOffset: index, as: UInt8.self) != right.load(fromByteOffset: index, as: UInt8.self) {
            return false
        }
        return true
    }
}
