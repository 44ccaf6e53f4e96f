import CairnModel

/// Cuts the text of a log file into events, part by part: it keeps no more than one record and one part.
final class LogFileParser {
    /// Far more than any record has: CloudTrail's have at most 256 KiB, those of large event data stores 1 MiB.
    static let recordByteCountMax = 16 << 20

    private enum Place {
        /// Before the text.
        case start
        /// In an array: before a record or its end.
        case records
        /// In an array: behind a record.
        case separator
        /// Behind an array inside a record: before the end of that record.
        case wrapperEnd
        /// Among records without an array.
        case lines
        /// Behind the records.
        case end
    }

    private let options: ParsingOptions
    private let file: LogFile
    private var buffer: [UInt8] = []
    private var position = 0
    private var place = Place.start
    /// How many arrays of records are open: test data has them in each other.
    private var nesting = 0
    private var index = 0
    /// Bytes and characters of the text before the buffer's first.
    private var bytesBefore = 0
    private var characters: (count: Int, position: Int) = (0, 0)

    init(file: LogFile, options: ParsingOptions) {
        self.file = file
        self.options = options
    }

    /// Takes the next part of the text and hands over the events that it completes.
    func feed(_ part: UnsafeRawBufferPointer, _ receive: (CloudTrailEvent) -> Void) throws(LogParsingError) {
        if place == .end { return }
        if position > 0 {
            if options.countsCharacters { countCharacters(upTo: position) }
            characters.position = 0
            bytesBefore += position
            buffer.removeSubrange(0..<position)
            position = 0
        }
        buffer.append(contentsOf: part)
        try parse(receive)
    }

    /// Ends the text.
    /// - Throws: ``LogParsingError`` with `truncated`, or `notJSON` if there was none.
    func finish() throws(LogParsingError) {
        skipWhiteSpace()
        switch place {
        case .end: return
        case .lines where position == buffer.count: return
        case .start where position == buffer.count: throw LogParsingError(.notJSON, "\(file): Not a Json object")
        default: throw error(.truncated, "the text ends too early")
        }
    }

    /// Parses as far as the buffer goes.
    private func parse(_ receive: (CloudTrailEvent) -> Void) throws(LogParsingError) {
        while skipWhiteSpace() {
            switch place {
            case .start: guard try begin() else { return }
            case .records: guard try element(receive) else { return }
            case .separator: try separate()
            case .wrapperEnd: try take(UInt8(ascii: "}"), then: .separator)
            case .lines: guard try record(receive) else { return }
            case .end: return
            }
        }
    }

    /// Enters the array of records; false if more bytes are needed to find it.
    private func begin() throws(LogParsingError) -> Bool {
        if bytesBefore == 0, position == 0, buffer[0] == 0xEF {
            // A byte order mark.
            guard buffer.count >= 3 else { return false }
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
                position = 3
                return true
            }
        }
        switch buffer[position] {
        case UInt8(ascii: "{"):
            guard let start = try recordsStart() else { return false }
            if let inside = start.inside {
                enter(at: inside)
            } else if options.acceptsOtherLayouts {
                place = .lines
            } else {
                throw LogParsingError(.notACloudTrailLog, "\(file): Not a CloudTrail log")
            }
        case UInt8(ascii: "[") where options.acceptsOtherLayouts: enter(at: position + 1)
        default: throw LogParsingError(.notJSON, "\(file): Not a Json object")
        }
        return true
    }

    private func enter(at inside: Int) {
        position = inside
        nesting += 1
        place = .records
    }

    /// Looks whether the object at the position begins with an array `Records`, and where the inside of that begins;
    /// `nil` if more bytes are needed to tell.
    private func recordsStart() throws(LogParsingError) -> (inside: Int?, Void)? {
        let found: (isWhole: Bool, inside: Int?) = buffer.withUnsafeBytes { bytes in
            var json = JSONScanner(bytes, at: position)
            guard json.enterObject(), let first = json.peek() else { return (false, nil) }
            guard first == UInt8(ascii: "\"") else { return (true, nil) }
            guard let key = json.nextKey() else { return (false, nil) }
            guard bytes[key].elementsEqual("Records".utf8) else { return (true, nil) }
            guard let value = json.peek() else { return (false, nil) }
            return (true, value == UInt8(ascii: "[") ? json.position + 1 : nil)
        }
        if found.isWhole { return (found.inside, ()) }
        guard buffer.count - position < Self.recordByteCountMax else {
            throw error(.notACloudTrailLog, "Not a CloudTrail log")
        }
        return nil
    }

    /// Takes what stands in the array: a record, an array inside a record, or the array's end.
    private func element(_ receive: (CloudTrailEvent) -> Void) throws(LogParsingError) -> Bool {
        switch buffer[position] {
        case UInt8(ascii: "]"):
            leave()
            return true
        case UInt8(ascii: "{"):
            // Almost every record begins otherwise: only then is it looked at closely.
            if let inside = wrappedRecords() {
                enter(at: inside)
                return true
            }
            return try record(receive)
        default: throw error(.notAnEvent, "there is no JSON object")
        }
    }

    private func wrappedRecords() -> Int? {
        let key: StaticString = "\"Records\""
        let next = position + 1
        guard next < buffer.count, buffer[next] <= 0x20 || buffer[next] == key.utf8Start[0],
            next + 1 >= buffer.count || buffer[next] <= 0x20 || buffer[next + 1] == key.utf8Start[1]
        else { return nil }
        return (try? recordsStart())?.inside
    }

    private func leave() {
        position += 1
        nesting -= 1
        place = nesting == 0 ? .end : .wrapperEnd
    }

    private func separate() throws(LogParsingError) {
        if buffer[position] == UInt8(ascii: "]") { return leave() }
        try take(UInt8(ascii: ","), then: .records)
    }

    private func take(_ byte: UInt8, then next: Place) throws(LogParsingError) {
        guard buffer[position] == byte else {
            throw error(.notAnEvent, "'\(Character(Unicode.Scalar(byte)))' should stand there")
        }
        position += 1
        place = next
    }

    /// Takes one record; false if it is not whole yet.
    private func record(_ receive: (CloudTrailEvent) -> Void) throws(LogParsingError) -> Bool {
        var fields = EventFields()
        let length = buffer.withUnsafeBytes { bytes -> Int? in
            var json = JSONScanner(UnsafeRawBufferPointer(rebasing: bytes[position...]))
            return fields.scan(&json) ? json.position : nil
        }
        guard let length else {
            try checkThatMoreMayHelp()
            return false
        }
        guard length <= Self.recordByteCountMax else { throw tooLarge }
        receive(try event(fields, length))
        position += length
        index += 1
        if place == .records { place = .separator }
        return true
    }

    private func event(_ fields: EventFields, _ length: Int) throws(LogParsingError) -> CloudTrailEvent {
        var range: Range<Int>?
        if options.countsCharacters {
            countCharacters(upTo: position)
            let start = characters.count
            countCharacters(upTo: position + length)
            range = start..<characters.count
        }
        let bytes = buffer.withUnsafeBytes { Array($0[position..<position + length]) }
        let origin = EventOrigin(
            logFile: file, index: index, byteOffset: bytesBefore + position, characterRange: range)
        let event = CloudTrailEvent(bytes: bytes, fields: fields, origin: origin)
        if place == .lines, fields.eventVersion.isAbsent, fields.eventName.isAbsent {
            throw LogParsingError(.notACloudTrailLog, "\(file): Not a CloudTrail log")
        }
        if options.requiresUUIDs, let id = event.eventID, !UUIDText.isValid(id) {
            throw error(.malformedEventID, "the eventID '\(id.prefix(64))' is no UUID")
        }
        return event
    }

    /// A record that is whole and cannot be scanned is broken; one that is not whole may become so.
    private func checkThatMoreMayHelp() throws(LogParsingError) {
        let isWhole = buffer.withUnsafeBytes { bytes in
            var json = JSONScanner(bytes, at: position)
            return json.peek() != UInt8(ascii: "{") || json.skipValue() != nil
        }
        if isWhole { throw error(.notAnEvent, "it is no JSON object") }
        if buffer.count - position > Self.recordByteCountMax { throw tooLarge }
    }

    private var tooLarge: LogParsingError {
        error(.recordTooLarge, "it has more than \(Self.recordByteCountMax) bytes, or is not closed")
    }

    private func error(_ code: LogParsingError.Code, _ message: String) -> LogParsingError {
        LogParsingError(code, "\(file): record \(index) at byte \(bytesBefore + position): \(message)")
    }

    @discardableResult
    private func skipWhiteSpace() -> Bool {
        while position < buffer.count {
            let byte = buffer[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return true }
            position += 1
        }
        return false
    }

    /// Characters as UTF-16 counts them: two for what takes four bytes.
    private func countCharacters(upTo end: Int) {
        var index = characters.position
        while index < end {
            let byte = buffer[index]
            if byte & 0xC0 != 0x80 { characters.count += byte >= 0xF0 ? 2 : 1 }
            index += 1
        }
        characters.position = end
    }
}

/// Texts such as `2f4d1c30-0000-4000-8000-000000000002`.
enum UUIDText {
    static func isValid(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        for (index, byte) in text.utf8.enumerated() {
            switch index {
            case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return false }
            default: guard isHexDigit(byte) else { return false }
            }
        }
        return true
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
