/// The last bytes of a run's file: where its parts are, and what they must add up to.
///
///     entries (8)  entry blocks (4)  posting blocks (4)  start of postings (4)  start of directories (4)
///     checksum of the directories (8)  magic and version (8)
struct RunFooter: Hashable {
    static let byteLength = 40
    private static let magic = Array("CAIRNH\u{0}\u{2}".utf8)

    var count: UInt64
    var entryBlocks: UInt32
    var postingBlocks: UInt32
    var postingsStart: UInt32
    var directoryStart: UInt32
    var checksum: UInt64

    var directoryEnd: UInt64 {
        UInt64(directoryStart) + (UInt64(entryBlocks) + UInt64(postingBlocks)) * UInt64(BlockDirectory.blockBytes)
    }

    func encode(to bytes: inout [UInt8]) {
        bytes.append(littleEndian: count)
        bytes.append(littleEndian: entryBlocks)
        bytes.append(littleEndian: postingBlocks)
        bytes.append(littleEndian: postingsStart)
        bytes.append(littleEndian: directoryStart)
        bytes.append(littleEndian: checksum)
        bytes += Self.magic
    }

    static func checksum(_ directory: [UInt8]) -> UInt64 { directory.withUnsafeBytes { TermHash.hash($0) } }
}

extension RunFooter {
    /// `nil` if the bytes are not those of a footer of this version.
    init?(decoding bytes: [UInt8]) {
        guard bytes.count == Self.byteLength, bytes.suffix(8).elementsEqual(Self.magic) else { return nil }
        self = bytes.withUnsafeBytes { bytes in
            RunFooter(
                count: bytes.littleEndian(at: 0, as: UInt64.self),
                entryBlocks: bytes.littleEndian(at: 8, as: UInt32.self),
                postingBlocks: bytes.littleEndian(at: 12, as: UInt32.self),
                postingsStart: bytes.littleEndian(at: 16, as: UInt32.self),
                directoryStart: bytes.littleEndian(at: 20, as: UInt32.self),
                checksum: bytes.littleEndian(at: 24, as: UInt64.self))
        }
    }
}
