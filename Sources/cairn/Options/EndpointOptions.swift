import ArgumentParser
import CairnServer

/// Where Cairn is, and as whom to speak to it.
struct EndpointOptions: ParsableArguments {
    @Option(name: .long, help: "Where Cairn listens. Default: AWS_ENDPOINT_URL, then http://127.0.0.1:4734.")
    var endpointURL: String?

    @Option(name: .long, help: "The region to ask about. Default: AWS_REGION, AWS_DEFAULT_REGION, then us-east-1.")
    var region: String?

    func client() throws -> CairnAdminClient {
        let environment = ProcessEnvironment.current
        let address = endpointURL ?? environment["AWS_ENDPOINT_URL"] ?? "http://127.0.0.1:4734"
        guard address.hasPrefix("http://") || address.hasPrefix("https://") else {
            throw ValidationError("--endpoint-url wants a URL such as http://127.0.0.1:4734; got '\(address)'")
        }
        return CairnAdminClient(
            endpoint: address.hasSuffix("/") ? String(address.dropLast()) : address,
            region: region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "us-east-1",
            credentials: StaticCredentials(environment: environment))
    }
}
