import CairnGzip
import CairnIntegrity
import CairnObjects
import CairnTrails

/// Compresses log files and puts them into their bucket, some at a time.
struct LogFileWriter: Sendable {
    let store: any ObjectStore
    let work: WorkQueue
    let compressionLevel: Int
    /// How many files are under way at the same time.
    let width: Int

    struct Failure: Error, Sendable {
        var place: LanePlace
        var error: ObjectStoreError
    }

    struct Outcome: Sendable {
        /// In no particular order.
        var delivered: [DeliveredFile] = []
        var failures: [Failure] = []
    }

    /// Puts the files; after a failure no more are begun.
    ///
    /// - Parameter placed: files of the same intent that are in the bucket already.
    func write(_ files: [LogFileContent], intent: DeliveryIntent, placed: [DeliveredFile]) async -> Outcome {
        // By name alone: a trail may have got another bucket or prefix meanwhile.
        let known = Set(placed.compactMap { $0.key.split(separator: "/").last })
        let jobs = files.map { (file: $0, key: LogFileKey(intent: intent, lane: $0.lane, index: $0.index).key) }
            .filter { job in job.key.split(separator: "/").last.map { !known.contains($0) } ?? true }
        return await withTaskGroup(of: Result<DeliveredFile, Failure>.self) { group in
            var outcome = Outcome(delivered: placed)
            var waiting = jobs[...]
            for job in waiting.prefix(width) { group.addTask { await put(job.file, job.key, intent) } }
            waiting = waiting.dropFirst(width)
            for await result in group {
                switch result {
                case .success(let file): outcome.delivered.append(file)
                case .failure(let failure): outcome.failures.append(failure)
                }
                guard outcome.failures.isEmpty, let job = waiting.popFirst() else { continue }
                group.addTask { await put(job.file, job.key, intent) }
            }
            return outcome
        }
    }

    private func put(
        _ file: LogFileContent, _ key: String, _ intent: DeliveryIntent
    ) async -> Result<DeliveredFile, Failure> {
        do throws(ObjectStoreError) {
            let (compressed, sha256) = try await compressed(file, hashing: intent.trail.logFileValidationEnabled)
            try await store.put(
                bucket: intent.trail.s3BucketName, key: key, bytes: compressed,
                options: Self.options(of: intent.trail, key: key))
            return .success(
                DeliveredFile(
                    place: file.lane.place, bucket: intent.trail.s3BucketName, key: key, time: intent.time,
                    sha256: sha256, newestEventTime: file.newest?.text, oldestEventTime: file.oldest?.text,
                    recordCount: file.recordCount, byteCount: compressed.count))
        } catch {
            return .failure(Failure(place: file.lane.place, error: error))
        }
    }

    private func compressed(
        _ file: LogFileContent, hashing: Bool
    ) async throws(ObjectStoreError) -> (bytes: [UInt8], sha256: String) {
        let level = compressionLevel
        do {
            return try await work.run { () throws(GzipError) in
                (
                    try Gzip.compress(file.bytes, level: level),
                    hashing ? DigestedLogFile.sha256(ofUncompressed: file.bytes) : ""
                )
            }
        } catch {
            throw ObjectStoreError(.internalError, "A log file could not be compressed", cause: error)
        }
    }

    /// How log files and digests are put.
    ///
    /// Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail" and "Encrypting CloudTrail log files
    /// with AWS KMS keys".
    static func options(
        of trail: Trail, key: String, userMetadata: [String: String] = [:]
    ) -> ObjectWriteOptions {
        var encryption = ObjectEncryption.none
        if let kmsKey = trail.kmsKeyID {
            encryption = .kms(
                key: kmsKey,
                context: [
                    "aws:cloudtrail:arn": trail.arn,
                    "aws:s3:arn": "arn:\(trail.partition):s3:::\(trail.s3BucketName)/\(key)",
                ])
        }
        return ObjectWriteOptions(
            contentType: "application/json", contentEncoding: "gzip", userMetadata: userMetadata,
            acl: "bucket-owner-full-control", encryption: encryption)
    }
}
