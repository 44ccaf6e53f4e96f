import CairnGzip
import CairnIntegrity
import CairnModel
import CairnObjects
import CairnStore
import CairnTrails
import Logging

// Digests: a chain for each account and region that has had deliveries, and for the trail's own.
extension TrailDeliverer {
    private struct Job: Sendable {
        var place: LanePlace
        var window: DigestWindow
        var chain: DigestChain
        var trail: Trail
        var organizationID: String?
        var files: [StateDocument.Key: DeliveredFile]
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
        return due > horizon && state.intent != nil ? nil : due
    }

    /// Digests end before what is on its way: it belongs to the hour in its files' names, whenever it arrives.
    private var horizon: Int64 {
        let now = Int64(self.now)
        return state.intent.map { min($0.time, now) } ?? now
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
    private func dueDigests() throws(StoreError) -> [Job] {
        var changed: [LanePlace: PlaceState] = [:]
        var jobs: [Job] = []
        for (place, placeState) in places.sorted(by: { $0.key < $1.key }) where jobs.count < Self.widthMax {
            var placeState = placeState
            let interval = interval(of: placeState.chain)
            guard let window = placeState.chain.nextWindow(now: horizon, interval: interval) else { continue }
            if placeState != places[place] { changed[place] = placeState }
            jobs.append(
                Job(
                    place: place, window: window, chain: placeState.chain, trail: state.trail,
                    organizationID: state.trail.isOrganizationTrail ? state.organization?.organizationID : nil,
                    files: try undigested(place, window)))
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

    private func write(_ jobs: [Job]) async -> [(Job, Result<DigestLink, JobFailure>)] {
        await withTaskGroup(of: (Int, Result<DigestLink, JobFailure>).self) { [world, shared] group in
            for (index, job) in jobs.enumerated() {
                group.addTask {
                    do throws(JobFailure) {
                        return (index, .success(try await Self.write(job, world, shared.work)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var results: [(Job, Result<DigestLink, JobFailure>)] = []
            for await (index, result) in group { results.append((jobs[index], result)) }
            return results
        }
    }

    private static func write(
        _ job: Job, _ world: DeliveryWorld, _ work: WorkQueue
    ) async throws(JobFailure) -> DigestLink {
        let trail = job.trail
        let name = DigestName(
            prefix: trail.s3KeyPrefix, organizationID: job.organizationID, account: job.place.account,
            region: job.place.region, trail: trail.name, homeRegion: trail.homeRegion, endTime: job.window.end)
        do {
            let key = try await world.keys.signingKey(in: job.place.region, at: job.window.end)
            let file = job.chain.file(
                for: job.window, name: name, bucket: trail.s3BucketName, fingerprint: key.publicKey.fingerprint,
                logFiles: job.files.values.map(\.digested))
            let (signed, compressed) = try await work.run { () -> Result<(SignedDigest, [UInt8]), any Error> in
                Result {
                    let signed = try SignedDigest(file, key: key)
                    return (signed, try Gzip.compress(signed.bytes))
                }
            }.get()
            let metadata = Dictionary(signed.metadata.map { ($0.name, $0.value) }) { first, _ in first }
            try await world.store.put(
                bucket: trail.s3BucketName, key: file.key, bytes: compressed,
                options: LogFileWriter.options(of: trail, key: file.key, userMetadata: metadata))
            return signed.link
        } catch let error as ObjectStoreError {
            throw JobFailure(code: error.statusCode, message: "\(error)")
        } catch {
            throw JobFailure(code: "InternalError", message: "\(error)")
        }
    }

    /// - Returns: whether all were written.
    private func note(_ results: [(Job, Result<DigestLink, JobFailure>)]) throws(StoreError) -> Bool {
        let now = now
        var changed: [LanePlace: PlaceState] = [:]
        var listed: [StateDocument.Key] = []
        var failure: JobFailure?
        for (job, result) in results {
            var placeState = places[job.place] ?? PlaceState()
            switch result {
            case .success(let link):
                placeState.chain.wrote(link, job.window)
                placeState.status.digests.succeeded(at: now)
                listed += job.files.keys
                metrics.digestsDelivered += 1
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
