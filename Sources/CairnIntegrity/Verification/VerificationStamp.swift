import CairnModel
import Crypto

/// Stands for a digest with its log files in certain versions.
public struct VerificationStamp: Sendable, Hashable {
    /// A SHA-256 in lower-case hexadecimal.
    public let text: String

    /// - Parameter text: of a stamp that was kept; `nil` for another text.
    public init?(text: some StringProtocol) {
        guard text.utf8.count == 64, text.utf8.allSatisfy({ HexDigits.value(of: $0) != nil }) else { return nil }
        self.text = String(text)
    }

    /// - Parameter versions: of the digest's log files, in its order; `nil` if one of them has none: nothing would tell
    ///   that it was changed.
    init?(_ file: DigestFile, sha256: String?, versions: [String?]) {
        guard let sha256, versions.count == file.logFiles.count else { return nil }
        var hasher = SHA256()
        func add(_ text: String) { hasher.update(data: Array(text.utf8) + [0]) }
        for text in [file.bucket, file.key, sha256] { add(text) }
        for (log, version) in zip(file.logFiles, versions) {
            guard let version else { return nil }
            for text in [log.bucket, log.key, log.sha256, version] { add(text) }
        }
        text = Hexadecimal.text(hasher.finalize())
    }
}
