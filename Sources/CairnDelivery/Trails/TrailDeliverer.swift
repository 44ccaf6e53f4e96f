import CairnIntegrity
import CairnModel
import CairnObjects
import CairnStore
import CairnTrails
import Logging

/// Delivers one trail: log files, digests, and messages about them.
///
/// It goes in steps, each of which does what is due and says when the next is. Between steps everything stands in the
/// state database, so that a process that ends anywhere is followed by one that goes on from there: what was put
/// without being noted is put again, under the same key and with the same bytes.
actor TrailDeliverer {
    nonisolated let id: TrailIncarnation
    nonisolated let doorbell = Doorbell()
    let world: DeliveryWorld
    let configuration: DeliveryConfiguration
    let shared: DeliveryShare

    var state: DeliveryState
    var places: [LanePlace: PlaceState]
    var metrics: TrailMetrics
    var logRetry = Backoff()
    var digestRetry = Backoff()
    var messageRetry = Backoff()
    var logEventRetry = Backoff()
    /// The next mark of the interval, in seconds since the epoch.
    var nextDelivery: Double?
    /// Files of the intent that are in the bucket, although the intent is not finished.
    var placed: [DeliveredFile] = []
    /// The end of the journal when it was first seen that logging has ended.
    var closingEnd: UInt64?
    /// Hold back retention, by their names.
    var holders: [String: JournalReader] = [:]
    /// Of the trails, for the events of own puts.
    var filters = TrailFilters()
    private var deletedAt: Double?
    private(set) var isAbandoned = false
    /// Whether what was kept by an earlier process is told already.
    private var isPublished = false

    /// - Parameters:
    ///   - state: as it was kept, or of a trail that nothing is known of.
    ///   - places: likewise.
    init(
        state: DeliveryState, places: [LanePlace: PlaceState], world: DeliveryWorld,
        configuration: DeliveryConfiguration, shared: DeliveryShare
    ) {
        id = TrailIncarnation(state.trail)
        self.state = Self.within(world.journal, state, logger: world.logger)
        self.places = places
        self.world = world
        self.configuration = configuration
        self.shared = shared
        metrics = TrailMetrics(trailARN: state.trail.arn)
    }

    /// A loss of power may have taken records from the journal's end that were dealt with already. Their numbers are
    /// given to others now.
    private static func within(_ journal: Journal, _ state: DeliveryState, logger: Logger) -> DeliveryState {
        let end = journal.end
        let furthest = [state.cursor, state.intent?.to, state.logEventJobs.last?.to].compactMap { $0?.sequence }.max()
        guard let furthest, furthest > end.sequence else { return state }
        logger.warning(
            "A trail was further than the journal is; it goes on from the journal's end",
            metadata: ["trail": "\(state.trail.arn)", "end": "\(end.sequence)"])
        var state = state
        if let intent = state.intent, intent.to.sequence > end.sequence { state.intent = nil }
        if state.cursor.sequence > end.sequence { state.cursor = end }
        state.logEventJobs = state.logEventJobs.compactMap { $0.within(end) }
        return state
    }

    var now: Double { world.clock.now() }

    /// Runs until the trail is gone and everything of it delivered, or the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            guard let pause = await step() else { return }
            let sleep = world.sleep
            await doorbell.wait { try await sleep(pause) }
        }
    }

    /// Ends without delivering anything more, and forgets; nothing is written afterwards.
    func abandon() {
        isAbandoned = true
        for holder in holders.values { holder.detach() }
        shared.board.remove(id)
        doorbell.ring()
    }

    /// Does what is due.
    /// - Returns: in how many seconds there is something to do, unless the doorbell rings; `nil` at the end.
    func step() async -> Double? {
        guard !isAbandoned else { return nil }
        // The end first: a change of the trail that is not seen then has its record behind it.
        let end = world.journal.end
        let seen = world.trails.snapshot[id.key].flatMap { TrailIncarnation($0) == id ? $0 : nil }
        noteDeletion(seen)
        do {
            try noteTopic(seen)
            try await advanceLogFiles(seen, end: end)
            try await advanceLogEvents(seen)
            try await advanceDigests()
            try await advanceMessages(seen)
            if state.phase == .idle, state.intent == nil { logRetry.succeeded() }
        } catch is CancellationError {
            return isAbandoned ? nil : 0
        } catch {
            noteProblem(error)
        }
        guard !isAbandoned else { return nil }
        if seen == nil, isFinished || isGivenUp {
            forget()
            return nil
        }
        publish(isPublished ? [:] : places)
        isPublished = true
        return pause()
    }

    private func noteDeletion(_ seen: Trail?) {
        if seen != nil { deletedAt = nil } else if deletedAt == nil { deletedAt = now }
        // A trail that does not log may be changed at any time.
        if state.phase == .idle, let seen { state.trail = seen }
    }

    private var isFinished: Bool {
        state.phase == .idle && state.intent == nil && state.messages.isEmpty && state.logEventJobs.isEmpty
            && places.values.allSatisfy { $0.chain.phase == .closed }
    }

    private var isGivenUp: Bool {
        guard let deletedAt, now - deletedAt >= configuration.abandonAfterSeconds else { return false }
        world.logger.error(
            "What a deleted trail has not delivered is given up",
            metadata: [
                "trail": "\(state.trail.arn)", "bucket": "\(state.trail.s3BucketName)",
                "behind": "\(state.cursor.sequence)",
            ])
        return true
    }

    /// A failure that is not of a destination: the state or the journal cannot be read or written.
    private func noteProblem(_ error: any Error) {
        guard !isAbandoned else { return }
        metrics.failures += 1
        logRetry.failed(at: now, random: world.random())
        digestRetry.failed(at: now, random: world.random())
        messageRetry.failed(at: now, random: world.random())
        logEventRetry.failed(at: now, random: world.random())
        world.logger.error(
            "A trail cannot deliver", metadata: ["trail": "\(state.trail.arn)", "error": "\(error)"])
    }
}

/// What all deliverers share.
struct DeliveryShare: Sendable {
    let slots: DeliverySlots
    let board: DeliveryBoard
    let work: WorkQueue

    init(_ configuration: DeliveryConfiguration) {
        slots = DeliverySlots(healthy: configuration.trailsMax, failing: 1)
        board = DeliveryBoard()
        work = WorkQueue()
    }
}

// MARK: State

extension TrailDeliverer {
    /// Keeps a new state, and only then takes it for the present one.
    ///
    /// - Parameter changed: places that are other than before.
    /// - Throws: ``StoreError``; nothing has changed then.
    func keep(
        _ new: DeliveryState, _ changed: [LanePlace: PlaceState] = [:], adding files: [DeliveredFile] = [],
        removing keys: [StateDocument.Key] = []
    ) throws(StoreError) {
        guard !isAbandoned else { throw StoreError(.closed, "The trail is not delivered any more") }
        var documents = [new.document]
        for (place, placeState) in changed {
            documents.append(StateDocument(key: PlaceState.key(id, place), value: placeState.json))
        }
        for file in files { documents.append(StateDocument(key: UndigestedFile.key(id, file), value: file.json)) }
        try world.mayWrite()
        try world.state.change(storing: documents, removing: keys)
        state = new
        places.merge(changed) { _, new in new }
        publish(changed)
    }

    /// Tells retention how far a reader of the trail's is.
    func hold(_ position: JournalPosition, as name: String) {
        guard !isAbandoned else { return }
        holders[name] = world.journal.reader(named: name, at: position)
        do {
            try world.state.setCursor(position, named: name)
        } catch {
            world.logger.warning(
                "The cursor of a trail cannot be stored; more of the journal is kept than need be",
                metadata: ["trail": "\(state.trail.arn)", "error": "\(error)"])
        }
    }

    /// Lets retention remove what a reader of the trail's does not need any more.
    func release(_ name: String) {
        holders.removeValue(forKey: name)?.detach()
        try? world.state.removeCursor(named: name)
    }

    /// Removes everything that is kept of the trail.
    private func forget() {
        for name in [id.readerName, logEventReaderName] { release(name) }
        shared.board.remove(id)
        var keys = [state.key] + places.keys.map { PlaceState.key(id, $0) }
        let files = (try? world.state.documents(kind: UndigestedFile.documentKind)) ?? []
        keys += files.map(\.key).filter { $0.id.hasPrefix(id.documentPrefix + "/") }
        do {
            try world.state.change(storing: [], removing: keys)
        } catch {
            world.logger.warning(
                "What is kept of a deleted trail cannot be removed",
                metadata: ["trail": "\(state.trail.arn)", "error": "\(error)"])
        }
    }

    /// Tells those who ask.
    private func publish(_ changed: [LanePlace: PlaceState]) {
        metrics.lagRecords = 0
        if state.phase != .idle {
            let end = world.journal.end.sequence
            metrics.lagRecords = end - min(end, state.cursor.sequence)
        }
        metrics.isFailing = logRetry.isFailing
        metrics.areDigestsFailing = digestRetry.isFailing
        metrics.areMessagesFailing = messageRetry.isFailing
        metrics.areLogEventsFailing = logEventRetry.isFailing
        metrics.messagesPending = state.messages.count
        metrics.logEventLagRecords = state.logEventJobs.reduce(0) { $0 + $1.to.sequence - $1.from.sequence }
        shared.board.set(id, places: changed.mapValues(\.status), metrics: metrics)
    }

    /// Seconds until there is something to do.
    private func pause() -> Double {
        let now = now
        var times = [now + 3600]
        switch state.phase {
        case .idle: if logRetry.isFailing { times.append(logRetry.notBefore) }
        case .logging:
            // A trail with many records waiting does not wait for the mark; that has to be looked at now and then.
            let next = min(nextDelivery ?? now, now + 5)
            times.append(max(next, logRetry.notBefore))
        case .closing:
            times.append(max(now + 0.25, logRetry.notBefore))
        }
        if state.intent != nil { times.append(logRetry.notBefore) }
        for place in places.values {
            guard let due = digestDueTime(place.chain) else { continue }
            times.append(max(Double(due), digestRetry.notBefore))
        }
        if !state.logEventJobs.isEmpty { times.append(logEventRetry.notBefore) }
        if !state.messages.isEmpty, world.notifications != nil { times.append(messageRetry.notBefore) }
        return max(0.01, (times.min() ?? now) - now)
    }
}
