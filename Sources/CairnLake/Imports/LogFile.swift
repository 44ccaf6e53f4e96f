import CairnGzip
import CairnModel

/// The events of a log file, or of a file of items, ready for a store: each is read once.
struct LogFile: Sendable {
    struct Entry: Sendable {
        var range: Range<Int>
        var day: LakeDay
        /// Until the record stands on one line, nothing for one without an `eventID`.
        var key: EventKey?
        /// In seconds since the epoch.
        var time: Double
    }

    private(set) var bytes: [UInt8]
    private(set) var entries: [Entry] = []
    /// Records without a time.
    private(set) var refusedCount = 0

    /// The largest file, decompressed.
    static let byteCountMax = 512 << 20

    /// Reads a file of `{"Records":[…]}`, or of a record a line; for stores of configuration items and of evidence
    /// what ``ItemFile`` takes.
    /// - Parameter takesPlain: whether it need not be compressed by gzip.
    /// - Throws: ``ImportSourceError`` with `InvalidLogFile`.
    init(
        _ file: [UInt8], kind: EventDataStoreKind = .cloudTrailEvents, takesPlain: Bool = true
    ) throws(ImportSourceError) {
        bytes = try Self.decompressed(file, takesPlain)
        var refusedItems = 0
        if kind != .cloudTrailEvents {
            guard let items = ItemFile.read(bytes, kind: kind) else { throw Self.notOf(kind) }
            guard !items.isTooLong else {
                throw Self.invalid("The records of the file have more than \(Self.byteCountMax) bytes")
            }
            (bytes, refusedItems) = (items.lines, items.refusedCount)
            if bytes.isEmpty {
                refusedCount = refusedItems
                return
            }
        }
        let scan = bytes.withUnsafeBytes { LogFileScan($0) }
        guard let scan else {
            throw Self.invalid("The file is no log file: it has no list of Records, nor a record a line, in UTF-8")
        }
        entries = scan.entries
        refusedCount = scan.refusedCount + refusedItems
        if scan.hasLineBreaks { compactEntries() }
        for index in entries.indices where entries[index].key == nil {
            entries[index].key = EventKey(unnamed: bytes[entries[index].range])
        }
    }

    /// The entries of each day one after the other, in their order.
    var entriesByDay: [Entry] {
        var latest: LakeDay?
        var isInOrder = true
        for entry in entries {
            if let latest, entry.day < latest { isInOrder = false }
            latest = entry.day
        }
        if isInOrder { return entries }
        return entries.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    }

    private static func invalid(_ message: String) -> ImportSourceError {
        ImportSourceError(ImportSourceError.invalidLogFile, message)
    }

    private static func notOf(_ kind: EventDataStoreKind) -> ImportSourceError {
        kind == .evidence
            ? invalid("The file holds no evidence of Audit Manager: neither a list of evidence, nor records of it")
            : invalid("The file holds no configuration items of AWS Config: neither a list of them, nor records")
    }

    private static func decompressed(_ file: [UInt8], _ takesPlain: Bool) throws(ImportSourceError) -> [UInt8] {
        guard file.starts(with: [0x1f, 0x8b]) else {
            guard takesPlain else { throw invalid("The file is not compressed by gzip") }
            guard file.count <= byteCountMax else { throw invalid("The file has more than \(byteCountMax) bytes") }
            return file
        }
        var bytes: [UInt8] = []
        do throws(GzipError) {
            var decompressor = try GzipDecompressor()
            var failure: GzipError?
            file.withUnsafeBytes { buffer in
                do throws(GzipError) {
                    try decompressor.decompress(buffer, upTo: byteCountMax) { (result) throws(GzipError) in
                        bytes = [UInt8](result)
                    }
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
        } catch {
            throw invalid("The file cannot be decompressed: \(error.message)")
        }
        return bytes
    }

    private mutating func compactEntries() {
        for index in entries.indices {
            let range = entries[index].range
            if bytes[range].contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
                compact(at: index)
            }
        }
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
