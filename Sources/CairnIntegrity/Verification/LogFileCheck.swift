import CairnGzip
import Crypto

/// Compares a log file with what a digest says of it, in constant memory.
struct LogFileCheck: Sendable {
    enum Outcome: Sendable, Hashable {
        case valid
        case missing
        case altered
        case unreadable(String)
    }

    let source: any TrailFileSource

    func outcome(of file: DigestedLogFile) async throws(IntegrityError) -> Outcome {
        var hashing = Hashing()
        guard try await source.read(file.key, { hashing.feed($0) }) != nil else { return .missing }
        do throws(GzipError) {
            return try hashing.finish() == file.sha256.lowercased() ? .valid : .altered
        } catch {
            return .unreadable(error.message)
        }
    }
}

/// Hashes what parts of a gzip file decompress to; the first error stays until the end.
private struct Hashing: ~Copyable {
    private var stream: GunzipStream?
    private var hasher = SHA256()
    private var failure: GzipError?

    init() {
        do throws(GzipError) { stream = try GunzipStream() } catch { failure = error }
    }

    mutating func feed(_ part: UnsafeRawBufferPointer) {
        guard failure == nil else { return }
        var hasher = hasher
        do throws(GzipError) {
            try stream?.feed(part) { hasher.update(bufferPointer: $0) }
        } catch {
            failure = error
        }
        self.hasher = hasher
    }

    consuming func finish() throws(GzipError) -> String {
        if let failure { throw failure }
        try stream?.finish()
        return Hexadecimal.text(hasher.finalize())
    }
}
