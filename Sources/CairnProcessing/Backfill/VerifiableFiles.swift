import CairnAWSClient
import CairnIntegrity

/// Log files as the verification of digests wants them.
struct VerifiableFiles: TrailFileSource {
    let files: any LogFileStore
    let bucket: String?

    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
        do {
            return try await files.list(prefix: prefix, after: after, limit: limit).map(\.key)
        } catch {
            throw IntegrityError(.unreadable, "The files cannot be listed: \(error)")
        }
    }

    func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo? {
        do {
            let content = try await files.open(LogFile(bucket: bucket ?? "", key: key))
            for try await chunk in content.bytes { chunk.withUnsafeBytes(receive) }
            return TrailFileInfo(metadata: content.metadata)
        } catch is NoSuchLogFile {
            return nil
        } catch {
            throw IntegrityError(.unreadable, "\(key) cannot be read: \(error)")
        }
    }
}
