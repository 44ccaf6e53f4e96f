import CairnGzip
import Crypto

/// Compares log files with what a digest says of them, in bounded memory.
struct LogFileCheck: ~Copyable {
    enum Outcome: Sendable, Hashable {
        /// - Parameter version: see ``TrailFileInfo/version``.
        case valid(version: String?)
        case missing
        case altered
        case unreadable(String)
    }

    private var reading: UncompressedReading

    init(source: any TrailFileSource) { reading = UncompressedReading(source: source) }

    mutating func outcome(of file: DigestedLogFile) async throws(IntegrityError) -> Outcome {
        var hasher = SHA256()
        switch try await reading.read(file.key, { hasher.update(bufferPointer: $0) }) {
        case .missing: return .missing
        case .unreadable(_, let error): return .unreadable(error.message)
        case .read(let info):
            let isAsListed = Hexadecimal.isText(file.sha256, of: hasher.finalize())
            return isAsListed ? .valid(version: info.version) : .altered
        }
    }
}
