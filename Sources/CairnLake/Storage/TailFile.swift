import CairnModel

/// An NDJSON file of events of one day that are not compacted yet.
struct TailFile: Sendable, Hashable {
    var day: LakeDay
    /// Unique in its store.
    var number: UInt64
    var eventCount = 0
    /// What counts of the file; a crash may have left more.
    var byteCount = 0
    /// Events before this time, in seconds since the epoch, are gone; `nil` if none is.
    var keptSince: Double?

    /// Inside the folder of the store, such as `hot/0000000012-2026-03-01.ndjson`.
    var path: String { "hot/" + StoreNumber.text(number) + "-" + day.text + ".ndjson" }
}

extension TailFile {
    var json: JSON {
        StoreNumber.json(day, number, events: eventCount, bytes: byteCount, path: path, keptSince: keptSince)
    }

    init?(json: JSON) {
        guard let file = ParquetFile(json: json) else { return nil }
        self.init(day: file.day, number: file.number, eventCount: file.eventCount, byteCount: file.byteCount)
        keptSince = file.keptSince
    }
}
