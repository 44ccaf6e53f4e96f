/// Reads the numbers and texts of a wire table one after the other, within bounds.
struct WireTableReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - position }

    mutating func byte() throws(WireTableError) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        defer { position += 1 }
        return bytes[position]
    }

    /// An unsigned LEB128 number below 2^32.
    mutating func number() throws(WireTableError) -> Int {
        let first = try byte()
        if first < 0x80 { return Int(first) }
        var value = Int(first & 0x7F)
        var shift = 7
        while shift < 35 {
            let next = try byte()
            value |= Int(next & 0x7F) << shift
            if next < 0x80 {
                guard value <= Int(UInt32.max) else { throw .number }
                return value
            }
            shift += 7
        }
        throw .number
    }

    /// A count of things that take at least one byte each, so that a damaged count cannot ask for memory.
    mutating func count() throws(WireTableError) -> Int {
        let value = try number()
        guard value <= remaining else { throw .truncated }
        return value
    }

    mutating func number(below limit: Int) throws(WireTableError) -> Int {
        let value = try number()
        guard value < limit else { throw .reference }
        return value
    }

    mutating func raw(_ count: Int) throws(WireTableError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else { throw .truncated }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    mutating func text() throws(WireTableError) -> String {
        String(decoding: try raw(try number()), as: UTF8.self)
    }

    mutating func optionalText() throws(WireTableError) -> String? {
        let count = try number()
        return count == 0 ? nil : String(decoding: try raw(count - 1), as: UTF8.self)
    }
}
