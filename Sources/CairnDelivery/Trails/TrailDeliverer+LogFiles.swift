import CairnIntegrity
import CairnModel
import CairnObjects
import CairnStore
import CairnTrails
import Logging

// Batches: a part of the journal becomes log files, all of them or none as far as anyone can tell.
extension TrailDeliverer {
    /// Delivers what was recorded up to a sequence number, or the part of it that a batch may hold.
    ///
    /// - Parameters:
    ///   - consequence: what becomes of the trail when everything up to there, or the boundary, is delivered.
    ///   - needsBoundary: whether that is so only if the boundary was found.
    /// - Returns: whether it was delivered.
    func deliver(
        upTo last: UInt64, time: Int64, boundary: BatchScan.Boundary? = nil,
        consequence: DeliveryIntent.Consequence = .none, needsBoundary: Bool = false
    ) async throws -> Bool {
        guard let scope = await scope() else {
            try note(failures: [.init(place: state.trail.home, error: Self.organizationUnknown)], at: now)
            return false
        }
        return try await shared.slots.use(isFailing: logRetry.isFailing) {
            let limits = BatchScan.Limits(
                fileBytesMax: configuration.fileBytesMax, batchBytesMax: configuration.batchBytesMax,
                scannedBytesMax: configuration.scannedBytesMax)
            var intent = DeliveryIntent(
                from: state.cursor, to: state.cursor, time: time, trail: state.trail, scope: scope,
                fileBytesMax: limits.fileBytesMax)
            let outcome = try await scan(intent, upTo: last, limits: limits, boundary: boundary)
            intent.to = outcome.end
            let isComplete = outcome.foundBoundary || outcome.end.sequence >= last
            if isComplete, outcome.foundBoundary || !needsBoundary { intent.consequence = consequence }
            guard !outcome.files.isEmpty else {
                try finish(intent)
                logRetry.succeeded()
                return true
            }
            var new = state
            new.intent = intent
            try keep(new)
            return try await carryOut(intent, outcome.files)
        }
    }

    /// Carries out the intent that an earlier try, or an earlier process, has left.
    func repeatIntent() async throws -> Bool {
        guard let intent = state.intent else { return true }
        return try await shared.slots.use(isFailing: logRetry.isFailing) {
            let limits = BatchScan.Limits(
                fileBytesMax: intent.fileBytesMax, batchBytesMax: .max, scannedBytesMax: .max)
            let outcome = try await scan(intent, upTo: intent.to.sequence, limits: limits, boundary: nil)
            return try await carryOut(intent, outcome.files)
        }
    }

    private func scan(
        _ intent: DeliveryIntent, upTo last: UInt64, limits: BatchScan.Limits, boundary: BatchScan.Boundary?
    ) async throws -> BatchScan.Outcome {
        let outcome = try await scan(
            intent.trail, intent.scope, as: id.readerName, from: intent.from, upTo: last, limits: limits,
            boundary: boundary)
        if outcome.unreadableCount > 0 {
            world.logger.error(
                "Lines of the journal are no records, and are not delivered",
                metadata: ["trail": "\(intent.trail.arn)", "count": "\(outcome.unreadableCount)"])
        }
        return outcome
    }

    func scan(
        _ trail: Trail, _ scope: AccountScope, as readerName: String, from position: JournalPosition,
        upTo last: UInt64, limits: BatchScan.Limits, boundary: BatchScan.Boundary?, keepsStarts: Bool = false
    ) async throws -> BatchScan.Outcome {
        if isAbandoned { throw CancellationError() }
        let reader = world.journal.reader(named: readerName, at: position)
        let filter = TrailFilter(trail, scope: scope)
        let outcome = try await shared.work.run { () throws(StoreError) in
            try BatchScan.run(
                reader, from: position, upTo: last, filter: filter, limits: limits, boundary: boundary,
                keepsStarts: keepsStarts)
        }
        guard outcome.end != position || outcome.foundBoundary || position.sequence >= last else {
            throw StoreError(.readFailed, "The journal cannot be read behind \(position.sequence)")
        }
        return outcome
    }

    private func carryOut(_ intent: DeliveryIntent, _ files: [LogFileContent]) async throws -> Bool {
        let writer = LogFileWriter(
            store: world.store, work: shared.work, compressionLevel: configuration.compressionLevel,
            width: configuration.putsMax)
        let written = await writer.write(files, intent: intent, placed: intent.placed + placed)
        guard written.failures.isEmpty else {
            placed = written.delivered.filter { !intent.placed.contains($0) }
            try Task.checkCancellation()
            try note(failures: written.failures, delivered: placed, at: now)
            return false
        }
        await recordPuts(written.delivered, trail: intent.trail)
        try finish(intent, written.delivered)
        logRetry.succeeded()
        return true
    }

    /// Notes in one transaction that a batch is delivered, and what follows from it.
    func finish(_ intent: DeliveryIntent, _ delivered: [DeliveredFile] = []) throws(StoreError) {
        let now = now
        var new = state
        new.cursor = intent.to
        new.intent = nil
        if let topic = intent.trail.snsTopicARN, world.notifications != nil {
            new.messages += TopicMessage.messages(about: delivered, topicARN: topic)
            dropOldMessages(&new)
        }
        addLogEvents(of: intent, hasFiles: !delivered.isEmpty, to: &new)
        var changed: [LanePlace: PlaceState] = [:]
        for place in Set(delivered.map(\.place)) {
            var placeState = places[place] ?? PlaceState()
            placeState.status.logFiles.succeeded(at: now)
            if intent.trail.logFileValidationEnabled { placeState.chain.start(at: intent.time) }
            changed[place] = placeState
        }
        apply(intent.consequence, to: &new, &changed, at: now)
        let isDigested = intent.trail.logFileValidationEnabled
        let before = metrics
        metrics.filesDelivered += delivered.count
        for file in delivered {
            metrics.recordsDelivered += file.recordCount
            metrics.bytesDelivered += file.byteCount
        }
        do {
            try keep(new, changed, adding: isDigested ? delivered : [])
        } catch {
            metrics = before
            throw error
        }
        placed = []
        if new.phase == .idle { release(id.readerName) } else { hold(new.cursor, as: id.readerName) }
        holdLogEvents()
    }

    private func apply(
        _ consequence: DeliveryIntent.Consequence, to new: inout DeliveryState,
        _ changed: inout [LanePlace: PlaceState], at now: Double
    ) {
        switch consequence {
        case .none: break
        case .adopt(let trail):
            if trail.logFileValidationEnabled, !new.trail.logFileValidationEnabled {
                changed[trail.home, default: places[trail.home] ?? PlaceState()].chain.start(at: Int64(now))
            }
            if !trail.logFileValidationEnabled { changeChains(&changed) { $0.disable() } }
            new.trail = trail
        case .close:
            new.phase = .idle
            changeChains(&changed) { $0.stop(at: Int64(now)) }
        }
    }

    private func changeChains(
        _ changed: inout [LanePlace: PlaceState], _ change: (inout DigestChain) -> Void
    ) {
        for place in Set(places.keys).union(changed.keys) {
            var placeState = changed[place] ?? places[place] ?? PlaceState()
            change(&placeState.chain)
            changed[place] = placeState
        }
    }

    /// A failed try: seen in the status, and tried again later.
    private func note(
        failures: [LogFileWriter.Failure], delivered: [DeliveredFile] = [], at now: Double
    ) throws(StoreError) {
        logRetry.failed(at: now, random: world.random())
        metrics.failures += failures.count
        var changed: [LanePlace: PlaceState] = [:]
        for place in Set(delivered.map(\.place)) {
            changed[place, default: places[place] ?? PlaceState()].status.logFiles.succeeded(at: now)
        }
        for failure in failures {
            changed[failure.place, default: places[failure.place] ?? PlaceState()].status.logFiles
                .failed(at: now, code: failure.error.statusCode)
        }
        if let failure = failures.first {
            world.logger.warning(
                "Log files cannot be delivered",
                metadata: [
                    "trail": "\(state.trail.arn)", "bucket": "\(state.trail.s3BucketName)",
                    "error": "\(failure.error)", "tries": "\(logRetry.failureCount)",
                ])
        }
        try keep(state, changed)
    }

    /// Whose events are taken; the organization as it was last known if it cannot be read now.
    private func scope() async -> AccountScope? {
        guard state.trail.isOrganizationTrail else { return .account(state.trail.account) }
        if let scope = await world.scope(of: state.trail) { state.organization = scope }
        return state.organization
    }

    private static let organizationUnknown = ObjectStoreError(
        .init("OrganizationNotAvailable"), "The organization of the trail cannot be read")

    private func recordPuts(_ files: [DeliveredFile], trail: Trail) async {
        guard let ownEvents = world.ownEvents, !files.isEmpty else { return }
        var filters = filters
        await filters.update(world)
        self.filters = filters
        let bucket = try? await world.store.bucketInfo(trail.s3BucketName)
        let now = now
        let puts = files.map { file in
            OwnEvents.Put(
                trail: trail, bucket: file.bucket, key: file.key, byteCount: file.byteCount, owner: bucket?.owner,
                region: bucket?.region, time: now)
        }
        await ownEvents.add(puts, world: world, filters: filters)
    }
}

extension ObjectStoreError {
    /// What GetTrailStatus shows: an error of the destination, not that it did not answer in time.
    ///
    /// Source: CloudTrail API Reference, GetTrailStatus, `LatestDeliveryError`.
    var statusCode: String? { code == .requestTimeout ? nil : code.name }
}
