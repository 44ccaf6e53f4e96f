import CairnIntegrity
import CairnModel
import CairnStore
import CairnTrails
import Logging

// From one state of a trail to the next: a change takes effect where the record of its call stands in the journal.
extension TrailDeliverer {
    /// Delivers log files until nothing is due, or something fails.
    func advanceLogFiles(_ seen: Trail?, end: JournalPosition) async throws {
        try retarget(seen)
        if holders.isEmpty {
            if state.phase != .idle { hold(state.cursor, as: id.readerName) }
            holdLogEvents()
        }
        while logRetry.isDue(now) {
            try Task.checkCancellation()
            let goesOn =
                state.intent == nil ? try await advance(seen, end: end) : try await repeatIntent()
            guard goesOn else { return }
        }
    }

    /// Makes one move; returns whether there may be another.
    private func advance(_ seen: Trail?, end: JournalPosition) async throws -> Bool {
        switch state.phase {
        case .idle:
            guard let seen, seen.isLogging else { return false }
            try await begin(seen, end: end)
            return true
        case .logging:
            guard let seen, seen.isLogging, seen.stopLoggingTime == state.trail.stopLoggingTime else {
                var closing = state
                closing.phase = .closing(since: now, stoppedAt: seen?.stopLoggingTime)
                try keep(closing)
                closingEnd = end.sequence
                return true
            }
            guard seen.deliversLike(state.trail) else { return try await adopt(seen, end: end) }
            state.trail = seen
            return try await deliverIfDue(end)
        case .closing(let since, let stoppedAt):
            return try await close(since: since, stoppedAt: stoppedAt, end: end)
        }
    }

    /// Logging has started.
    private func begin(_ trail: Trail, end: JournalPosition) async throws {
        let start = LoggingStart(
            journal: world.journal, trail: trail, readerName: id.readerName + "/start", end: end, floor: state.cursor)
        let position = try await shared.work.run { () throws(StoreError) in try start.position() }
        var new = state
        new.trail = trail
        new.phase = .logging
        new.cursor = position
        var changed: [LanePlace: PlaceState] = [:]
        if trail.logFileValidationEnabled {
            changed[trail.home, default: places[trail.home] ?? PlaceState()].chain
                .start(at: Int64(trail.startLoggingTime ?? now))
        }
        hold(position, as: id.readerName)
        try keep(new, changed)
        setNextDelivery(after: min(now, trail.startLoggingTime ?? now))
        closingEnd = nil
    }

    /// The settings have changed: what was recorded before is delivered by the old ones.
    private func adopt(_ trail: Trail, end: JournalPosition) async throws -> Bool {
        try await deliver(
            upTo: end.sequence, time: Int64(now),
            boundary: BatchScan.Boundary(record: .settings(of: trail), isInclusive: false), consequence: .adopt(trail))
    }

    private func deliverIfDue(_ end: JournalPosition) async throws -> Bool {
        // What an earlier process has left has waited long enough.
        if nextDelivery == nil { nextDelivery = now }
        let waiting = end.sequence - min(end.sequence, state.cursor.sequence)
        let isMark = now >= nextDelivery ?? 0
        guard isMark || waiting >= configuration.waitingRecordsMax else { return false }
        if waiting > 0 {
            guard try await deliver(upTo: end.sequence, time: isMark ? markTime() : Int64(now)) else { return false }
        }
        guard state.cursor.sequence >= end.sequence else { return true }
        if isMark { setNextDelivery(after: now) }
        return false
    }

    /// The mark of the interval that has just passed; the present if that was a while ago.
    private func markTime() -> Int64 {
        let mark = Int64(now) / configuration.intervalSeconds * configuration.intervalSeconds
        return Int64(now) - mark < 60 ? mark : Int64(now)
    }

    private func setNextDelivery(after time: Double) {
        let interval = configuration.intervalSeconds
        nextDelivery = Double((Int64(time) / interval + 1) * interval)
    }

    /// Logging has ended: what was recorded up to the record of the call that ended it is delivered.
    private func close(since: Double, stoppedAt: Double?, end: JournalPosition) async throws -> Bool {
        let record = ControlRecord.end(of: state.trail, stoppedAt: stoppedAt)
        let boundary = BatchScan.Boundary(record: record, isInclusive: true)
        let first = closingEnd ?? end.sequence
        closingEnd = first
        if state.cursor.sequence < first {
            return try await deliver(
                upTo: first, time: Int64(now), boundary: boundary, consequence: .close, needsBoundary: true)
        }
        // What is recorded from now on is only looked through: the record is yet to come.
        if let last = try await find(record, upTo: end.sequence) {
            return try await deliver(
                upTo: last, time: Int64(now), boundary: boundary, consequence: .close, needsBoundary: true)
        }
        guard now - since >= configuration.closingGraceSeconds else { return false }
        world.logger.warning(
            "The record of the call that ended a trail's logging has not come",
            metadata: ["trail": "\(state.trail.arn)"])
        var last = DeliveryIntent(
            from: state.cursor, to: state.cursor, time: Int64(now), trail: state.trail,
            scope: .account(state.trail.account), fileBytesMax: configuration.fileBytesMax)
        last.consequence = .close
        try finish(last)
        return true
    }

    private func find(_ record: ControlRecord, upTo last: UInt64) async throws -> UInt64? {
        guard state.cursor.sequence < last else { return nil }
        let reader = world.journal.reader(named: id.readerName, at: state.cursor)
        return try await shared.work.run { () throws(StoreError) in
            while let batch = try reader.poll(), batch.firstSequence <= last {
                for index in 0..<batch.count {
                    let isFound = batch.bytes.withUnsafeBytes { buffer in
                        let bytes = UnsafeRawBufferPointer(rebasing: buffer[batch.range(at: index)])
                        return RecordView(scanning: bytes).map { record.matches($0, in: bytes) } ?? false
                    }
                    if isFound { return batch.sequence(at: index) }
                }
            }
            return nil
        }
    }

    /// An intent that fails because of its bucket follows the trail to another one.
    private func retarget(_ seen: Trail?) throws(StoreError) {
        guard var intent = state.intent, let seen, logRetry.isFailing, !seen.hasDestination(of: intent.trail) else {
            return
        }
        intent.trail.s3BucketName = seen.s3BucketName
        intent.trail.s3KeyPrefix = seen.s3KeyPrefix
        intent.trail.kmsKeyID = seen.kmsKeyID
        intent.placed += placed
        var new = state
        new.intent = intent
        try keep(new)
        placed = []
        logRetry = Backoff()
    }
}

extension Trail {
    /// Where the trail's own events are.
    var home: LanePlace { LanePlace(account: account, region: homeRegion) }

    /// Whether log files go to the same place in the same way.
    func hasDestination(of other: Trail) -> Bool {
        s3BucketName == other.s3BucketName && s3KeyPrefix == other.s3KeyPrefix && kmsKeyID == other.kmsKeyID
    }

    /// Whether nothing that matters for deliveries is different.
    func deliversLike(_ other: Trail) -> Bool {
        var other = other
        other.tags = tags
        other.isLogging = isLogging
        other.startLoggingTime = startLoggingTime
        other.stopLoggingTime = stopLoggingTime
        return self == other
    }
}
