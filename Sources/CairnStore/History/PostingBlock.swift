/// Blocks of postings: groups of a term and the ordinals of its entries, terms and ordinals ascending.
///
///     group = term (8 bytes, little-endian)  length of the rest (varint)  first ordinal, differences (varints)
///
/// A list that is too long for one block goes on in the next, in a new group of the same term. A block stands under
/// its first term and ordinal.
struct PostingBlockWriter {
    /// What a look-up reads to learn whether a run has a term.
    static let bytesMax = 3900
    private static let groupBytesMax = 3600

    private var block: [UInt8] = []
    private var key = BlockDirectory.Key(major: 0, minor: 0)
    private var list: [UInt8] = []

    init() { block.reserveCapacity(Self.bytesMax + 16) }

    /// Adds a term's entries; terms come in ascending order, each once.
    mutating func add(
        _ term: Int64, _ ordinals: some Sequence<UInt32>, to output: inout BlockOutput
    ) throws(StoreError) {
        list.removeAll(keepingCapacity: true)
        var first: UInt32 = 0
        var last: UInt32 = 0
        for ordinal in ordinals {
            if list.isEmpty {
                first = ordinal
                Varint.append(UInt64(ordinal), to: &list)
            } else {
                Varint.append(UInt64(ordinal - last), to: &list)
            }
            last = ordinal
            if list.count > Self.groupBytesMax { try endGroup(term, first, &output) }
        }
        if !list.isEmpty { try endGroup(term, first, &output) }
    }

    private mutating func endGroup(_ term: Int64, _ first: UInt32, _ output: inout BlockOutput) throws(StoreError) {
        if block.count + list.count + 11 > Self.bytesMax { try finish(to: &output) }
        if block.isEmpty { key = BlockDirectory.Key(major: term, minor: UInt64(first)) }
        block.append(littleEndian: term)
        Varint.append(UInt64(list.count), to: &block)
        block.append(contentsOf: list)
        list.removeAll(keepingCapacity: true)
    }

    /// Hands over the last block.
    mutating func finish(to output: inout BlockOutput) throws(StoreError) {
        guard !block.isEmpty else { return }
        try output.append(block, under: key, isPosting: true)
        block.removeAll(keepingCapacity: true)
    }
}

/// Reads the groups of a block.
struct PostingBlockReader {
    private var reader: VarintReader

    init(_ bytes: UnsafeRawBufferPointer) { reader = VarintReader(bytes) }

    /// The next group's term and the bytes of its ordinals.
    mutating func next() -> (term: Int64, list: UnsafeRawBufferPointer)? {
        guard !reader.isAtEnd else { return nil }
        let term = reader.nextWord()
        let length = Int(truncatingIfNeeded: reader.next())
        guard !reader.isBroken, length >= 0, length <= reader.bytes.count - reader.position else { return nil }
        let list = UnsafeRawBufferPointer(rebasing: reader.bytes[reader.position..<reader.position + length])
        reader.position += length
        return (term, list)
    }

    /// The ordinals of one term in a block, ascending; empty if it is not there.
    static func ordinals(of term: Int64, in block: UnsafeRawBufferPointer) -> [UInt32] {
        var ordinals: [UInt32] = []
        var reader = PostingBlockReader(block)
        while let group = reader.next(), group.term <= term {
            if group.term == term { appendOrdinals(group.list, to: &ordinals) }
        }
        return ordinals
    }

    static func appendOrdinals(_ list: UnsafeRawBufferPointer, to ordinals: inout [UInt32]) {
        var reader = VarintReader(list)
        var ordinal: UInt64 = 0
        while !reader.isAtEnd {
            ordinal &+= reader.next()
            if reader.isBroken { return }
            ordinals.append(UInt32(truncatingIfNeeded: ordinal))
        }
    }
}
