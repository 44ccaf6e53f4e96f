import CairnModel

/// Finds the records in the content of a file of events: lines of records, or log files as trails deliver them.
public enum RecordRanges {
    /// The ranges of the records in whole lines, in order; a line that holds `{"Records":[…]}` gives each of its records.
    public static func find(in bytes: UnsafeRawBufferPointer, from first: Int = 0) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(bytes.count / 1024)
        var start = first
        while start < bytes.count {
            let end = lineEnd(in: bytes, from: start)
            add(start..<end, of: bytes, to: &ranges)
            start = end + 1
        }
        return ranges
    }

    @inline(__always)
    private static func lineEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        let feeds: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = start
        while index + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ feeds
            let found = (word &- ones) & ~word & 0x8080_8080_8080_8080
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
        return index
    }

    private static let recordsKey = Array("\"Records\"".utf8)

    private static func add(_ line: Range<Int>, of bytes: UnsafeRawBufferPointer, to ranges: inout [Range<Int>]) {
        guard !line.isEmpty else { return }
        var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: bytes[..<line.upperBound]), at: line.lowerBound)
        guard scanner.enterObject() else { return }
        let head = bytes[scanner.position..<min(line.upperBound, scanner.position + 24)]
        guard head.drop(while: { $0 == 0x20 }).starts(with: recordsKey) else {
            ranges.append(line)
            return
        }
        guard scanner.nextKey() != nil, scanner.take(UInt8(ascii: "[")) else { return }
        while let next = scanner.peek(), next != UInt8(ascii: "]"), let value = scanner.skipValue() {
            ranges.append(value.range)
            guard scanner.take(UInt8(ascii: ",")) else { return }
        }
    }
}
