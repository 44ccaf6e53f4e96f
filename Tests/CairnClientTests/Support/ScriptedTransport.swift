import CairnAWSClient
import CairnClient
import CairnModel
import CairnSigning
import Synchronization

/// Answers by what is asked, and keeps the requests.
final class ScriptedTransport: HTTPTransport {
    enum Answer: Sendable {
        case response(Int, String = "{}", headers: HeaderFields = [:])
        case failure(AWSClientError.Code)
    }

    private let recorded = Mutex<[HTTPTransportRequest]>([])
    private let answer: @Sendable (_ number: Int, HTTPTransportRequest) -> Answer

    /// - Parameter answer: the number counts requests from 0 on.
    init(_ answer: @escaping @Sendable (_ number: Int, HTTPTransportRequest) -> Answer) { self.answer = answer }

    convenience init(_ answers: [Answer]) {
        self.init { number, _ in number < answers.count ? answers[number] : .failure(.unreachable) }
    }

    var requests: [HTTPTransportRequest] { recorded.withLock { $0 } }

    func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse {
        let number = recorded.withLock { recorded in
            recorded.append(request)
            return recorded.count - 1
        }
        switch answer(number, request) {
        case .response(let status, let body, let headers):
            return AWSResponse(status: status, headers: headers, body: AWSByteStream(Array(body.utf8)))
        case .failure(let code): throw AWSClientError(code, "as told")
        }
    }
}

extension HTTPTransportRequest {
    var bodyText: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension CloudTrailClient {
    /// A client with fixed keys that does not wait between tries.
    static func testing(
        _ transport: any HTTPTransport, endpointURL: String? = nil,
        configure: (inout AWSClient.Configuration) -> Void = { _ in },
        onAttempt: (@Sendable (AWSAttempt) -> Void)? = nil
    ) -> CloudTrailClient {
        var configuration = AWSClient.Configuration()
        configuration.region = "eu-west-1"
        configuration.endpoints.overrideURL = endpointURL
        configure(&configuration)
        var client = AWSClient(
            configuration: configuration,
            credentials: FixedCredentials(SigningCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "hidden")),
            transport: transport, clock: ManualClock(1_772_359_502), random: { 0 }, sleep: { _ in })
        client.onAttempt = onAttempt
        return CloudTrailClient(client)
    }
}
