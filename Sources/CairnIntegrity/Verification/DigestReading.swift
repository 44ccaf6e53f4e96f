import CairnGzip

/// A digest as it was found in its bucket.
struct FoundDigest: Sendable {
    let key: String
    let name: DigestName
    var content: Result<DigestFile, UnreadableDigest>
    /// Of the uncompressed bytes; `nil` if they could not be had.
    var sha256: String?
    /// `nil` if the source keeps none.
    var metadata: [String: String]?

    var file: DigestFile? { try? content.get() }

    /// The time that it covers; of an unreadable digest the name alone tells, and only its end.
    var endTime: Int64 { file?.endTime.seconds ?? name.endTime }
}

/// Why a digest could not be read.
struct UnreadableDigest: Error {
    let kind: IntegrityFinding.Kind
    let detail: String
}

/// Reads digests.
struct DigestReading: ~Copyable {
    private var reading: UncompressedReading

    /// A digest of an hour lists some hundred files; this is room for a hundred thousand.
    private static let byteCountMax = 64 << 20

    init(source: any TrailFileSource) { reading = UncompressedReading(source: source) }

    mutating func read(_ name: DigestName, key: String) async throws(IntegrityError) -> FoundDigest {
        var bytes: [UInt8] = []
        let outcome = try await reading.read(key) { chunk throws(GzipError) in
            guard bytes.count + chunk.count <= Self.byteCountMax else { throw GzipError(tooLarge: Self.byteCountMax) }
            bytes.append(contentsOf: chunk)
        }
        switch outcome {
        case .missing:
            // It was listed and has gone since.
            return unreadable(name, key, .missingDigest, "it was deleted while it was verified")
        case .unreadable(let info, let error):
            return unreadable(name, key, .unreadableDigest, error.message, metadata: info.metadata)
        case .read(let info):
            return FoundDigest(
                key: key, name: name, content: Self.content(of: bytes), sha256: DigestSignature.sha256(of: bytes),
                metadata: info.metadata)
        }
    }

    private static func content(of bytes: [UInt8]) -> Result<DigestFile, UnreadableDigest> {
        do throws(IntegrityError) {
            return .success(try DigestFile(parsing: bytes))
        } catch {
            return .failure(UnreadableDigest(kind: .unreadableDigest, detail: error.message))
        }
    }

    private func unreadable(
        _ name: DigestName, _ key: String, _ kind: IntegrityFinding.Kind, _ detail: String,
        metadata: [String: String]? = nil
    ) -> FoundDigest {
        FoundDigest(
            key: key, name: name, content: .failure(UnreadableDigest(kind: kind, detail: detail)), sha256: nil,
            metadata: metadata)
    }
}
