import CairnModel

/// A Parquet file of one day of a store.
public struct ParquetFile: Sendable, Hashable {
    public var day: LakeDay
    /// Unique in its store.
    public var number: UInt64
    public var eventCount: Int
    public var byteCount: Int
    /// Events before this time, in seconds since the epoch, are gone; `nil` if none is.
    var keptSince: Double?

    init(day: LakeDay, number: UInt64, eventCount: Int, byteCount: Int) {
        self.day = day
        self.number = number
        self.eventCount = eventCount
        self.byteCount = byteCount
    }

    /// Inside the folder of the store, such as `day=2026-03-01/0000000012.parquet`.
    public var path: String { Self.folder(of: day) + "/" + StoreNumber.text(number) + ".parquet" }

    static func folder(of day: LakeDay) -> String { "day=" + day.text }
}

extension ParquetFile {
    var json: JSON {
        StoreNumber.json(day, number, events: eventCount, bytes: byteCount, path: path, keptSince: keptSince)
    }

    init?(json: JSON) {
        guard let day = json["day"]?.stringValue.flatMap({ LakeDay($0.utf8) }), let number = json["number"]?.intValue,
            let eventCount = json["events"]?.intValue, let byteCount = json["bytes"]?.intValue, number >= 0
        else { return nil }
        self.init(day: day, number: UInt64(number), eventCount: eventCount, byteCount: byteCount)
        keptSince = json["keptSince"]?.doubleValue
    }
}

/// The numbers of a store's files, and how lists name the files.
enum StoreNumber {
    static func json(
        _ day: LakeDay, _ number: UInt64, events: Int, bytes: Int, path: String, keptSince: Double?
    ) -> JSON {
        var object: JSONObject = [
            "day": .string(day.text), "number": .integer(number), "events": .integer(events),
            "bytes": .integer(bytes), "path": .string(path),
        ]
        object["keptSince"] = keptSince.flatMap { JSONNumber($0) }.map(JSON.number)
        return .object(object)
    }

    /// Ten digits, so that names sort by number.
    static func text(_ number: UInt64) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 10 - text.utf8.count)) + text
    }
}
