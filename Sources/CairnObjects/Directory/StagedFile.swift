import NIOCore
import Synchronization

/// A content on its way to become an object: a file without a key yet, and what was worked out of its bytes.
///
/// It is removed with its last reference, unless it has been given a name.
public final class StagedFile: Sendable {
    private struct State {
        var digest: ContentDigest
        var isPlaced = false
    }

    let file: ObjectFile
    private let state: Mutex<State>

    init(_ path: String, checksums: Set<ChecksumAlgorithm>) throws(ObjectStoreError) {
        file = try ObjectFile.create(path)
        state = Mutex(State(digest: ContentDigest(checksums)))
    }

    deinit {
        if !state.withLock({ $0.isPlaced }) { try? FileSystem.remove(file.path) }
    }

    /// In bytes.
    public var size: Int { state.withLock { $0.digest.size } }
    public var md5: [UInt8] { state.withLock { $0.digest.md5Bytes } }
    public var checksums: ObjectChecksums { state.withLock { $0.digest.checksums } }

    /// The file now has a name of its own.
    func wasPlaced() { state.withLock { $0.isPlaced = true } }

    func append(_ buffers: [ByteBuffer]) throws(ObjectStoreError) {
        for buffer in buffers { try append(buffer) }
    }

    private func append(_ buffer: ByteBuffer) throws(ObjectStoreError) {
        var result: Result<Void, ObjectStoreError> = .success(())
        buffer.withUnsafeReadableBytes { bytes in
            do throws(ObjectStoreError) { try append(bytes) } catch { result = .failure(error) }
        }
        try result.get()
    }

    func append(_ bytes: [UInt8]) throws(ObjectStoreError) {
        var result: Result<Void, ObjectStoreError> = .success(())
        bytes.withUnsafeBytes { bytes in
            do throws(ObjectStoreError) { try append(bytes) } catch { result = .failure(error) }
        }
        try result.get()
    }

    private func append(_ bytes: UnsafeRawBufferPointer) throws(ObjectStoreError) {
        let offset = state.withLock { state in
            defer { state.digest.update(bytes) }
            return state.digest.size
        }
        try file.write(bytes, at: offset)
    }

    /// Appends a part of another file.
    func append(_ source: ObjectFile, _ range: Range<Int>) throws(ObjectStoreError) {
        var position = range.lowerBound
        while position < range.upperBound {
            let end = min(range.upperBound, position + 1 << 20)
            let bytes = try source.bytes(in: position..<end)
            guard bytes.count == end - position else {
                throw ObjectStoreError(.internalError, "The file has become shorter while it was read: \(source.path)")
            }
            try append(bytes)
            position = end
        }
    }
}
