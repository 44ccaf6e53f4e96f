import CairnAWSClient
import CairnModel
import Synchronization

/// SQS and S3 behind a transport: one message, which names one log file, and all requests that came.
final class ScriptedServices: HTTPTransport {
    private struct State {
        var requests: [HTTPTransportRequest] = []
        var isGiven = false
        var isDeleted = false
    }

    private let state = Mutex(State())
    private let message: String
    private let file: [UInt8]

    init(message: String, file: [UInt8]) {
        self.message = message
        self.file = file
    }

    var isDeleted: Bool { state.withLock { $0.isDeleted } }

    /// Those of one service, by its part of the host's name.
    func requests(of service: String) -> [HTTPTransportRequest] {
        state.withLock { $0.requests }.filter { $0.url.contains("\(service).") }
    }

    func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse {
        let operation = request.headers["X-Amz-Target"]?.split(separator: ".").last.map(String.init) ?? "GetObject"
        let isFirst = state.withLock { state in
            state.requests.append(request)
            if operation == "DeleteMessage" { state.isDeleted = true }
            defer { if operation == "ReceiveMessage" { state.isGiven = true } }
            return !state.isGiven
        }
        switch operation {
        case "GetObject":
            return AWSResponse(
                status: 200, headers: ["Content-Length": String(file.count), "ETag": "\"x\""], body: AWSByteStream(file)
            )
        case "ReceiveMessage" where isFirst:
            let messages: JSON = [["MessageId": "m0", "ReceiptHandle": "handle-of-m0", "Body": .string(message)]]
            return Self.answer(["Messages": messages])
        case "ReceiveMessage":
            try? await Task.sleep(for: .milliseconds(20))
            return Self.answer([:])
        default: return Self.answer([:])
        }
    }

    private static func answer(_ json: JSON) -> AWSResponse {
        AWSResponse(
            status: 200, headers: ["Content-Type": "application/x-amz-json-1.0"],
            body: AWSByteStream(Array(json.description.utf8)))
    }
}
