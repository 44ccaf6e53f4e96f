import CairnModel
import CairnStore
import Synchronization

/// Looks for events in the journal: those of the last while, and those that come.
struct EventSearch {
    let journal: Journal
    let floor: JournalFloor

    /// A reader that stands behind the newest record. It does not hold back retention.
    func readerAtEnd() -> JournalReader { reader(at: journal.end) }

    /// A reader from which every event since that time is yet to come; older ones may come too.
    ///
    /// - Parameter time: seconds since the epoch.
    func reader(since time: Double) throws -> JournalReader {
        var start = journal.end
        for first in journal.segmentStarts.reversed() {
            start = JournalPosition(sequence: first - 1, segment: first, offset: 0)
            if let oldest = try firstEventTime(of: start), oldest < time { break }
        }
        return reader(at: start)
    }

    private func firstEventTime(of position: JournalPosition) throws -> Double? {
        let batch = try reader(at: position).poll(maxBytes: 1, maxRecords: 1)
        var time: Double?
        batch?.forEachRecord { _, record in time = RecordView(scanning: record)?.time(in: record) }
        return time
    }

    private func reader(at position: JournalPosition) -> JournalReader {
        let reader = journal.reader(
            named: "search-\(Self.count.wrappingAdd(1, ordering: .relaxed).newValue)", at: position)
        reader.detach()
        return reader
    }

    private static let count = Atomic<UInt64>(0)
}

extension RecordView {
    /// `eventTime` in seconds since the epoch.
    func time(in bytes: UnsafeRawBufferPointer) -> Double? { eventTime.string(in: bytes).flatMap(ISO8601.parse) }

    /// The account that a record is for; `nil` if that cannot be read.
    static func recipient(of record: UnsafeRawBufferPointer) -> String? {
        RecordView(scanning: record)?.recipientAccountID.string(in: record)
    }
}
