import CairnAWSClient
import CairnModel
import CairnSigning

/// A machine of a test's own: its variables, files, commands and servers.
struct CredentialFixture: Sendable {
    var environment: [String: String] = [:]
    /// By path; the home folder is `/h`.
    var files: [String: String] = [:]
    var commands: [String: String] = [:]
    var route: @Sendable (HTTPTransportRequest) -> FakeTransport.Answer = { _ in .failure(.unreachable) }
    let clock = ManualClock(1_790_000_000)

    /// - Parameter profile: a profile that was asked for by name.
    func load(profile: String? = nil) async throws -> (keys: SigningCredentials?, requests: [HTTPTransportRequest]) {
        let transport = FakeTransport(route: route)
        var environment = environment
        environment["HOME"] = "/h"
        let (files, commands) = (files, commands)
        let readFile: @Sendable (String) -> [UInt8]? = { path in files[path].map { Array($0.utf8) } }
        let host = CredentialHost(
            environment: environment, transport: transport, readFile: readFile,
            runCommand: { command throws(CredentialError) in
                guard let output = commands[command] else { throw CredentialError("command", "failed") }
                return Array(output.utf8)
            }, clock: clock)
        let config = SharedConfig(environment: environment, readFile: readFile)
        var settings = AWSClient.Configuration()
        settings.retries.attemptsMax = 1
        let chain = CredentialChain.standard(
            profile: profile, host: host, config: config, configuration: settings)
        return (try await chain.credentials(), transport.requests)
    }
}

extension CredentialFixture {
    static func metadata(_ id: String) -> String {
        """
        {"Code":"Success","AccessKeyId":"\(id)","SecretAccessKey":"s","Token":"t","Expiration":"2026-12-01T00:00:00Z"}
        """
    }

    static func assumed(_ operation: String, _ id: String) -> String {
        """
        <\(operation)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(operation)Result><Credentials>\
        <AccessKeyId>\(id)</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
        <Expiration>2026-12-01T00:00:00Z</Expiration></Credentials></\(operation)Result></\(operation)Response>
        """
    }

    /// Answers AssumeRole with a key that says who asked for what.
    static let securityTokenService: @Sendable (HTTPTransportRequest) -> FakeTransport.Answer = { request in
        let form = Dictionary(
            request.bodyText.split(separator: "&").map { item in
                let parts = item.split(separator: "=", maxSplits: 1)
                return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
            }
        ) { $1 }
        let operation = form["Action"] ?? ""
        let role = form["RoleArn"]?.split(separator: "F").last.map(String.init) ?? ""
        let signature = RequestSignature.parse(method: "POST", target: "/", headers: request.headers)
        let caller = signature?.accessKeyID ?? form["WebIdentityToken"] ?? ""
        return .response(200, [:], assumed(operation, "\(role)-by-\(caller)"))
    }
}
