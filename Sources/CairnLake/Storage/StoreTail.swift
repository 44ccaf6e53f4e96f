import CairnModel
import CairnStore

/// What is new in a store: its NDJSON files, and how far its reader of the journal has come.
///
/// Both change in one step, so that each event of the journal gets into the tail once.
struct StoreTail: Sendable, Hashable {
    static let formatVersion = 1

    /// In the order in which they were begun.
    var files: [TailFile] = []
    /// The place behind the last record of the journal that was looked at; `nil` if the store has not begun.
    var cursor: JournalPosition?
    /// The last record of the journal that imported log files can have held: up to it, the reader of the journal looks
    /// whether an event has come by import already.
    var importedThrough: UInt64 = 0
    /// The number of the next file of any kind.
    var nextNumber: UInt64 = 1

    var json: JSON {
        var object: JSONObject = [
            "version": .integer(Self.formatVersion), "nextNumber": .integer(nextNumber),
            "files": .array(files.map(\.json)),
        ]
        if importedThrough > 0 { object["importedThrough"] = .integer(importedThrough) }
        object["cursor"] = cursor.map { cursor in
            [
                "sequence": .integer(cursor.sequence), "segment": .integer(cursor.segment),
                "offset": .integer(cursor.offset),
            ]
        }
        return .object(object)
    }

    init() {}

    init(json: JSON) throws(LakeError) {
        guard let version = json["version"]?.intValue, version <= Self.formatVersion else {
            throw LakeError(.damaged, "The tail has no version, or one that this Cairn does not know")
        }
        guard let list = json["files"]?.arrayValue, let next = Self.number(json["nextNumber"]) else {
            throw LakeError(.damaged, "The tail lists no files")
        }
        files = list.compactMap(TailFile.init(json:))
        guard files.count == list.count else { throw LakeError(.damaged, "The tail lists a file that is none") }
        nextNumber = next
        importedThrough = Self.number(json["importedThrough"]) ?? 0
        guard let place = json["cursor"] else { return }
        guard let sequence = Self.number(place["sequence"]), let segment = Self.number(place["segment"]),
            let offset = Self.number(place["offset"])
        else { throw LakeError(.damaged, "The tail's place in the journal cannot be read") }
        cursor = JournalPosition(sequence: sequence, segment: segment, offset: offset)
    }

    mutating func takeNumber() -> UInt64 {
        defer { nextNumber += 1 }
        return nextNumber
    }

    private static func number(_ json: JSON?) -> UInt64? { json?.intValue.flatMap(UInt64.init(exactly:)) }
}
