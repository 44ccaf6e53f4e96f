import CairnGzip
import CairnIntegrity
import CairnObjects

/// One query's results on their way into a bucket: as far as they have come.
///
/// What is put again has the same name and the same bytes.
struct ResultDelivery: Sendable {
    /// What a try came to.
    enum Outcome: Sendable, Hashable {
        case ended(QueryRun.Delivery)
        /// It may work later; until then the status is what it would end with.
        case failed(QueryRun.Delivery, reason: String)
    }

    private let run: QueryRun
    private let place: ResultPlace
    private let folder: String
    private let completed: Int64
    private var files: [ResultSignFile.File] = []
    private var nextRow = 0
    private var isComplete = false

    private static let pageRows = 2000

    /// `nil` if the run says no place, or has not ended.
    init?(_ run: QueryRun) {
        guard let place = run.deliveryURI.flatMap(ResultPlace.init), let time = run.completionTime else { return nil }
        self.run = run
        self.place = place
        folder = place.folder(of: run.id, account: run.account, time: time)
        completed = Int64(time.rounded(.down))
    }

    /// Goes on to the end, or to the first thing that fails.
    mutating func `continue`(_ world: QueryDeliveryWorld) async -> Outcome {
        while !isComplete {
            let part: Part
            do throws(LakeError) {
                part = try await self.part(from: nextRow, world)
            } catch {
                return .ended(.unknown)
            }
            do throws(ObjectStoreError) {
                try await put(part.bytes, ResultSignFile.fileName(files.count + 1), "application/x-gzip", world)
            } catch {
                return Self.outcome(of: error, denied: .accessDenied, otherwise: .failed)
            }
            files.append(part.file(number: files.count + 1))
            nextRow = part.nextRow
            isComplete = part.isLast
        }
        return await sign(world)
    }

    private func sign(_ world: QueryDeliveryWorld) async -> Outcome {
        let signed: ResultSignFile
        do throws(IntegrityError) {
            let key = try await world.keys.signingKey(in: run.region, at: completed)
            signed = try ResultSignFile(files: files, region: run.region, completed: completed, key: key)
        } catch {
            return .failed(.failedSigningFile, reason: error.message)
        }
        do throws(ObjectStoreError) {
            try await put(signed.bytes, ResultSignFile.name, "application/json", world)
        } catch {
            return Self.outcome(of: error, denied: .accessDeniedSigningFile, otherwise: .failedSigningFile)
        }
        return .ended(.success)
    }

    private func put(
        _ bytes: [UInt8], _ name: String, _ contentType: String, _ world: QueryDeliveryWorld
    ) async throws(ObjectStoreError) {
        let options = ObjectWriteOptions(contentType: contentType, acl: "bucket-owner-full-control")
        try await world.store.put(bucket: place.bucket, key: folder + name, bytes: bytes, options: options)
    }

    /// What the bucket says is final if another try would be told the same.
    private static func outcome(
        of error: ObjectStoreError, denied: QueryRun.Delivery, otherwise: QueryRun.Delivery
    ) -> Outcome {
        switch error.code {
        case .accessDenied: .ended(denied)
        case .noSuchBucket: .ended(.resourceNotFound)
        case .keyTooLong, .entityTooLarge, .invalidArgument: .ended(otherwise)
        default: .failed(otherwise, reason: error.description)
        }
    }

    // MARK: Files

    private struct Part {
        var bytes: [UInt8]
        var nextRow: Int
        var isLast: Bool

        func file(number: Int) -> ResultSignFile.File {
            ResultSignFile.File(name: ResultSignFile.fileName(number), content: bytes)
        }
    }

    private func part(from first: Int, _ world: QueryDeliveryWorld) async throws(LakeError) -> Part {
        let run = run
        return try await world.threads.run { () throws(LakeError) in
            var text: [UInt8] = []
            CSVText.append(run.columnNames, to: &text)
            var row = first
            while row < run.rowCount, text.count < world.configuration.fileBytesMax {
                let rows = try world.queries.rows(of: run.id, from: row, count: Self.pageRows)
                guard !rows.isEmpty else {
                    throw LakeError(.damaged, "The result of query \(run.id) ends at row \(row) of \(run.rowCount)")
                }
                for values in rows { CSVText.append(values, to: &text) }
                row += rows.count
            }
            do throws(GzipError) {
                let bytes = try Gzip.compress(text, level: world.configuration.compressionLevel)
                return Part(bytes: bytes, nextRow: row, isLast: row >= run.rowCount)
            } catch {
                throw LakeError(.cannotWrite, "A result could not be compressed", cause: error)
            }
        }
    }
}
