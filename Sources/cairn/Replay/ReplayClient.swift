import CairnAWSClient
import CairnServer
import Synchronization

/// The client of a replay: its endpoints as on the command line.
enum ReplayClient {
    /// Connections live as long as the process.
    private static let transports = Mutex<[AsyncHTTPTransport]>([])

    static func make(endpoints: [String], concurrency: Int) -> AWSClient {
        var transport = AsyncHTTPTransport.Configuration(
            userAgent: "cairn-replay/\(CairnVersion.current)")
        transport.connectionsPerHostMax = concurrency
        let http = AsyncHTTPTransport(transport)
        transports.withLock { $0.append(http) }
        let environment = ProcessEnvironment.current
        let shared = SharedConfig(environment: environment, readFile: SmallFile.read)
        var configuration = AWSClient.Configuration(environment: environment, config: shared)
        for endpoint in endpoints {
            let (service, url) = split(endpoint)
            if service.isEmpty {
                configuration.endpoints.overrideURL = url
            } else {
                configuration.endpoints.overrideURLs[service] = url
            }
        }
        let chain = CredentialChain.standard(
            host: CredentialHost(environment: environment, transport: http), config: shared,
            configuration: configuration)
        return AWSClient(configuration: configuration, credentials: chain, transport: http)
    }

    /// `s3=http://…` is for one service, `http://…` for all.
    static func split(_ endpoint: String) -> (service: String, url: String) {
        guard let mark = endpoint.firstIndex(of: "="), !endpoint[..<mark].contains(":") else {
            return ("", endpoint)
        }
        return (String(endpoint[..<mark]), String(endpoint[endpoint.index(after: mark)...]))
    }
}
