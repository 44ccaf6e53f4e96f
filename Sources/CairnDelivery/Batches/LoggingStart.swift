import CairnModel
import CairnStore
import CairnTrails

/// Finds where in the journal a trail's logging begins: before the record of the call that started it.
///
/// Events that were recorded between that call and the moment when the deliverer sees the change are not missed, nor
/// after a restart between the two.
struct LoggingStart {
    let journal: Journal
    let trail: Trail
    /// Of a reader that is there only while this looks.
    let readerName: String
    /// The end of the journal before the trail was seen to log.
    let end: JournalPosition
    /// What came before is settled: the end of the trail's delivery so far.
    let floor: JournalPosition

    /// So long after the start its record is not looked for any more.
    private static let patienceSeconds = 60.0
    /// Clocks of the record and of the trail are read at different moments.
    private static let toleranceSeconds = 5.0

    /// - Throws: ``StoreError`` if the journal cannot be read.
    func position() throws(StoreError) -> JournalPosition {
        guard let time = trail.startLoggingTime else { return latest }
        let record = ControlRecord.start(of: trail)
        let reader = journal.reader(named: readerName, at: try beginning(before: time - Self.toleranceSeconds))
        defer { reader.detach() }
        // Without the record, events of the following second are surely behind it.
        var late: JournalPosition?
        while let batch = try reader.poll(), batch.firstSequence <= end.sequence {
            for index in 0..<batch.count {
                let range = batch.range(at: index)
                let (isRecord, eventTime) = batch.bytes.withUnsafeBytes { buffer in
                    look(UnsafeRawBufferPointer(rebasing: buffer[range]), record)
                }
                if let late, !isRecord, eventTime > time + Self.patienceSeconds { return late }
                guard isRecord || (eventTime > time && late == nil) else { continue }
                let place = JournalPosition(
                    sequence: batch.sequence(at: index) - 1, segment: batch.segment,
                    offset: batch.offset + UInt64(range.lowerBound))
                if isRecord { return place }
                late = place
            }
        }
        return late ?? latest
    }

    private var latest: JournalPosition { end.sequence < floor.sequence ? floor : end }

    private func look(
        _ bytes: UnsafeRawBufferPointer, _ record: ControlRecord
    ) -> (isRecord: Bool, eventTime: Double) {
        guard let view = RecordView(scanning: bytes) else { return (false, 0) }
        if record.matches(view, in: bytes) { return (true, 0) }
        return (false, view.eventTime.string(in: bytes).flatMap(ISO8601.parse) ?? 0)
    }

    /// The beginning of the newest segment whose first event is older than a time.
    private func beginning(before time: Double) throws(StoreError) -> JournalPosition {
        var beginning = JournalPosition.beginning
        for first in journal.segmentStarts.reversed() where first <= end.sequence {
            beginning = JournalPosition(sequence: first - 1, segment: first, offset: 0)
            let reader = journal.reader(named: readerName, at: beginning)
            defer { reader.detach() }
            guard let batch = try reader.poll(maxBytes: 1 << 10, maxRecords: 1) else { continue }
            let text = batch.bytes.withUnsafeBytes { bytes in
                RecordView(scanning: UnsafeRawBufferPointer(rebasing: bytes[batch.range(at: 0)]))?.eventTime
                    .string(in: UnsafeRawBufferPointer(rebasing: bytes[batch.range(at: 0)]))
            }
            if let eventTime = text.flatMap(ISO8601.parse), eventTime < time { break }
        }
        return beginning.sequence < floor.sequence ? floor : beginning
    }
}
