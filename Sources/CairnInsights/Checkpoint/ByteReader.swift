/// Reads what a ``ByteWriter`` wrote. Bytes that end too soon, or hold too large a number, are an error.
struct ByteReader {
    private let bytes: [UInt8]
    private let end: Int
    private var position = 0

    /// - Throws: ``CheckpointError`` if the bytes are not what was written.
    init(_ bytes: [UInt8]) throws(CheckpointError) {
        guard bytes.count >= 8 else { throw .damaged }
        self.bytes = bytes
        end = bytes.count - 8
        let (found, written) = bytes.withUnsafeBytes { buffer in
            var hash = StableHash(seed: 1)
            let end = buffer.count - 8
            for start in stride(from: 0, to: end, by: ByteWriter.pieceBytes) {
                let piece = start..<min(start + ByteWriter.pieceBytes, end)
                hash.add(UnsafeRawBufferPointer(rebasing: buffer[piece]))
            }
            let written = buffer.loadUnaligned(fromByteOffset: buffer.count - 8, as: UInt64.self)
            return (hash.value, UInt64(littleEndian: written))
        }
        guard found == written else { throw .damaged }
    }

    var isAtEnd: Bool { position == end }

    mutating func number<T: FixedWidthInteger>(_ type: T.Type = T.self) throws(CheckpointError) -> T {
        let count = MemoryLayout<T>.size
        guard end - position >= count else { throw .damaged }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: T.self) }
        position += count
        return T(littleEndian: value)
    }

    mutating func float() throws(CheckpointError) -> Float { Float(bitPattern: try number()) }
    mutating func double() throws(CheckpointError) -> Double { Double(bitPattern: try number()) }

    mutating func text() throws(CheckpointError) -> String {
        let count = Int(try number(UInt32.self))
        guard end - position >= count else { throw .damaged }
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    /// How many elements follow, each of so many bytes at least.
    mutating func count(elementBytes: Int) throws(CheckpointError) -> Int {
        let count = Int(try number(UInt32.self))
        guard (end - position) / elementBytes >= count else { throw .damaged }
        return count
    }

    mutating func numbers<T: FixedWidthInteger>(_ type: T.Type = T.self) throws(CheckpointError) -> [T] {
        let count = try count(elementBytes: MemoryLayout<T>.size)
        var values: [T] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try number()) }
        return values
    }
}

/// Why a checkpoint cannot be used. The journal is then read again from its beginning.
public enum CheckpointError: Error, Sendable, Hashable {
    /// The bytes are not those that were written.
    case damaged
    /// Written by another version, or with other parameters.
    case foreign
}
