import CairnGzip
import CairnModel

/// The events of a log file, ready for a store.
struct LogFile: Sendable {
    struct Entry: Sendable {
        var range: Range<Int>
        var day: LakeDay
        var key: EventKey
        /// In seconds since the epoch.
        var time: Double
    }

    private(set) var bytes: [UInt8]
    private(set) var entries: [Entry] = []
    /// Records without an eventID or a time.
    private(set) var refusedCount = 0

    /// The largest file, decompressed.
    static let byteCountMax = 512 << 20

    /// Reads a file of `{"Records":[…]}`, or of a record a line, compressed by gzip or not.
    /// - Throws: ``LakeError`` with `invalidSource`.
    init(_ file: [UInt8]) throws(LakeError) {
        bytes = try Self.decompressed(file)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw LakeError(.invalidSource, "The file is no text in UTF-8")
        }
        let ranges = bytes.withUnsafeBytes { Self.records($0) }
        guard let ranges else {
            throw LakeError(.invalidSource, "The file is no log file: it has no list of Records, nor a record a line")
        }
        entries.reserveCapacity(ranges.count)
        for range in ranges { add(range) }
    }

    private static func decompressed(_ file: [UInt8]) throws(LakeError) -> [UInt8] {
        guard file.starts(with: [0x1f, 0x8b]) else { return file }
        do { return try Gzip.decompress(file, upTo: byteCountMax) } catch {
            throw LakeError(.invalidSource, "The file cannot be decompressed", cause: error)
        }
    }

    private static func records(_ buffer: UnsafeRawBufferPointer) -> [Range<Int>]? {
        var scanner = JSONScanner(buffer)
        guard scanner.enterObject() else { return nil }
        while let key = scanner.nextKey() {
            if buffer[key].elementsEqual("Records".utf8) { return elements(&scanner) }
            guard scanner.skipValue() != nil else { return nil }
        }
        return lines(buffer)
    }

    private static func elements(_ scanner: inout JSONScanner) -> [Range<Int>]? {
        guard scanner.take(UInt8(ascii: "[")) else { return nil }
        var ranges: [Range<Int>] = []
        if scanner.take(UInt8(ascii: "]")) { return ranges }
        repeat {
            guard scanner.peek() == UInt8(ascii: "{"), let value = scanner.skipValue() else { return nil }
            ranges.append(value.range)
        } while scanner.take(UInt8(ascii: ","))
        return scanner.take(UInt8(ascii: "]")) ? ranges : nil
    }

    private static func lines(_ buffer: UnsafeRawBufferPointer) -> [Range<Int>]? {
        var scanner = JSONScanner(buffer)
        var ranges: [Range<Int>] = []
        while scanner.peek() != nil {
            guard scanner.peek() == UInt8(ascii: "{"), let value = scanner.skipValue() else { return nil }
            ranges.append(value.range)
        }
        return ranges
    }

    private mutating func add(_ range: Range<Int>) {
        guard let entry = entry(range) else {
            refusedCount += 1
            return
        }
        entries.append(entry)
        if hasLineBreak(range) { compact(at: entries.endIndex - 1) }
    }

    private func entry(_ range: Range<Int>) -> Entry? {
        bytes.withUnsafeBytes { buffer in
            let record = UnsafeRawBufferPointer(rebasing: buffer[range])
            guard let view = RecordView(scanning: record), let key = EventKey(view.eventID, in: record),
                let day = LakeDay(view.eventTime, in: record), let time = day.time(of: view.eventTime, in: record)
            else { return nil }
            return Entry(range: range, day: day, key: key, time: time)
        }
    }

    private func hasLineBreak(_ range: Range<Int>) -> Bool {
        bytes[range].contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }

    /// A record stands on one line in a store: white space between its tokens goes, everything else stays.
    private mutating func compact(at index: Int) {
        var isInText = false
        var isEscaped = false
        let start = bytes.count
        for position in entries[index].range {
            let byte = bytes[position]
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInText = true
            } else if byte <= 0x20 {
                continue
            }
            // A raw line break within a text is no JSON; it must not end the line either.
            bytes.append(byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") ? 0x20 : byte)
        }
        entries[index].range = start..<bytes.count
    }
}
