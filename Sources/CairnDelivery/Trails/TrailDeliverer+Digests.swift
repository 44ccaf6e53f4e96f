import CairnGzip
import CairnIntegrity
import CairnModel
import CairnObjects
import CairnStore
import CairnTrails
import Logging

// Digests: a chain for each account and region that has had deliveries, and for the trail's own.
extension TrailDeliverer {
    struct DigestJob: Sendable {
        var place: LanePlace
        var window: DigestWindow
        var chain: DigestChain
        var trail: Trail
        var organizationID: String?
        var files: [StateDocument.Key: DeliveredFile]
        /// Of hours whose digests are written.
        var late: [StateDocument.Key: DeliveredFile]
        /// The backfill digest before.
        var previousBackfill: DigestLink?
    }

    private struct Links: Sendable {
        var digest: DigestLink
        var backfill: DigestLink?
    }

    private struct JobFailure: Error {
        var code: String?
        var message: String
    }

    /// So many digests are written at the same time.
    private static let widthMax = 8

    /// Writes the digests that are due.
    func advanceDigests() async throws {
        while digestRetry.isDue(now) {
            try Task.checkCancellation()
            let jobs = try dueDigests()
            guard !jobs.isEmpty else { return }
            let results = await write(jobs)
            try Task.checkCancellation()
            guard try note(results) else { return }
        }
    }

    /// When the chain's next digest can be written, in seconds since the epoch; `nil` if nothing is due by itself.
    func digestDueTime(_ chain: DigestChain) -> Int64? {
        guard let due = chain.nextDueTime(interval: interval(of: chain)) else { return nil }
        guard let intent = state.intent, due > intent.time else { return due }
        return max(due, intent.time + configuration.digestPatienceSeconds)
    }

    /// Digests end before what is on its way: it belongs to the hour in its files' names. They do not wait for it
    /// forever: what is longer on its way gets a backfill digest.
    private var horizon: Int64 {
        let now = Int64(self.now)
        guard let intent = state.intent, now - intent.time < configuration.digestPatienceSeconds else { return now }
        return min(intent.time, now)
    }

    /// The time until the next multiple of the interval, so that digests end there.
    private func interval(of chain: DigestChain) -> Int64 {
        let whole = configuration.digestIntervalSeconds
        switch chain.phase {
        case .closed: return whole
        case .open(let from), .closing(let from, _): return (from / whole + 1) * whole - from
        }
    }

    /// Keeps the windows that are due before anything is put.
    private func dueDigests() throws(StoreError) -> [DigestJob] {
        var changed: [LanePlace: PlaceState] = [:]
        var jobs: [DigestJob] = []
        for (place, placeState) in places.sorted(by: { $0.key < $1.key }) where jobs.count < Self.widthMax {
            var placeState = placeState
            let interval = interval(of: placeState.chain)
            guard let window = placeState.chain.nextWindow(now: horizon, interval: interval) else { continue }
            if placeState != places[place] { changed[place] = placeState }
            let files = try undigested(place, window)
            jobs.append(
                DigestJob(
                    place: place, window: window, chain: placeState.chain, trail: state.trail,
                    organizationID: state.trail.isOrganizationTrail ? state.organization?.organizationID : nil,
                    files: files.filter { !window.isLate($0.value) }, late: files.filter { window.isLate($0.value) },
                    previousBackfill: window.isStarting ? nil : placeState.backfill))
        }
        if !changed.isEmpty { try keep(state, changed) }
        return jobs
    }

    private func undigested(
        _ place: LanePlace, _ window: DigestWindow
    ) throws(StoreError) -> [StateDocument.Key: DeliveredFile] {
        let documents = try world.state.documents(
            kind: UndigestedFile.documentKind, account: place.account, region: place.region)
        var files: [StateDocument.Key: DeliveredFile] = [:]
        for document in documents where document.key.id.hasPrefix(id.documentPrefix + "/") {
            guard let file = DeliveredFile(json: document.value), window.takes(deliveredAt: Double(file.time)) else {
                continue
            }
            files[document.key] = file
        }
        return files
    }

    private func write(_ jobs: [DigestJob]) async -> [(DigestJob, Result<Links, JobFailure>)] {
        let whole = configuration.digestIntervalSeconds
        return await withTaskGroup(of: (Int, Result<Links, JobFailure>).self) { [world, shared] group in
            for (index, job) in jobs.enumerated() {
                group.addTask {
                    do throws(JobFailure) {
                        return (index, .success(try await Self.write(job, world, shared.work, interval: whole)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var results: [(DigestJob, Result<Links, JobFailure>)] = []
            for await (index, result) in group { results.append((jobs[index], result)) }
            return results
        }
    }

    private static func write(
        _ job: DigestJob, _ world: DeliveryWorld, _ work: WorkQueue, interval: Int64
    ) async throws(JobFailure) -> Links {
        do {
            let file = job.chain.file(
                for: job.window, name: job.name(endTime: job.window.end, isBackfill: false),
                bucket: job.trail.s3BucketName, fingerprint: "", logFiles: job.files.values.map(\.digested))
            var links = Links(digest: try await put(file, job, world, work))
            if let file = job.backfill(interval: interval) {
                let now = DigestTime(Int64(world.clock.now()))
                links.backfill = try await put(file, job, world, work, backfillTime: now)
            }
            return links
        } catch let error as ObjectStoreError {
            throw JobFailure(code: error.statusCode, message: "\(error)")
        } catch {
            throw JobFailure(code: "InternalError", message: "\(error)")
        }
    }

    private static func put(
        _ file: DigestFile, _ job: DigestJob, _ world: DeliveryWorld, _ work: WorkQueue, backfillTime: DigestTime? = nil
    ) async throws -> DigestLink {
        // The AWS CLI looks for the keys of backfill digests around the time of their making.
        let time = backfillTime?.seconds ?? job.window.end
        let key = try await world.keys.signingKey(in: job.place.region, at: time)
        let (signed, compressed) = try await work.run { () -> Result<(SignedDigest, [UInt8]), any Error> in
            Result {
                let signed = try SignedDigest(file, key: key, backfillTime: backfillTime)
                return (signed, try Gzip.compress(signed.bytes))
            }
        }.get()
        let metadata = Dictionary(signed.metadata.map { ($0.name, $0.value) }) { first, _ in first }
        try await world.store.put(
            bucket: job.trail.s3BucketName, key: file.key, bytes: compressed,
            options: LogFileWriter.options(of: job.trail, key: file.key, userMetadata: metadata))
        return signed.link
    }

    /// - Returns: whether all were written.
    private func note(_ results: [(DigestJob, Result<Links, JobFailure>)]) throws(StoreError) -> Bool {
        let now = now
        var changed: [LanePlace: PlaceState] = [:]
        var listed: [StateDocument.Key] = []
        var failure: JobFailure?
        for (job, result) in results {
            var placeState = places[job.place] ?? PlaceState()
            switch result {
            case .success(let links):
                placeState.chain.wrote(links.digest, job.window)
                placeState.backfill = links.backfill ?? job.previousBackfill
                placeState.status.digests.succeeded(at: now)
                listed += Array(job.files.keys) + Array(job.late.keys)
                metrics.digestsDelivered += links.backfill == nil ? 1 : 2
            case .failure(let error):
                placeState.status.digests.failed(at: now, code: error.code)
                metrics.failures += 1
                failure = error
            }
            changed[job.place] = placeState
        }
        try keep(state, changed, removing: listed)
        guard let failure else {
            digestRetry.succeeded()
            return true
        }
        digestRetry.failed(at: now, random: world.random())
        world.logger.warning(
            "Digests cannot be delivered",
            metadata: ["trail": "\(state.trail.arn)", "error": "\(failure.message)"])
        return false
    }
}

extension TrailDeliverer.DigestJob {
    func name(endTime: Int64, isBackfill: Bool) -> DigestName {
        DigestName(
            prefix: trail.s3KeyPrefix, organizationID: organizationID, account: place.account, region: place.region,
            trail: trail.name, homeRegion: trail.homeRegion, endTime: endTime, isBackfill: isBackfill)
    }

    /// The backfill digest that goes with the digest; `nil` if nothing came late.
    ///
    /// It covers the time from the first of its files to the beginning of the digest: no two of them end at one time.
    func backfill(interval: Int64) -> DigestFile? {
        guard let oldest = late.values.map(\.time).min() else { return nil }
        return DigestFile(
            account: place.account, startTime: DigestTime(oldest / interval * interval),
            endTime: DigestTime(window.start), bucket: trail.s3BucketName,
            key: name(endTime: window.start, isBackfill: true).key, publicKeyFingerprint: "",
            previous: previousBackfill,
            logFiles: late.values.map(\.digested).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    }
}

extension DigestWindow {
    /// Whether a file belongs to a digest before this one, which is written.
    fileprivate func isLate(_ file: DeliveredFile) -> Bool { !isStarting && file.time < start }
}
