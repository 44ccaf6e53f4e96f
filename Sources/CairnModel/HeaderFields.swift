/// The header fields of an HTTP message: names as they came, in order, found without regard to case.
public struct HeaderFields: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public var fields: [Field]

    public init(_ fields: [Field] = []) { self.fields = fields }

    public init(_ pairs: some Sequence<(String, String)>) {
        fields = pairs.map { Field(name: $0.0, value: $0.1) }
    }

    /// Reads the first field of that name; writing replaces all of that name, and `nil` removes them.
    public subscript(_ name: String) -> String? {
        get {
            // By index: each field of a loop would be retained.
            for index in fields.indices where fields[index].name.equalsIgnoringASCIICase(name) {
                return fields[index].value
            }
            return nil
        }
        set {
            fields.removeAll { $0.name.equalsIgnoringASCIICase(name) }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) { self.init(elements) }
}

extension String {
    /// Compares two texts as HTTP compares header names: ASCII letters without case, all else by byte.
    public func equalsIgnoringASCIICase(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let isEqual = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { Self.equalsIgnoringCase(left, $0) }
        }
        return (isEqual ?? nil) ?? Self.equalsIgnoringCase(Array(utf8), Array(other.utf8))
    }

    @inline(__always)
    private static func equalsIgnoringCase<Bytes: RandomAccessCollection<UInt8>>(_ left: Bytes, _ right: Bytes) -> Bool
    where Bytes.Index == Int {
        var index = 0
        let count = left.count
        while index < count {
            let difference = left[index] ^ right[index]
            if difference != 0, difference != 0x20 || !isASCIILetter(left[index]) { return false }
            index += 1
        }
        return true
    }

    @inline(__always)
    private static func isASCIILetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
