/// A hash of bytes that is the same in every process and on every machine.
struct StableHash {
    private(set) var value: UInt64

    init(seed: UInt64 = 0) { value = seed ^ 0x2d35_8dcc_aa6c_78a5 }

    @inline(__always)
    mutating func add(_ word: UInt64) {
        let product = (value ^ word ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
        value = product.high ^ product.low
    }

    /// Adds a text and its length, so that one text does not run into the next.
    @inline(__always)
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        add(UInt64(bytes.count))
        var index = 0
        while index + 8 <= bytes.count {
            add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            index += 8
        }
        var rest: UInt64 = 0
        while index < bytes.count {
            rest = rest << 8 | UInt64(bytes[index])
            index += 1
        }
        add(rest)
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// The hash of one text, never 0.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = StableHash()
        hash.add(bytes)
        return max(1, hash.value)
    }

    static func of(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { of(UnsafeRawBufferPointer($0)) }
    }
}
