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
struct DigestReading: Sendable {
    let source: any TrailFileSource

    /// A digest of an hour lists some hundred files; this is room for a hundred thousand.
    static let byteCountMax = 64 << 20

    func read(_ name: DigestName, key: String) async throws(IntegrityError) -> FoundDigest {
        var decompression = Decompression()
        let info = try await source.read(key) { decompression.feed($0) }
        guard let info else {
            // It was listed and has gone since.
            return unreadable(name, key, .missingDigest, "it was deleted while it was verified")
        }
        let bytes: [UInt8]
        do throws(GzipError) {
            bytes = try decompression.finish()
        } catch {
            return unreadable(name, key, .unreadableDigest, error.message, metadata: info.metadata)
        }
        let content: Result<DigestFile, UnreadableDigest>
        do throws(IntegrityError) {
            content = .success(try DigestFile(parsing: bytes))
        } catch {
            content = .failure(UnreadableDigest(kind: .unreadableDigest, detail: error.message))
        }
        return FoundDigest(
            key: key, name: name, content: content, sha256: DigestSignature.sha256(of: bytes),
            metadata: info.metadata)
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

/// Gathers what parts of a gzip file decompress to; the first error stays until the end.
private struct Decompression: ~Copyable {
    private var stream: GunzipStream?
    private var bytes: [UInt8] = []
    private var failure: GzipError?

    init() {
        do throws(GzipError) { stream = try GunzipStream() } catch { failure = error }
    }

    mutating func feed(_ part: UnsafeRawBufferPointer) {
        guard failure == nil else { return }
        var result = bytes
        bytes = []
        do throws(GzipError) {
            try stream?.feed(part) { chunk throws(GzipError) in
                guard result.count + chunk.count <= DigestReading.byteCountMax else {
                    throw GzipError(tooLarge: DigestReading.byteCountMax)
                }
                result.append(contentsOf: chunk)
            }
        } catch {
            failure = error
        }
        bytes = result
    }

    consuming func finish() throws(GzipError) -> [UInt8] {
        if let failure { throw failure }
        try stream?.finish()
        return bytes
    }
}
