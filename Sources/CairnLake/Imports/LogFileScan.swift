import CairnModel

/// One pass over the text of a log file: where each record stands, its id and its time.
struct LogFileScan {
    private(set) var entries: [LogFile.Entry] = []
    private(set) var refusedCount = 0
    /// Whether a line may end within a record.
    private(set) var hasLineBreaks = false

    private var scanner: JSONScanner
    /// Most records of a file are of one day: its text, and the day.
    private var latestDay: (high: UInt64, low: UInt16, day: LakeDay)?

    private struct Fields {
        var id = JSONSlice.absent
        var time = JSONSlice.absent
    }

    /// `nil` unless the text is `{"Records":[…]}`, or records one after the other, in UTF-8.
    init?(_ buffer: UnsafeRawBufferPointer) {
        scanner = JSONScanner(buffer)
        guard Self.isText(buffer, &hasLineBreaks), scanAll() else { return nil }
    }

    private mutating func scanAll() -> Bool {
        entries.reserveCapacity(scanner.bytes.count / 1024)
        let start = scanner.position
        guard scanner.enterObject() else { return false }
        while let key = scanner.nextKey() {
            if matches("Records", key) { return scanElements() }
            guard scanner.skipValue() != nil else { return false }
        }
        scanner = JSONScanner(scanner.bytes, at: start)
        return scanLines()
    }

    private mutating func scanElements() -> Bool {
        guard scanner.take(UInt8(ascii: "[")) else { return false }
        if scanner.take(UInt8(ascii: "]")) { return true }
        repeat {
            guard scanRecord() else { return false }
        } while scanner.take(UInt8(ascii: ","))
        return scanner.take(UInt8(ascii: "]"))
    }

    private mutating func scanLines() -> Bool {
        while scanner.peek() != nil { guard scanRecord() else { return false } }
        return true
    }

    private mutating func scanRecord() -> Bool {
        guard scanner.peek() == UInt8(ascii: "{") else { return false }
        let start = scanner.position
        guard scanner.enterObject() else { return false }
        var fields = Fields()
        while let key = scanner.nextKey() {
            guard let value = scanner.skipValue() else { return false }
            if fields.id.isAbsent, matches("eventID", key) {
                fields.id = value
            } else if fields.time.isAbsent, matches("eventTime", key) {
                fields.time = value
            }
            guard let next = scanner.peek(), next == UInt8(ascii: ",") || next == UInt8(ascii: "}") else {
                return false
            }
        }
        guard scanner.hasEnded(with: UInt8(ascii: "}")) else { return false }
        add(start..<scanner.position, fields)
        return true
    }

    private mutating func add(_ range: Range<Int>, _ fields: Fields) {
        guard range.count < 0x7fff_ffff, let day = day(fields.time),
            let time = day.time(of: fields.time, in: scanner.bytes)
        else {
            refusedCount += 1
            return
        }
        entries.append(LogFile.Entry(range: range, day: day, key: EventKey(fields.id, in: scanner.bytes), time: time))
    }

    private mutating func day(_ time: JSONSlice) -> LakeDay? {
        guard let text = time.quotedBytes(in: scanner.bytes), text.count == 20 else {
            return LakeDay(time, in: scanner.bytes)
        }
        let high = text.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        let low = text.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
        // What follows the date is looked at anew for each record.
        if let latest = latestDay, latest.high == high, latest.low == low, !time.hasEscape,
            text[10] == UInt8(ascii: "T"), text[19] == UInt8(ascii: "Z")
        {
            return latest.day
        }
        guard let day = LakeDay(time, in: scanner.bytes) else { return nil }
        if text[19] == UInt8(ascii: "Z"), text[10] == UInt8(ascii: "T") { latestDay = (high, low, day) }
        return day
    }

    @inline(__always)
    private func matches(_ name: StaticString, _ key: Range<Int>) -> Bool {
        guard key.count == name.utf8CodeUnitCount else { return false }
        for index in 0..<key.count where scanner.bytes[key.lowerBound &+ index] != name.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether bytes are UTF-8; eight at a time while they are ASCII.
    private static func isText(_ buffer: UnsafeRawBufferPointer, _ hasLineBreaks: inout Bool) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        var (all, breaks): (UInt64, UInt64) = (0, 0)
        var index = 0
        while index + 8 <= buffer.count {
            let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let (feeds, returns) = (word ^ (ones &* 0x0A), word ^ (ones &* 0x0D))
            breaks |= ((feeds &- ones) & ~feeds | (returns &- ones) & ~returns) & tops
            all |= word
            index += 8
        }
        var rest: UInt8 = 0
        for byte in buffer[index...] {
            rest |= byte
            if byte == 0x0A || byte == 0x0D { breaks = tops }
        }
        hasLineBreaks = breaks != 0
        if all & tops == 0, rest & 0x80 == 0 { return true }
        return String(validating: buffer, as: UTF8.self) != nil
    }
}
