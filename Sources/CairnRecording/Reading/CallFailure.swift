import CairnModel
import CairnWire

/// What a record says of a call that did not succeed.
struct CallFailure: Sendable, Hashable {
    var code: String
    var message: String?

    init(code: String, message: String?) {
        self.code = code
        self.message = message
    }

    /// The failure that an answer tells of; `nil` if the call succeeded.
    init?(_ call: ObservedCall, label: String, routed: RoutedCall?) {
        let status = call.response.status
        if status == 0 || status < 200 {
            code = "InternalFailure"
            message = "The connection ended before there was an answer."
            return
        }
        guard status >= 300 else { return nil }
        let failure = routed.map { WireCodec.decodeError(call.response, call: $0) } ?? Self.read(call.response)
        // An answer like "not modified" is what the caller asked for.
        if status < 400, failure.code == nil { return nil }
        code = ErrorNaming.recordCode(failure.code, status: status, label: label, call: routed)
            .truncated(toUTF8Count: SizeLimits.text)
        message = failure.message
    }

    /// Reads an error without a model: JSON services name it in a header or in the body.
    private static func read(_ response: WireResponse) -> WireFailure {
        var failure = WireFailure(code: response.headers["x-amzn-ErrorType"])
        guard response.body.isComplete, let body = try? JSON(parsing: response.body.bytes) else { return failure }
        failure.code = failure.code ?? (body["__type"] ?? body["code"])?.stringValue
        failure.message = (body["message"] ?? body["Message"])?.stringValue
        return failure
    }
}
