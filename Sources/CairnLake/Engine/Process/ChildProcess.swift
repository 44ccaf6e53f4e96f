import CSpawn
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A program that is talked to line by line, in an empty environment and without any other file or socket of ours. Where
/// the system can see to it, it ends when this process does.
///
/// One thread at a time talks; any thread may ``kill()``.
final class ChildProcess: Sendable {
    private struct State {
        var isRunning = true
    }

    let identifier: pid_t
    /// Sockets, not pipes: writing to a process that has ended is an error then, not a signal.
    private let input: Int32
    private let output: Int32
    private let errors: Int32
    private let state = Mutex(State())

    /// - Parameter confinement: what the program may touch, as far as the system can hold it to that.
    /// - Throws: ``LakeError`` with `engineFailed` if the program cannot be started.
    init(_ program: String, arguments: [String], confinement: Confinement) throws(LakeError) {
        let ruleset = try confinement.ruleset(for: program)
        defer { if let ruleset { close(ruleset) } }
        let (identifier, ends) = try Self.start(program, arguments, ruleset)
        self.identifier = identifier
        (input, output, errors) = (ends[0], ends[1], ends[2])
        for descriptor in ends { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) }
    }

    /// Returns the process and this side's ends of its input, output and errors.
    private static func start(
        _ program: String, _ arguments: [String], _ ruleset: Int32?
    ) throws(LakeError) -> (pid_t, [Int32]) {
        var own: [Int32] = []
        var others: [Int32] = []
        defer { for descriptor in others { close(descriptor) } }
        for _ in 0..<3 {
            var pair: [Int32] = [-1, -1]
            guard socketpair(AF_UNIX, streamType, 0, &pair) == 0 else {
                let error = LakeFile.error(.engineFailed, "Cannot open a socket to", program)
                for descriptor in own { close(descriptor) }
                throw error
            }
            for descriptor in pair { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            own.append(pair[0])
            others.append(pair[1])
        }
        let (identifier, number) = spawn(program, arguments, others, ruleset)
        guard number == 0 else {
            for descriptor in own { close(descriptor) }
            throw LakeError(.engineFailed, "Cannot start \(program): \(String(cString: strerror(number)))")
        }
        return (identifier, own)
    }

    deinit {
        kill()
        for descriptor in [input, output, errors] { close(descriptor) }
    }

    #if canImport(Darwin)
    private static let streamType = SOCK_STREAM
    #else
    private static let streamType = Int32(SOCK_STREAM.rawValue)
    #endif

    private static func spawn(
        _ program: String, _ arguments: [String], _ ends: [Int32], _ ruleset: Int32?
    ) -> (pid_t, Int32) {
        let words = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        var identifier: pid_t = 0
        let environment: [UnsafeMutablePointer<CChar>?] = [nil]
        let number = spawn_child(program, words + [nil], environment, ends, ruleset ?? -1, &identifier)
        return (identifier, number)
    }

    /// Ends the process at once. Does nothing if it has ended.
    func kill() {
        state.withLock { state in
            guard state.isRunning else { return }
            state.isRunning = false
            _ = Self.sendKill(identifier)
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) == -1 && errno == EINTR {}
        }
    }

    private static func sendKill(_ identifier: pid_t) -> Int32 {
        #if canImport(Glibc)
        return Glibc.kill(identifier, SIGKILL)
        #elseif canImport(Musl)
        return Musl.kill(identifier, SIGKILL)
        #else
        return Darwin.kill(identifier, SIGKILL)
        #endif
    }

    // MARK: Talking

    /// The longest line of output.
    static let lineBytesMax = 64 << 20
    /// How much of the errors is kept.
    static let errorBytesMax = 64 << 10

    /// Sends text and hands over each line of output, without its line feed, until one is the last.
    ///
    /// - Parameters:
    ///   - timeout: seconds until an answer must have come whole; `nil` waits for as long as the process lives.
    ///   - isLast: takes a line; whether it is the last. What it throws ends the exchange.
    /// - Returns: what was written to the errors meanwhile.
    /// - Throws: ``LakeError`` with `engineFailed` if the process ends, or the time is over.
    func exchange(
        _ text: String, timeout: Int? = nil, isLast: (ArraySlice<UInt8>) throws(LakeError) -> Bool
    ) throws(LakeError) -> String {
        var sending = Array(text.utf8)[...]
        var lines = LineBuffer()
        var errorBytes: [UInt8] = []
        let end = timeout.map { Self.monotonicSeconds() + $0 }
        while true {
            if let end, Self.monotonicSeconds() > end { throw LakeError(.engineFailed, "DuckDB does not answer") }
            try wait(isSending: !sending.isEmpty, seconds: end.map { max(1, $0 - Self.monotonicSeconds()) })
            try send(&sending)
            drainErrors(&errorBytes)
            guard let chunk = try Self.read(output) else { continue }
            guard !chunk.isEmpty else { throw ended(errorBytes) }
            guard lines.add(chunk) else { throw LakeError(.resultTooLarge, "A row of the result is too large") }
            while let line = lines.next() {
                guard try isLast(line) else { continue }
                // The process writes errors before it answers what comes after them.
                drainErrors(&errorBytes)
                return String(decoding: errorBytes, as: UTF8.self)
            }
        }
    }

    private func ended(_ errorBytes: [UInt8]) -> LakeError {
        let text = String(decoding: errorBytes, as: UTF8.self)
        return LakeError(.engineFailed, "The process of DuckDB has ended" + (text.isEmpty ? "" : ": " + text))
    }

    private func wait(isSending: Bool, seconds: Int?) throws(LakeError) {
        var descriptors = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        if isSending { descriptors.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
        guard
            poll(&descriptors, nfds_t(descriptors.count), seconds.map { Int32($0 * 1000) } ?? -1) >= 0 || errno == EINTR
        else { throw LakeFile.error(.engineFailed, "Cannot wait for", "DuckDB") }
        // Errors that are closed would be ready for ever.
        guard descriptors[0].revents != 0 || descriptors[1].revents & Int16(POLLIN) == 0 else { return }
    }

    private func send(_ bytes: inout ArraySlice<UInt8>) throws(LakeError) {
        guard !bytes.isEmpty else { return }
        let count = bytes.withUnsafeBytes { buffer in
            Self.sendBytes(input, buffer.baseAddress, min(buffer.count, 64 << 10))
        }
        if count > 0 {
            bytes = bytes.dropFirst(count)
        } else if errno != EAGAIN && errno != EINTR {
            // Why it ended stands in its output.
            bytes = []
        }
    }

    private static func sendBytes(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Darwin)
        // A process that ignores SIGPIPE, as servers do, gets an error.
        return Darwin.send(descriptor, base, count, 0)
        #elseif canImport(Musl)
        return Musl.send(descriptor, base, count, Int32(MSG_NOSIGNAL))
        #else
        return Glibc.send(descriptor, base, count, Int32(MSG_NOSIGNAL))
        #endif
    }

    private func drainErrors(_ bytes: inout [UInt8]) {
        while let chunk = try? Self.read(errors), !chunk.isEmpty {
            bytes += chunk.prefix(max(0, Self.errorBytesMax - bytes.count))
        }
    }

    /// `nil` if there is nothing yet; empty at the end.
    private static func read(_ descriptor: Int32) throws(LakeError) -> [UInt8]? {
        var number: Int32 = 0
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            result = readBytes(descriptor, buffer.baseAddress, buffer.count)
            number = errno
            count = max(0, result)
        }
        if result >= 0 { return bytes }
        if number == EAGAIN || number == EINTR { return nil }
        throw LakeFile.error(.engineFailed, "Cannot read from", "DuckDB")
    }

    private static func readBytes(_ descriptor: Int32, _ base: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
        #if canImport(Glibc)
        return Glibc.read(descriptor, base, count)
        #elseif canImport(Musl)
        return Musl.read(descriptor, base, count)
        #else
        return Darwin.read(descriptor, base, count)
        #endif
    }

    private static func monotonicSeconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec
    }
}
