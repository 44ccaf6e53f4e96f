/// An event as the index knows it: when it was, its place in the order of arrival, and where its bytes are.
struct IndexEntry: Sendable, Hashable {
    /// Seconds since the epoch.
    var time: Int64
    var sequence: UInt64
    var location: RecordLocation

    /// The order of history, oldest first.
    @inline(__always)
    static func precedes(_ left: IndexEntry, _ right: IndexEntry) -> Bool {
        left.time != right.time ? left.time < right.time : left.sequence < right.sequence
    }
}

/// Blocks of entries: a few hundred bytes for as many entries, each told by its difference from the one before.
enum EntryBlock {
    static let entriesMax = 128

    static func encode(_ entries: ArraySlice<IndexEntry>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 10)
        var last = IndexEntry(time: 0, sequence: 0, location: RecordLocation(segment: 0, offset: 0, length: 0))
        for entry in entries {
            let end = last.location.offset &+ UInt64(last.location.length) &+ 1
            Varint.appendSigned(entry.time &- last.time, to: &bytes)
            Varint.appendSigned(Int64(bitPattern: entry.sequence &- last.sequence), to: &bytes)
            Varint.appendSigned(Int64(bitPattern: entry.location.segment &- last.location.segment), to: &bytes)
            Varint.appendSigned(Int64(bitPattern: entry.location.offset &- end), to: &bytes)
            Varint.append(UInt64(entry.location.length), to: &bytes)
            last = entry
        }
        return bytes
    }

    static func decode(_ bytes: UnsafeRawBufferPointer, into entries: inout [IndexEntry]) {
        var reader = VarintReader(bytes)
        var time: Int64 = 0
        var sequence: UInt64 = 0
        var location = RecordLocation(segment: 0, offset: 0, length: 0)
        while !reader.isAtEnd {
            let end = location.offset &+ UInt64(location.length) &+ 1
            time &+= reader.nextSigned()
            sequence &+= UInt64(bitPattern: reader.nextSigned())
            location.segment &+= UInt64(bitPattern: reader.nextSigned())
            location.offset = end &+ UInt64(bitPattern: reader.nextSigned())
            location.length = Int(truncatingIfNeeded: reader.next() & 0x7fff_ffff)
            if reader.isBroken { return }
            entries.append(IndexEntry(time: time, sequence: sequence, location: location))
        }
    }
}
