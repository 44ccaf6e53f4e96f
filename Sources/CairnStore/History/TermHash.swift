/// The name of an index term: 64 bits that stay the same from one process to the next.
///
/// Two texts with the same hash only cost a look at a record that does not match: what is found is always compared.
struct TermHash {
    private(set) var value: UInt64

    init(seed: UInt64 = 0x9E37_79B9_7F4A_7C15) { value = seed }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while index + 8 <= bytes.count {
            mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            index += 8
        }
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while index < bytes.count {
            tail |= UInt64(bytes[index]) << shift
            shift += 8
            index += 1
        }
        mix(tail ^ UInt64(bytes.count) << 56)
    }

    mutating func add(_ byte: UInt8) { mix(UInt64(byte) &+ 0xA076_1D64_78BD_642F) }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    private mutating func mix(_ word: UInt64) {
        let product = (value ^ word).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        value = product.high ^ product.low ^ (word << 32 | word >> 32)
    }

    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = TermHash()
        hash.add(bytes)
        return hash.value
    }

    static func hash(_ text: StaticString) -> UInt64 {
        text.withUTF8Buffer { hash(UnsafeRawBufferPointer($0)) }
    }
}
