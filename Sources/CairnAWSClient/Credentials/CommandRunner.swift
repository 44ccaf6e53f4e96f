import CSpawn
import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs a command line with the shell, for `credential_process`.
public enum CommandRunner {
    static let outputBytesMax = 1 << 20

    /// Returns what the command prints; its errors go where ours go, and it has no input.
    /// - Throws: ``CredentialError`` if it cannot be started, fails, takes too long, or prints more than a megabyte; it
    ///   is ended then, with all that it has started.
    public static func run(
        _ command: String, environment: [String: String], timeoutSeconds: Int = 60
    ) async throws(CredentialError) -> [UInt8] {
        do {
            return try await NIOThreadPool.singleton.runIfActive {
                var child = try ChildProcess(command, environment: environment, timeoutSeconds: timeoutSeconds)
                return try child.run()
            }
        } catch {
            throw error as? CredentialError ?? CredentialError("credential_process", "\(error)")
        }
    }
}

/// A shell and the end of the pipe that its output comes from.
private struct ChildProcess: ~Copyable {
    private let id: pid_t
    private let output: Int32
    private let deadline: Int
    private var isOver = false

    init(_ command: String, environment: [String: String], timeoutSeconds: Int) throws(CredentialError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Self.failure("There are no file descriptors left") }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        let child = Self.spawn(command, environment, output: ends[1])
        close(ends[1])
        guard let child else {
            close(ends[0])
            throw Self.failure("There is no shell to run the command")
        }
        (id, output) = (child, ends[0])
        deadline = Self.now() + timeoutSeconds * 1000
    }

    deinit {
        close(output)
        if isOver { return }
        kill(-id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
    }

    mutating func run() throws(CredentialError) -> [UInt8] {
        let bytes = try readAll()
        var status: Int32 = 0
        while waitpid(id, &status, WNOHANG) == 0 {
            if Self.now() >= deadline { throw Self.failure("The command takes too long") }
            usleep(1000)
        }
        isOver = true
        guard status == 0 else { throw Self.failure("The command failed (wait status \(status))") }
        return bytes
    }

    private func readAll() throws(CredentialError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= CommandRunner.outputBytesMax {
            var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(clamping: max(0, deadline - Self.now())))
            if ready == 0 || Self.now() >= deadline { throw Self.failure("The command takes too long") }
            let count = ready < 0 ? -1 : read(output, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
        throw Self.failure("The command prints more than \(CommandRunner.outputBytesMax) bytes")
    }

    /// Starts the shell in a process group of its own, with no file or socket of ours but these.
    private static func spawn(_ command: String, _ environment: [String: String], output: Int32) -> pid_t? {
        let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { return nil }
        defer { close(input) }
        let arguments = copies(["/bin/sh", "-c", command])
        let variables = copies(environment.map { $0 + "=" + $1 })
        defer { for text in arguments + variables { free(text) } }
        var child = pid_t()
        let errors = fcntl(STDERR_FILENO, F_GETFD) < 0 ? input : STDERR_FILENO
        return spawn_child("/bin/sh", arguments, variables, [input, output, errors], -1, &child) == 0 ? child : nil
    }

    private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }

    /// Milliseconds of a clock that nobody sets.
    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    private static func failure(_ message: String) -> CredentialError {
        CredentialError("credential_process", message)
    }
}
