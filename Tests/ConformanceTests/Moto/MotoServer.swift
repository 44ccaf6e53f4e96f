import CairnAWSClient
import CairnSigning
import Foundation

/// A moto server of its own, if there is a Python that has moto: `CAIRN_TEST_PYTHON`, else the repository's `.venv`.
final class MotoServer {
    let url: String
    private let process: Process

    static let python: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path =
            ProcessInfo.processInfo.environment["CAIRN_TEST_PYTHON"] ?? root.appending(path: ".venv/bin/python").path()
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        let check = Process()
        check.executableURL = URL(filePath: path)
        check.arguments = ["-c", "import moto.moto_server.werkzeug_app"]
        check.standardError = FileHandle.nullDevice
        guard (try? check.run()) != nil else { return nil }
        check.waitUntilExit()
        return check.terminationStatus == 0 ? path : nil
    }()

    /// The operations of CloudTrail that moto has, as its code says.
    static func cloudTrailOperations() throws -> Set<String> {
        guard let python else { throw CancellationError() }
        let program = """
            from moto.cloudtrail.responses import CloudTrailResponse as responses
            names = [name for name in vars(responses) if not name.startswith("_") and callable(vars(responses)[name])]
            print(" ".join("".join(part.capitalize() for part in name.split("_")) for name in names))
            """
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", program]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private init(python: String) throws {
        // Says where it listens: any free port. Connections are kept open as AWS keeps them. What moto does over and
        // over for every request is done less often: it looks through its folders, counts the messages of a queue
        // (approximate by contract, and quadratic with thousands of them), and asks for the time in a roundabout way.
        let program = """
            import gc, sys, time
            from werkzeug.serving import WSGIRequestHandler, make_server
            from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
            from moto import backends
            from moto.sqs import models

            modules = set(backends.list_of_moto_modules())
            backends.list_of_moto_modules = lambda: modules

            def kept(name):
                count, counts = getattr(models.Queue, name).fget, name + " kept"
                def get(queue):
                    value, until = queue.__dict__.get(counts, (0, 0))
                    if time.monotonic() > until:
                        value = count(queue)
                        queue.__dict__[counts] = (value, time.monotonic() + 0.5)
                    return value
                return property(get)

            for name in ("", "_delayed", "_not_visible"):
                name = "approximate_number_of_messages" + name
                setattr(models.Queue, name, kept(name))
            models.unix_time_millis = lambda: time.time() * 1000

            class Handler(WSGIRequestHandler):
                protocol_version = "HTTP/1.1"
                def log_request(self, *arguments): pass

            gc.set_threshold(50_000, 50, 50)
            app = DomainDispatcherApplication(create_backend_app)
            server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Handler)
            print(server.server_address[1], flush=True)
            server.serve_forever()
            """
        process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", program]
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        url = "http://127.0.0.1:\(port)"
    }

    static func with<Result>(_ body: (MotoServer) async throws -> Result) async throws -> Result {
        guard let python else { throw CancellationError() }
        let server = try MotoServer(python: python)
        defer {
            // It inherits what this process does with milder signals.
            kill(server.process.processIdentifier, SIGKILL)
            server.process.waitUntilExit()
        }
        return try await body(server)
    }

    /// A client of any service.
    func client(
        _ transport: any HTTPTransport = AsyncHTTPTransport.shared, attemptsMax: Int = 3,
        onAttempt: (@Sendable (AWSAttempt) -> Void)? = nil
    ) -> AWSClient {
        var configuration = AWSClient.Configuration()
        configuration.endpoints.overrideURL = url
        configuration.retries.attemptsMax = attemptsMax
        configuration.retries.delayMaxSeconds = 0.05
        let keys = SigningCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "s")
        var client = AWSClient(
            configuration: configuration, credentials: FixedCredentials(keys), transport: transport)
        client.onAttempt = onAttempt
        return client
    }
}
