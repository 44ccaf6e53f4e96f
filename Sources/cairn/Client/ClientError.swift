import AsyncHTTPClient
import CairnModel

/// Why a command could not get its answer.
struct ClientError: Error, CustomStringConvertible {
    let description: String
    /// The other side has answered, with an error.
    var isAnswer = false

    init(_ description: String) { self.description = description }

    init(unreachable endpoint: String, _ error: any Error) {
        description =
            error is HTTPClientError
            ? "\(endpoint) did not answer in time or not as HTTP (\(error))"
            : "nothing listens on \(endpoint); start Cairn with: cairn serve"
    }

    init(status: Int, answer: JSON?, endpoint: String) {
        isAnswer = true
        let code = answer?["__type"]?.stringValue?.split(separator: "#").last.map(String.init)
        let message = answer?["message"]?.stringValue ?? answer?["Message"]?.stringValue
        description =
            switch (code, message) {
            case (let code?, let message?): "\(code): \(message)"
            case (let text?, nil), (nil, let text?): text
            case (nil, nil): "\(endpoint) answered with status \(status)"
            }
    }
}
