/// A cyclic redundancy check with reflected bits that begins and ends inverted, eight bytes at a step.
struct CRC<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// Eight tables of 256: the check of a byte, followed by no to seven zero bytes.
    struct Table: Sendable {
        fileprivate let words: [Word]

        /// - Parameter polynomial: with its bits reflected.
        init(polynomial: Word) {
            var words = [Word](repeating: 0, count: 8 * 256)
            for value in 0..<256 {
                var word = Word(value)
                for _ in 0..<8 { word = word & 1 == 1 ? word >> 1 ^ polynomial : word >> 1 }
                words[value] = word
            }
            for index in 256..<words.count {
                let word = words[index - 256]
                words[index] = words[Int(truncatingIfNeeded: word & 0xFF)] ^ word >> 8
            }
            self.words = words
        }
    }

    private let table: Table
    private var value: Word = ~0

    init(_ table: Table) { self.table = table }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        table.words.withUnsafeBufferPointer { words in
            var word = value
            var position = 0
            while position + 8 <= bytes.count {
                let next = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                let mixed = next ^ UInt64(truncatingIfNeeded: word)
                word = 0
                for byte in 0..<8 {
                    word ^= words[(7 - byte) << 8 | Int(truncatingIfNeeded: mixed >> UInt64(byte << 3) & 0xFF)]
                }
                position += 8
            }
            while position < bytes.count {
                word = words[Int(truncatingIfNeeded: word ^ Word(bytes[position])) & 0xFF] ^ word >> 8
                position += 1
            }
            value = word
        }
    }

    var bytes: [UInt8] { withUnsafeBytes(of: (~value).bigEndian) { Array($0) } }
}

enum CRCTables {
    static let crc32 = CRC<UInt32>.Table(polynomial: 0xEDB8_8320)
    static let crc32c = CRC<UInt32>.Table(polynomial: 0x82F6_3B78)
    static let crc64NVME = CRC<UInt64>.Table(polynomial: 0x9A6C_9329_AC4B_C9B5)
}
