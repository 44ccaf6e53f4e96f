import CairnModel

/// Sorts the events of journal batches into days.
struct HistoryIndexing {
    private(set) var builders: [Int: RunBuilder] = [:]
    private let oldest: Int64

    /// - Parameter oldest: events before this time are not indexed, in seconds since the epoch.
    init(oldest: Int64) { self.oldest = oldest }

    mutating func add(_ batch: JournalBatch) {
        batch.forEachRecord { index, record in
            guard let view = RecordView(scanning: record) else { return }
            var extraction = LookupExtraction(view: view, record: record)
            guard let category = extraction.category, let time = extraction.eventTime, time >= oldest else { return }
            let range = batch.range(at: index)
            let location = RecordLocation(
                segment: batch.segment, offset: batch.offset + UInt64(range.lowerBound), length: range.count)
            let entry = IndexEntry(time: time, sequence: batch.sequence(at: index), location: location)
            builders[HistoryFile.day(containing: time), default: RunBuilder()]
                .add(entry, category: category, &extraction)
        }
    }
}
