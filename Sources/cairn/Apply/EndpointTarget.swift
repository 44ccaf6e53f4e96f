import CairnAWSClient
import CairnConstructs
import CairnModel
import CairnServer
import CairnWire

/// A running Cairn, as the place where a template is applied.
struct EndpointTarget: ApplyTarget {
    let usesTLS: Bool
    private let client: AWSClient

    /// Lives as long as the process.
    private static let transport = AsyncHTTPTransport(
        AsyncHTTPTransport.Configuration(userAgent: "cairn/\(CairnVersion.current)"))

    /// - Parameter endpointURL: as on the command line; else what environment and profile say, else this machine's Cairn.
    init(endpointURL: String?, region: String) {
        let environment = ProcessEnvironment.current
        let shared = SharedConfig(environment: environment, readFile: SmallFile.read)
        var settings = AWSClient.Configuration(environment: environment, config: shared)
        settings.region = region
        let isConfigured = environment["AWS_ENDPOINT_URL"] != nil
        settings.endpoints.overrideURL = endpointURL ?? (isConfigured ? nil : "http://127.0.0.1:4734")
        let address = settings.endpoints.overrideURL ?? environment["AWS_ENDPOINT_URL"] ?? ""
        usesTLS = address.hasPrefix("https:")
        let chain = CredentialChain.standard(
            host: CredentialHost(environment: environment, transport: Self.transport), config: shared,
            configuration: settings)
        client = AWSClient(
            configuration: settings, credentials: CommandCredentials(chain: chain), transport: Self.transport)
    }

    func call(_ service: String, _ operation: String, _ input: JSON) async throws -> JSON {
        do throws(AWSClientError) {
            return try await client.call(service: service, operation: operation, input: Self.wire(input)).plainJSON
        } catch {
            guard let failure = error.failure else { throw error }
            throw ApplyRefusal(code: failure.code, message: failure.message)
        }
    }

    private static func wire(_ json: JSON) -> WireValue {
        switch json {
        case .null: .null
        case .bool(let value): .boolean(value)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .array(let elements): .list(elements.map(wire))
        case .object(let object): .structure(object.members.map { WireValue.Member($0.key, wire($0.value)) })
        }
    }
}

extension WireValue {
    /// As JSON; bytes are taken for text, times are seconds since the epoch.
    fileprivate var plainJSON: JSON {
        switch self {
        case .null: .null
        case .boolean(let value): .bool(value)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .blob(let bytes): .string(String(decoding: bytes, as: UTF8.self))
        case .timestamp(let seconds): JSONNumber(seconds).map { .number($0) } ?? .null
        case .list(let elements): .array(elements.map(\.plainJSON))
        case .map(let members), .structure(let members):
            .object(JSONObject(members.map { ($0.name, $0.value.plainJSON) }))
        case .document(let json): json
        }
    }
}
