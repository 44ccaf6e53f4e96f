/// Reads one CBOR data item, with definite and indefinite lengths, within bounds on depth and number of items.
///
/// Source: RFC 8949; half-precision numbers by its appendix D.
struct CBORReader {
    static let maximumDepth = 96
    static let maximumItemCount = 250_000

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private var itemCount = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func read(_ bytes: [UInt8]) throws(WireError) -> CBORValue {
        var reader = CBORReader(bytes)
        let value = try reader.item()
        guard reader.position == bytes.count else { throw reader.error("Bytes after the CBOR item") }
        return value
    }

    private mutating func item() throws(WireError) -> CBORValue {
        let initial = try byte()
        itemCount += 1
        guard itemCount <= Self.maximumItemCount else { throw error("Too many CBOR items") }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw error("CBOR nests deeper than \(Self.maximumDepth)") }
        let information = initial & 31
        switch initial >> 5 {
        case 0: return .unsigned(try argument(information))
        case 1: return .negative(try argument(information))
        case 2: return .bytes(try string(information, major: 2))
        case 3: return .text(try text(information))
        case 4: return .array(try array(information))
        case 5: return .map(try map(information))
        case 6: return .tagged(try argument(information), try item())
        default: return try simple(information)
        }
    }

    private mutating func argument(_ information: UInt8) throws(WireError) -> UInt64 {
        switch information {
        case 0..<24: return UInt64(information)
        case 24: return try integer(byteCount: 1)
        case 25: return try integer(byteCount: 2)
        case 26: return try integer(byteCount: 4)
        case 27: return try integer(byteCount: 8)
        default: throw error("Reserved length in CBOR")
        }
    }

    private mutating func text(_ information: UInt8) throws(WireError) -> String {
        let start = position
        guard let text = String(validating: try string(information, major: 3), as: UTF8.self) else {
            throw WireError.malformed("A CBOR text is not valid UTF-8", at: start)
        }
        return text
    }

    /// The bytes of a string, joined if it comes in chunks; chunks have definite lengths.
    private mutating func string(_ information: UInt8, major: UInt8) throws(WireError) -> [UInt8] {
        guard information == 31 else { return Array(try take(try argument(information))) }
        var joined: [UInt8] = []
        while try !skipBreak() {
            let initial = try byte()
            guard initial >> 5 == major, initial & 31 != 31 else { throw error("Unexpected chunk of a CBOR string") }
            joined.append(contentsOf: try take(try argument(initial & 31)))
        }
        return joined
    }

    private mutating func array(_ information: UInt8) throws(WireError) -> [CBORValue] {
        var elements: [CBORValue] = []
        if information == 31 {
            while try !skipBreak() { elements.append(try item()) }
            return elements
        }
        let count = try elementCount(information, smallestByteCount: 1)
        elements.reserveCapacity(min(count, 1024))
        for _ in 0..<count { elements.append(try item()) }
        return elements
    }

    private mutating func map(_ information: UInt8) throws(WireError) -> [CBORValue.Entry] {
        var entries: [CBORValue.Entry] = []
        if information == 31 {
            while try !skipBreak() { entries.append(CBORValue.Entry(key: try item(), value: try item())) }
            return entries
        }
        let count = try elementCount(information, smallestByteCount: 2)
        entries.reserveCapacity(min(count, 1024))
        for _ in 0..<count { entries.append(CBORValue.Entry(key: try item(), value: try item())) }
        return entries
    }

    /// A count that the remaining bytes can hold: a few bytes must not ask for much memory.
    private mutating func elementCount(_ information: UInt8, smallestByteCount: Int) throws(WireError) -> Int {
        let count = try argument(information)
        guard count <= UInt64((bytes.count - position) / smallestByteCount) else { throw endError }
        return Int(count)
    }

    private mutating func simple(_ information: UInt8) throws(WireError) -> CBORValue {
        switch information {
        case 20: return .boolean(false)
        case 21: return .boolean(true)
        case 22, 23: return .null
        case 25: return .float(Self.half(UInt16(truncatingIfNeeded: try integer(byteCount: 2))))
        case 26: return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try integer(byteCount: 4)))))
        case 27: return .float(Double(bitPattern: try integer(byteCount: 8)))
        default: throw error("Unknown simple value in CBOR")
        }
    }

    private static func half(_ bits: UInt16) -> Double {
        let exponent = Int(bits >> 10 & 31)
        let fraction = Double(bits & 1023)
        let sign: Double = bits & 0x8000 == 0 ? 1 : -1
        switch exponent {
        case 0: return sign * Double(sign: .plus, exponent: -24, significand: 1) * fraction
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Double(sign: .plus, exponent: exponent - 25, significand: 1) * (fraction + 1024)
        }
    }

    private mutating func integer(byteCount: Int) throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        for byte in try take(UInt64(byteCount)) { value = value << 8 | UInt64(byte) }
        return value
    }

    private mutating func take(_ count: UInt64) throws(WireError) -> ArraySlice<UInt8> {
        guard count <= UInt64(bytes.count - position) else { throw endError }
        defer { position += Int(count) }
        return bytes[position..<position + Int(count)]
    }

    private mutating func byte() throws(WireError) -> UInt8 {
        guard position < bytes.count else { throw endError }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func skipBreak() throws(WireError) -> Bool {
        guard position < bytes.count else { throw endError }
        guard bytes[position] == 0xFF else { return false }
        position += 1
        return true
    }

    private var endError: WireError { error("The CBOR bytes end inside an item") }

    private func error(_ message: String) -> WireError { WireError.malformed(message, at: position) }
}
