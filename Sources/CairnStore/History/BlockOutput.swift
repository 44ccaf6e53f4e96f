/// Where blocks go to.
struct BlockOutput {
    private static let bufferBytes = 256 << 10

    private let file: POSIXFile?
    /// What is not in the file yet; without a file, everything.
    private var bytes: [UInt8] = []
    private var flushedLength: UInt64 = 0
    private var entries = BlockDirectory()
    private var postings = BlockDirectory()

    init(file: POSIXFile?) { self.file = file }

    var byteLength: UInt64 { flushedLength + UInt64(bytes.count) }

    mutating func append(_ block: [UInt8], under key: BlockDirectory.Key, isPosting: Bool) throws(StoreError) {
        // Only what is read from a disk can differ from what was written.
        let checksum = file == nil ? 0 : block.withUnsafeBytes { BlockDirectory.checksum($0) }
        let entry = BlockDirectory.Block(key: key, offset: try offset(), checksum: checksum)
        bytes += block
        let end = try offset()
        if isPosting { postings.append(entry, end: end) } else { entries.append(entry, end: end) }
        if bytes.count >= Self.bufferBytes { try flush() }
    }

    private func offset() throws(StoreError) -> UInt32 {
        guard let offset = UInt32(exactly: byteLength) else {
            throw StoreError(.writeFailed, "A run of the history index cannot be longer than 4 GiB")
        }
        return offset
    }

    private mutating func flush() throws(StoreError) {
        guard let file else { return }
        let offset = flushedLength
        try bytes.withBytes { (buffer) throws(StoreError) in try file.write(buffer, at: offset) }
        flushedLength += UInt64(bytes.count)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func finish(count: Int) throws(StoreError) -> RunContents {
        guard let file else { return RunContents(bytes: .memory(bytes), entries: entries, postings: postings) }
        var directory: [UInt8] = []
        entries.encode(to: &directory)
        postings.encode(to: &directory)
        let footer = RunFooter(
            count: UInt64(count), entryBlocks: UInt32(entries.blocks.count),
            postingBlocks: UInt32(postings.blocks.count), postingsStart: entries.end, directoryStart: try offset(),
            checksum: RunFooter.checksum(directory))
        bytes += directory
        footer.encode(to: &bytes)
        try flush()
        try file.sync()
        return RunContents(bytes: .file(file), entries: entries, postings: postings)
    }
}
