/// Numbers in as few bytes as they need: seven bits a byte, lowest first, the top bit says that more follow.
enum Varint {
    @inline(__always)
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Signed numbers, small ones of either sign short.
    @inline(__always)
    static func appendSigned(_ value: Int64, to bytes: inout [UInt8]) {
        append(UInt64(bitPattern: value << 1 ^ value >> 63), to: &bytes)
    }
}

/// Reads what ``Varint`` wrote; behind the end it reads zeros and says so.
struct VarintReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0
    private(set) var isBroken = false

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    @inline(__always)
    mutating func next() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        isBroken = true
        position = bytes.count
        return 0
    }

    @inline(__always)
    mutating func nextSigned() -> Int64 {
        let value = next()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func nextWord() -> Int64 {
        guard position + 8 <= bytes.count else {
            isBroken = true
            position = bytes.count
            return 0
        }
        defer { position += 8 }
        return Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int64.self))
    }
}
