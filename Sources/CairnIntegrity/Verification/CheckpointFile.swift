import CairnModel
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A checkpoint in a file: a line of JSON for each digest that was verified with its log files, added when that is done.
///
///     {"cairnVerify":1}
///     {"stamp":"9f86d0…","digest":"AWSLogs/…_20260301T110131Z.json.gz"}
///
/// A process that ends in the middle of a line leaves one that is passed over.
public final class CheckpointFile: VerificationCheckpoint {
    public let path: String
    public let isEmpty: Bool
    private let descriptor: Int32
    private let stamps: Mutex<Set<VerificationStamp>>

    private static let firstLine = #"{"cairnVerify":1}"#
    private static let byteCountMax = 1 << 30

    /// Opens the file, or creates it.
    ///
    /// - Throws: ``IntegrityError`` with `unwritable` if that is not possible, something else is in the file, or another
    ///   process has it open.
    public init(path: String) throws(IntegrityError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("opened", path) }
        do throws(IntegrityError) {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                throw IntegrityError(.unwritable, "\(path) is in use by another verification")
            }
            let bytes = try Self.contents(of: descriptor, path)
            let stamps = try Self.stamps(in: bytes, path)
            if bytes.isEmpty { try Self.write(Self.firstLine + "\n", to: descriptor, path) }
            if let last = bytes.last, last != 0x0A { try Self.write("\n", to: descriptor, path) }
            isEmpty = stamps.isEmpty
            self.stamps = Mutex(stamps)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    public func contains(_ stamp: VerificationStamp) -> Bool { stamps.withLock { $0.contains(stamp) } }

    public func add(_ stamp: VerificationStamp, digest: String) throws(IntegrityError) {
        guard stamps.withLock({ $0.insert(stamp).inserted }) else { return }
        let line: JSON = ["stamp": .string(stamp.text), "digest": .string(digest)]
        // In one piece, at the end: others may add lines at the same time.
        try Self.write(line.description + "\n", to: descriptor, path)
    }

    /// Removes the file: the verification has come to its end.
    /// - Throws: ``IntegrityError`` with `unwritable`.
    public func remove() throws(IntegrityError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw Self.failure("removed", path) }
    }

    private static func stamps(in bytes: [UInt8], _ path: String) throws(IntegrityError) -> Set<VerificationStamp> {
        let lines = bytes.split(separator: 0x0A)
        guard let first = lines.first else { return [] }
        guard first.elementsEqual(firstLine.utf8) else {
            throw IntegrityError(.unwritable, "\(path) holds something else than the state of a verification")
        }
        return Set(lines.dropFirst().compactMap(stamp))
    }

    private static func stamp(_ line: ArraySlice<UInt8>) -> VerificationStamp? {
        guard let json = try? JSON(parsing: Array(line)) else { return nil }
        return json["stamp"]?.stringValue.flatMap { VerificationStamp(text: $0) }
    }

    private static func contents(of descriptor: Int32, _ path: String) throws(IntegrityError) -> [UInt8] {
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw failure("read", path) }
        guard information.st_mode & S_IFMT == S_IFREG, information.st_size <= byteCountMax else {
            throw IntegrityError(.unwritable, "\(path) holds something else than the state of a verification")
        }
        var bytes = [UInt8](repeating: 0, count: Int(information.st_size))
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, off_t(count))
            }
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { throw failure("read", path) }
            if step == 0 { break }
            count += step
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    private static func write(_ text: String, to descriptor: Int32, _ path: String) throws(IntegrityError) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let step = bytes.withUnsafeBytes { writing(descriptor, $0.baseAddress, $0.count) }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw failure("written", path) }
            bytes = bytes.dropFirst(step)
        }
    }

    private static func failure(_ action: String, _ path: String) -> IntegrityError {
        IntegrityError(.unwritable, "\(path) cannot be \(action): \(String(cString: strerror(errno)))")
    }
}

// The system's function has the name of the one above.
private func writing(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
