import CairnModel

/// The members of an object inside a record, for the few that have types of their own. Nothing is copied but what is read.
struct EventPart {
    private let text: RecordText
    private var members: [(name: Range<Int>, value: JSONSlice)] = []

    /// Scans the object of a slice; `nil` if it is none. An object that a forwarder has made a text is read from that.
    init?(_ slice: JSONSlice, in whole: RecordText) {
        guard let (text, start) = Self.container(slice, in: whole, opening: UInt8(ascii: "{")) else { return nil }
        self.init(text, at: start)
    }

    private init(_ text: RecordText, at start: Int) {
        self.text = text
        members.reserveCapacity(8)
        text.bytes.withUnsafeBytes { bytes in
            var json = JSONScanner(bytes, at: start)
            guard json.enterObject() else { return }
            while let name = json.nextKey(), let value = json.skipValue() { members.append((name, value)) }
        }
    }

    /// Scans the objects of a list; `nil` if the slice is none. What in it is no object is left out.
    static func list(_ slice: JSONSlice, in whole: RecordText) -> [EventPart]? {
        guard let (text, start) = container(slice, in: whole, opening: UInt8(ascii: "[")) else { return nil }
        return text.bytes.withUnsafeBytes { bytes in
            var json = JSONScanner(bytes, at: start + 1)
            var parts: [EventPart] = []
            while let first = json.peek(), first != UInt8(ascii: "]") {
                let place = json.position
                guard json.skipValue() != nil else { break }
                if first == UInt8(ascii: "{") { parts.append(EventPart(text, at: place)) }
                guard json.take(UInt8(ascii: ",")) else { break }
            }
            return parts
        }
    }

    /// The text that an object or a list stands in, and where.
    private static func container(
        _ slice: JSONSlice, in whole: RecordText, opening: UInt8
    ) -> (text: RecordText, start: Int)? {
        guard !slice.isAbsent else { return nil }
        let found: (isDirect: Bool, string: String?) = whole.bytes.withUnsafeBytes { bytes in
            guard let value = slice.bytes(in: bytes) else { return (false, nil) }
            return value[0] == opening ? (true, nil) : (false, slice.string(in: bytes))
        }
        if found.isDirect { return (whole, slice.range.lowerBound) }
        guard let string = found.string, string.utf8.first == opening else { return nil }
        return (RecordText(bytes: Array(string.utf8)), 0)
    }

    private func slice(_ name: StaticString) -> JSONSlice {
        text.bytes.withUnsafeBufferPointer { bytes in
            for member in members where member.name.count == name.utf8CodeUnitCount {
                if Self.equals(name, bytes, member.name.lowerBound) { return member.value }
            }
            return .absent
        }
    }

    @inline(__always)
    private static func equals(_ name: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        var index = 0
        while index < name.utf8CodeUnitCount {
            if bytes[start &+ index] != name.utf8Start[index] { return false }
            index &+= 1
        }
        return true
    }

    func string(_ name: StaticString) -> String? { text.string(slice(name)) }
    func bool(_ name: StaticString) -> Bool? { text.bool(slice(name)) }
    func json(_ name: StaticString) -> JSON? { text.json(slice(name)) }
    func seconds(_ name: StaticString) -> Double? { text.seconds(slice(name)) }
    func part(_ name: StaticString) -> EventPart? { EventPart(slice(name), in: text) }
}
