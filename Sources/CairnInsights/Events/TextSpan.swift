import CairnModel

/// Where a text stands in the bytes of a record, as it is written there, escapes and all.
struct TextSpan: Sendable, Hashable {
    var start: UInt32 = 0
    var count: UInt32 = 0

    var isEmpty: Bool { count == 0 }

    init() {}

    init(_ slice: JSONSlice, in record: UnsafeRawBufferPointer) {
        guard slice.quotedBytes(in: record) != nil else { return }
        start = UInt32(truncatingIfNeeded: slice.range.lowerBound + 1)
        count = UInt32(truncatingIfNeeded: slice.range.count - 2)
    }

    @inline(__always)
    func bytes(in record: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let range = Int(start)..<Int(start) + Int(count)
        guard range.upperBound <= record.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(rebasing: record[range])
    }

    /// The text, unescaped and cut to what is kept of one.
    func string(in record: UnsafeRawBufferPointer) -> String {
        let bytes = bytes(in: record)
        var text = String(decoding: bytes, as: UTF8.self)
        if bytes.contains(UInt8(ascii: "\\")) {
            text = (try? JSON(parsing: Array("\"\(text)\"".utf8)))?.stringValue ?? text
        }
        guard text.utf8.count > TextTable.bytesMax else { return text }
        return String(decoding: text.utf8.prefix(TextTable.bytesMax), as: UTF8.self)
    }
}
