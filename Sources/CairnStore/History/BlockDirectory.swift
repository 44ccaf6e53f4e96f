/// Where the blocks of one kind stand in a run: each under the first key in it, in ascending order.
///
/// Entry blocks stand under time and sequence number, posting blocks under term and ordinal.
struct BlockDirectory: Sendable {
    struct Key: Sendable, Hashable {
        var major: Int64
        var minor: UInt64
    }

    struct Block: Sendable, Hashable {
        var key: Key
        /// From the start of the run. A run is at most ``MergePolicy/eventsMax`` events, far from 4 GiB.
        var offset: UInt32
        var checksum: UInt32
    }

    /// How many bytes a block takes in the directory on disk.
    static let blockBytes = 24

    private(set) var blocks: [Block] = []
    /// Where the last block ends.
    private(set) var end: UInt32 = 0

    mutating func append(_ block: Block, end: UInt32) {
        blocks.append(block)
        self.end = end
    }

    func range(of index: Int) -> Range<Int> {
        let start = Int(blocks[index].offset)
        let next = Int(index + 1 < blocks.count ? blocks[index + 1].offset : end)
        return start..<max(start, next)
    }

    /// The last block that begins at the key or before it; `nil` if there is none.
    func last(upTo key: Key) -> Int? {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if key < blocks[middle].key { high = middle } else { low = middle + 1 }
        }
        return low > 0 ? low - 1 : nil
    }
}

extension BlockDirectory.Key: Comparable {
    @inline(__always)
    static func < (left: Self, right: Self) -> Bool {
        left.major != right.major ? left.major < right.major : left.minor < right.minor
    }
}

// MARK: On disk

extension BlockDirectory {
    func encode(to bytes: inout [UInt8]) {
        for block in blocks {
            bytes.append(littleEndian: block.key.major)
            bytes.append(littleEndian: block.key.minor)
            bytes.append(littleEndian: block.offset)
            bytes.append(littleEndian: block.checksum)
        }
    }

    init(decoding bytes: UnsafeRawBufferPointer, end: UInt32) {
        blocks.reserveCapacity(bytes.count / Self.blockBytes)
        for start in stride(from: 0, to: bytes.count - Self.blockBytes + 1, by: Self.blockBytes) {
            blocks.append(
                Block(
                    key: Key(
                        major: bytes.littleEndian(at: start, as: Int64.self),
                        minor: bytes.littleEndian(at: start + 8, as: UInt64.self)),
                    offset: bytes.littleEndian(at: start + 16, as: UInt32.self),
                    checksum: bytes.littleEndian(at: start + 20, as: UInt32.self)))
        }
        self.end = end
    }
}

extension [UInt8] {
    mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}

extension UnsafeRawBufferPointer {
    func littleEndian<T: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: T.Type) -> T {
        T(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}
