import CairnAPI
import CairnAWSClient
import CairnClient
import CairnObjects
import CairnServer
import CairnSigning

/// A way to the same service.
enum Door: String, Sendable, CaseIterable {
    /// Calls in the process, without a socket.
    case inProcess
    /// The client, over HTTP, to a server that listens.
    case http

    static let account = "222233334444"
    static let region = "eu-west-1"

    /// Runs a body with the API of a new server, which keeps nothing.
    ///
    /// - Parameters:
    ///   - environment: the world around the server.
    ///   - configure: changes the server's settings.
    ///   - prepare: what is done with the server's buckets first.
    static func with<Result>(
        _ door: Door, environment: ServerEnvironment = ServerEnvironment(),
        configure: (inout ServerConfiguration) -> Void = { _ in },
        prepare: (DirectoryStore) async throws -> Void = { _ in },
        _ body: (any CloudTrailAPI & CloudTrailDataAPI) async throws -> Result
    ) async throws -> Result {
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.isInMemory = true
        configuration.isLenient = true
        configuration.account = account
        configuration.region = region
        configuration.logLevel = "critical"
        configure(&configuration)
        let server = try await CairnServer(configuration: configuration, environment: environment)
            .start(listens: door == .http)
        do {
            if let buckets = server.buckets { try await prepare(buckets) }
            let result = try await body(api(of: server))
            try await server.stop()
            return result
        } catch {
            try? await server.stop()
            throw error
        }
    }

    private static func api(of server: RunningServer) -> any CloudTrailAPI & CloudTrailDataAPI {
        guard let url = server.url else { return server.api(account: account, region: region) }
        var configuration = AWSClient.Configuration()
        configuration.region = region
        configuration.endpoints.overrideURL = url
        // An answer is compared, not what comes of trying again.
        configuration.retries.attemptsMax = 1
        // A key that is an account's number stands for the account.
        let keys = SigningCredentials(accessKeyID: account, secretAccessKey: "any")
        return CloudTrailClient(
            AWSClient(
                configuration: configuration, credentials: FixedCredentials(keys), transport: AsyncHTTPTransport.shared)
        )
    }
}
