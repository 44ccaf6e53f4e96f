import CairnAWSClient
import CairnModel
import CairnSigning
import Synchronization

/// Gives the answers it was told to give, one after the other, and keeps the requests.
final class FakeTransport: HTTPTransport {
    enum Answer: Sendable {
        case response(Int, HeaderFields = [:], String = "")
        case failure(AWSClientError.Code)
    }

    private struct State {
        var answers: [Answer]
        var requests: [HTTPTransportRequest] = []
    }

    private let state: Mutex<State>
    private let route: (@Sendable (HTTPTransportRequest) -> Answer)?

    init(_ answers: [Answer]) {
        state = Mutex(State(answers: answers))
        route = nil
    }

    /// Answers by what is asked.
    init(route: @escaping @Sendable (HTTPTransportRequest) -> Answer) {
        state = Mutex(State(answers: []))
        self.route = route
    }

    var requests: [HTTPTransportRequest] { state.withLock { $0.requests } }

    func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse {
        let answer = state.withLock { state in
            state.requests.append(request)
            if let route { return route(request) }
            return state.answers.isEmpty ? .failure(.unreachable) : state.answers.removeFirst()
        }
        switch answer {
        case .response(let status, let headers, let body):
            return AWSResponse(status: status, headers: headers, body: AWSByteStream(Array(body.utf8)))
        case .failure(let code): throw AWSClientError(code, "as told")
        }
    }
}

/// Remembers how long it was asked to sleep.
final class RecordedSleep: Sendable {
    private let recorded = Mutex<[Double]>([])

    var seconds: [Double] { recorded.withLock { $0 } }

    func sleep(_ seconds: Double) { recorded.withLock { $0.append(seconds) } }
}

extension SigningCredentials {
    static let test = SigningCredentials(accessKeyID: "123456789012", secretAccessKey: "secret")
}

extension AWSClient {
    /// A client that never waits and whose random number is always the largest.
    static func testing(
        _ transport: any HTTPTransport, keys: SigningCredentials? = .test, configuration: Configuration = .init(),
        sleep: RecordedSleep = RecordedSleep()
    ) -> AWSClient {
        AWSClient(
            configuration: configuration, credentials: FixedCredentials(keys), transport: transport,
            clock: ManualClock(1_790_000_000), random: { 1 }, sleep: { sleep.sleep($0) })
    }
}

extension HTTPTransportRequest {
    var bodyText: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
