import CairnAWSClient
import CairnModel
import CairnSigning
import Synchronization

@testable import CairnServer

/// AWS services that answer calls by their names, such as `GetRole` or `GET /box?policy`, each with a line of answers of
/// which the last one stays.
final class ScriptedServices: HTTPTransport {
    struct Answer: Sendable, ExpressibleByStringLiteral {
        var status = 200
        var headers = HeaderFields()
        var body = ""

        init(_ status: Int, _ body: String = "", headers: HeaderFields = [:]) {
            self.status = status
            self.body = body
            self.headers = headers
        }

        init(stringLiteral body: String) { self.body = body }
    }

    private let answers: Mutex<[String: [Answer]]>
    private let asked = Mutex<[(call: String, request: HTTPTransportRequest)]>([])

    init(_ answers: [String: [Answer]]) { self.answers = Mutex(answers) }

    var calls: [String] { asked.withLock { $0.map(\.call) } }
    var requests: [HTTPTransportRequest] { asked.withLock { $0.map(\.request) } }

    /// An emulator of which each account can be asked, or AWS itself.
    func clients(_ kind: AccountClients.Kind = .aws) -> AccountClients {
        var configuration = AWSClient.Configuration()
        configuration.endpoints = EndpointSettings(overrideURL: "http://services")
        configuration.retries.attemptsMax = 1
        let keys = SigningCredentials(accessKeyID: "AKID", secretAccessKey: "s")
        return AccountClients(
            base: AWSClient(configuration: configuration, credentials: FixedCredentials(keys), transport: self),
            kind: kind)
    }

    func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse {
        let call = Self.name(of: request)
        asked.withLock { $0.append((call, request)) }
        let answer = answers.withLock { answers -> Answer? in
            guard let line = answers[call], let first = line.first else { return nil }
            if line.count > 1 { answers[call] = Array(line.dropFirst()) }
            return first
        }
        guard let answer else { throw AWSClientError(.unreachable, "nobody answers \(call)") }
        return AWSResponse(
            status: answer.status, headers: answer.headers, body: AWSByteStream(Array(answer.body.utf8)))
    }

    private static func name(of request: HTTPTransportRequest) -> String {
        if let target = request.headers["X-Amz-Target"] { return String(target.split(separator: ".").last ?? "") }
        if case .bytes(let bytes) = request.body, !bytes.isEmpty {
            let form = String(decoding: bytes, as: UTF8.self)
            let action = form.split(separator: "&").first { $0.hasPrefix("Action=") }
            if let action { return String(action.dropFirst("Action=".count)) }
        }
        return request.method + " " + request.url.dropFirst("http://services".count)
    }
}
