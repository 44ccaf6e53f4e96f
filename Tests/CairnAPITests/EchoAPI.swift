import CairnAPI
import CairnModel
import Synchronization

/// Keeps what it was asked, as written again from the decoded request, and gives a set answer.
final class EchoAPI: CloudTrailRequestSender {
    private let requests = Mutex<[String]>([])
    private let answer: [UInt8]

    init(answer: JSON = .object([:])) { self.answer = Array(answer.description.utf8) }

    var received: [String] { requests.withLock { $0 } }

    func send<Request: CloudTrailRequest>(_ request: Request) async throws(CloudTrailError) -> Request.Response {
        let text = String(decoding: request.jsonText, as: UTF8.self)
        requests.withLock { $0.append(text) }
        do {
            return try Request.Response(jsonText: answer)
        } catch {
            throw CloudTrailError(error)
        }
    }
}
