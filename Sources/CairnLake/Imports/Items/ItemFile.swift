import CairnModel

/// A file of configuration items or of evidence, as records that an event data store keeps, a line each.
///
/// It may be what AWS Config delivers (`{"configurationItems":[…]}`, history or snapshot, or a notification with one
/// `configurationItem`), what Audit Manager answers (`{"evidence":[…]}`, or one), records of a store of that kind
/// (`{"Records":[…]}`), or any of these one after the other, as in NDJSON.
struct ItemFile {
    /// Each record on a line.
    private(set) var lines: [UInt8] = []
    /// Entries that are none of the kind, or lack what every record has.
    private(set) var refusedCount = 0
    /// Whether the records are longer than a file may be: there are more than are in ``lines``.
    private(set) var isTooLong = false

    private let byteCountMax: Int
    private let kind: EventDataStoreKind
    private let buffer: UnsafeRawBufferPointer
    /// Whether anything in the file is of the kind's form.
    private var isRecognized = false

    /// `nil` if the text is none of these.
    /// - Parameter byteCountMax: how long the records may be together; one more may be made.
    static func read(
        _ text: [UInt8], kind: EventDataStoreKind, byteCountMax: Int = LogFile.byteCountMax
    ) -> (lines: [UInt8], refusedCount: Int, isTooLong: Bool)? {
        text.withUnsafeBytes { buffer in
            var file = ItemFile(buffer, kind, byteCountMax)
            guard file.readAll() || file.isTooLong, file.isRecognized else { return nil }
            return (file.lines, file.refusedCount, file.isTooLong)
        }
    }

    private init(_ buffer: UnsafeRawBufferPointer, _ kind: EventDataStoreKind, _ byteCountMax: Int) {
        self.byteCountMax = byteCountMax
        self.kind = kind
        self.buffer = buffer
    }

    /// The members that hold what is wanted.
    private var listNames: Set<String> {
        kind == .evidence ? ["evidence"] : ["configurationItems", "configurationItem"]
    }

    private mutating func readAll() -> Bool {
        var scanner = JSONScanner(buffer)
        while scanner.peek() != nil {
            guard scanner.peek() == UInt8(ascii: "{"), let value = scanner.skipValue() else { return false }
            guard readObject(value) else { return false }
        }
        return true
    }

    /// An object with a list in it, or an entry by itself.
    private mutating func readObject(_ object: JSONSlice) -> Bool {
        var scanner = JSONScanner(buffer, at: object.range.lowerBound)
        guard scanner.enterObject() else { return false }
        var (lists, records): ([JSONSlice], [JSONSlice]) = ([], [])
        var folder: JSON?
        while let key = scanner.nextKey() {
            guard let value = scanner.skipValue() else { return false }
            switch String(validating: buffer[key], as: UTF8.self) {
            case "Records"?: records.append(value)
            case "evidenceFolder"? where kind == .evidence: folder = value.json(in: buffer)
            case let name? where listNames.contains(name): lists.append(value)
            default: break
            }
        }
        guard scanner.hasEnded(with: UInt8(ascii: "}")) else { return false }
        guard !lists.isEmpty || !records.isEmpty else { return readEntry(object, folder: nil) }
        isRecognized = true
        return (lists + records).allSatisfy { readEntries($0, folder: folder) }
    }

    /// One after the other: a snapshot of an account may be long.
    private mutating func readEntries(_ list: JSONSlice, folder: JSON?) -> Bool {
        var scanner = JSONScanner(buffer, at: list.range.lowerBound)
        guard scanner.take(UInt8(ascii: "[")) else {
            return scanner.peek() == UInt8(ascii: "{") && readEntry(list, folder: folder)
        }
        if scanner.take(UInt8(ascii: "]")) { return true }
        repeat {
            guard let entry = scanner.skipValue(), readEntry(entry, folder: folder) else { return false }
        } while scanner.take(UInt8(ascii: ","))
        return scanner.take(UInt8(ascii: "]"))
    }

    /// - Returns: false if it is no JSON, or there is too much of it.
    private mutating func readEntry(_ slice: JSONSlice, folder: JSON?) -> Bool {
        guard let entry = slice.json(in: buffer) else { return false }
        if kind == .evidence, entry["eventCategory"] == nil {
            let isEvidence = EvidenceRecord.make(of: entry, folder: folder) { add($0) }
            isEvidence ? (isRecognized = true) : (refusedCount += 1)
        } else if let record = record(of: entry) {
            isRecognized = true
            _ = add(record)
        } else {
            refusedCount += 1
        }
        return !isTooLong
    }

    private func record(of entry: JSON) -> JSON? {
        guard let category = entry["eventCategory"]?.stringValue else { return ConfigurationItemRecord(entry)?.json }
        return kind.categories.contains(category) ? .some(entry) : .none
    }

    /// - Returns: whether more may come.
    private mutating func add(_ record: JSON) -> Bool {
        let line = Array(record.description.utf8)
        // What was given as text may lie too deep where it is an object.
        guard
            line.withUnsafeBytes({ bytes in
                var scanner = JSONScanner(bytes)
                return scanner.skipValue() != nil
            })
        else {
            refusedCount += 1
            return true
        }
        lines += line
        lines.append(UInt8(ascii: "\n"))
        isTooLong = lines.count > byteCountMax
        return !isTooLong
    }
}
