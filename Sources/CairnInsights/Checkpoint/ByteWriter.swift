/// Writes numbers and texts into bytes, little-endian, and hands them out piece by piece.
struct ByteWriter {
    /// The checksum is of pieces of this size.
    static let pieceBytes = 1 << 16

    private var bytes: [UInt8] = []
    private var checksum = StableHash(seed: 1)
    private let pieceBytes = Self.pieceBytes
    private let output: (UnsafeRawBufferPointer) throws -> Void

    init(output: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.output = output
        bytes.reserveCapacity(pieceBytes + 4096)
    }

    mutating func number(_ value: some FixedWidthInteger) throws {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        if bytes.count >= pieceBytes { try write(pieceBytes) }
    }

    mutating func number(_ value: Float) throws { try number(value.bitPattern) }
    mutating func number(_ value: Double) throws { try number(value.bitPattern) }

    mutating func text(_ value: String) throws {
        try number(UInt32(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    mutating func numbers<T: FixedWidthInteger>(_ values: [T]) throws {
        try number(UInt32(values.count))
        for value in values { try number(value) }
    }

    private mutating func write(_ count: Int) throws {
        try bytes.withUnsafeBytes { buffer in
            let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            checksum.add(piece)
            try output(piece)
        }
        bytes.removeFirst(count)
    }

    /// Writes what is left, and the checksum of everything.
    mutating func finish() throws {
        while !bytes.isEmpty { try write(min(bytes.count, pieceBytes)) }
        try withUnsafeBytes(of: checksum.value.littleEndian, output)
    }
}
