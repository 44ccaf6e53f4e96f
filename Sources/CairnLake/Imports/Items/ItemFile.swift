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

    private let kind: EventDataStoreKind
    private let buffer: UnsafeRawBufferPointer
    /// Whether anything in the file is of the kind's form.
    private var isRecognized = false

    /// `nil` if the text is none of these.
    static func read(_ text: [UInt8], kind: EventDataStoreKind) -> (lines: [UInt8], refusedCount: Int)? {
        text.withUnsafeBytes { buffer in
            var file = ItemFile(buffer, kind)
            guard file.readAll(), file.isRecognized else { return nil }
            return (file.lines, file.refusedCount)
        }
    }

    private init(_ buffer: UnsafeRawBufferPointer, _ kind: EventDataStoreKind) {
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

    /// - Returns: false if it is no JSON.
    private mutating func readEntry(_ slice: JSONSlice, folder: JSON?) -> Bool {
        guard let entry = slice.json(in: buffer) else { return false }
        let found = records(of: entry, folder: folder)
        if found.isEmpty { refusedCount += 1 } else { isRecognized = true }
        for record in found {
            lines += record.description.utf8
            lines.append(UInt8(ascii: "\n"))
        }
        return true
    }

    private func records(of entry: JSON, folder: JSON?) -> [JSON] {
        if let category = entry["eventCategory"]?.stringValue {
            return kind.categories.contains(category) ? [entry] : []
        }
        if kind == .evidence { return EvidenceRecord.records(of: entry, folder: folder) }
        return ConfigurationItemRecord(entry).map { [$0.json] } ?? []
    }
}
