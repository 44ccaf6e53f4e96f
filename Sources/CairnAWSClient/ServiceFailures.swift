import CairnModel
import CairnWire

/// Reads what an unsuccessful answer says.
enum ServiceFailures {
    static func failure(in answer: WireResponse, call: RoutedCall) -> AWSClientError.ServiceFailure {
        let failure = WireCodec.decodeError(answer, call: call)
        let code = failure.code ?? name(ofStatus: answer.status)
        return AWSClientError.ServiceFailure(
            code: code, status: answer.status, message: failure.message ?? "The service gave no message",
            requestID: failure.requestID, headers: answer.headers)
    }

    /// For answers without a body, as those to `HEAD` are.
    private static func name(ofStatus status: Int) -> String {
        switch status {
        case 301: "PermanentRedirect"
        case 304: "NotModified"
        case 307: "TemporaryRedirect"
        case 400: "BadRequest"
        case 403: "Forbidden"
        case 404: "NotFound"
        case 405: "MethodNotAllowed"
        case 409: "Conflict"
        case 412: "PreconditionFailed"
        case 429: "TooManyRequests"
        case 503: "ServiceUnavailable"
        default: String(status)
        }
    }
}
