import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that grows at its end and is read at any place, from any thread.
final class AppendingFile: Sendable {
    private struct State {
        var pending: [UInt8] = []
        var byteCount: Int
    }

    private let descriptor: Int32
    private let path: String
    private let state: Mutex<State>
    private static let pendingBytesMax = 256 << 10

    /// - Parameter truncates: else what is there stays.
    init(path: String, truncates: Bool) throws(ReplayError) {
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | (truncates ? O_TRUNC : 0)
        descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else {
            throw ReplayError(.file, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        self.path = path
        state = Mutex(State(byteCount: Int(max(0, lseek(descriptor, 0, SEEK_END)))))
    }

    /// A file without a name, which is gone with the process.
    static func temporary() throws(ReplayError) -> AppendingFile {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/cairn-replay-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard descriptor >= 0 else {
            throw ReplayError(.file, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        unlink(path)
        return AppendingFile(descriptor: descriptor, path: path)
    }

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
        state = Mutex(State(byteCount: 0))
    }

    deinit { close(descriptor) }

    /// Adds bytes at the end and returns where they stand.
    @discardableResult
    func append(_ bytes: [UInt8]) throws(ReplayError) -> Int {
        try locked { (state) throws(ReplayError) in
            let offset = state.byteCount
            state.byteCount += bytes.count
            state.pending += bytes
            if state.pending.count >= Self.pendingBytesMax { try write(&state) }
            return offset
        }
    }

    /// Hands all that was added to the system, which keeps it even if the process is killed.
    func flush() throws(ReplayError) {
        try locked { (state) throws(ReplayError) in try write(&state) }
    }

    var byteCount: Int { state.withLock { $0.byteCount } }

    /// Reads bytes that were added; fewer only at the end.
    func read(at offset: Int, count: Int) throws(ReplayError) -> [UInt8] {
        try flush()
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let step = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + done }, count - done, off_t(offset + done))
            }
            if step < 0 && errno == EINTR { continue }
            guard step >= 0 else {
                throw ReplayError(.file, "\(path) cannot be read: \(String(cString: strerror(errno)))")
            }
            if step == 0 { break }
            done += step
        }
        return Array(bytes[..<done])
    }

    /// Forgets what stands behind a place.
    func truncate(to byteCount: Int) throws(ReplayError) {
        try locked { (state) throws(ReplayError) in
            try write(&state)
            guard ftruncate(descriptor, off_t(byteCount)) == 0 else {
                throw ReplayError(.file, "\(path) cannot be cut: \(String(cString: strerror(errno)))")
            }
            state.byteCount = byteCount
        }
    }

    private func write(_ state: inout State) throws(ReplayError) {
        var offset = state.byteCount - state.pending.count
        var rest = state.pending[...]
        while !rest.isEmpty {
            let step = rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
            if step < 0 && errno == EINTR { continue }
            guard step > 0 else {
                throw ReplayError(.file, "\(path) cannot be written: \(String(cString: strerror(errno)))")
            }
            rest = rest.dropFirst(step)
            offset += step
        }
        state.pending.removeAll(keepingCapacity: true)
    }

    private func locked<Value: Sendable>(
        _ body: (inout State) throws(ReplayError) -> Value
    ) throws(ReplayError) -> Value {
        let result = state.withLock { state in
            Result { () throws(ReplayError) in try body(&state) }
        }
        return try result.get()
    }
}

extension AppendingFile {
    /// Calls `body` with each whole line from a place on, without its newline, and the place behind it.
    func forEachLine(from start: Int = 0, _ body: ([UInt8], Int) throws(ReplayError) -> Void) throws(ReplayError) {
        var offset = start
        var rest: [UInt8] = []
        while true {
            let chunk = try read(at: offset + rest.count, count: 256 << 10)
            if chunk.isEmpty { return }
            rest += chunk
            var begin = 0
            while let newline = rest[begin...].firstIndex(of: 0x0A) {
                try body(Array(rest[begin..<newline]), offset + newline + 1)
                begin = newline + 1
            }
            offset += begin
            rest.removeFirst(begin)
        }
    }
}
