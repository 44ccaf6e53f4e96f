public import CairnModel

/// What the sources of credentials may look at and call: the machine, or a test's idea of one.
public struct CredentialHost: Sendable {
    public var environment: [String: String]
    /// The content of a file, `nil` if it cannot be read.
    public var readFile: @Sendable (String) -> [UInt8]?
    /// Replaces a file that nobody else may read; what cannot be written stays as it was.
    public var writeFile: @Sendable (_ path: String, _ content: [UInt8]) -> Void
    public var transport: any HTTPTransport
    /// Runs a command line and returns what it prints.
    public var runCommand: @Sendable (String) async throws(CredentialError) -> [UInt8]
    public var clock: any WallClock

    /// - Parameter runCommand: the machine's own shell if `nil`.
    public init(
        environment: [String: String], transport: any HTTPTransport,
        readFile: @escaping @Sendable (String) -> [UInt8]? = SmallFile.read,
        writeFile: @escaping @Sendable (String, [UInt8]) -> Void = SmallFile.replace,
        runCommand: (@Sendable (String) async throws(CredentialError) -> [UInt8])? = nil,
        clock: any WallClock = SystemClock()
    ) {
        self.environment = environment
        self.transport = transport
        self.readFile = readFile
        self.writeFile = writeFile
        if let runCommand {
            self.runCommand = runCommand
        } else {
            self.runCommand = { command throws(CredentialError) in
                try await CommandRunner.run(command, environment: environment)
            }
        }
        self.clock = clock
    }

    /// The value of a variable; `nil` if it is empty or not there.
    subscript(_ name: String) -> String? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return value
    }

    /// The text of a file without white space around it.
    func text(ofFile path: String) -> String? {
        readFile(path).map { String(decoding: $0, as: UTF8.self).trimmed }
    }

    /// Asks a server on or beside this machine.
    func fetch(
        _ method: String, _ url: String, headers: HeaderFields, timeout: Duration
    ) async throws(AWSClientError) -> (status: Int, body: [UInt8]) {
        let response = try await transport.send(
            HTTPTransportRequest(method: method, url: url, headers: headers, timeout: timeout))
        return (response.status, try await response.body.collect(upTo: 1 << 20))
    }
}
