import CairnModel
import CairnSigning
import CairnWire

/// Names a call that no model knows, so that it has a true record all the same.
///
/// The event source is the service that the call is signed for, else what stands before the dot in `X-Amz-Target`.
/// The event name is the first of: what stands after the dot in `X-Amz-Target`; the `Action` of a Query call; the HTTP
/// method. A path is no name: it may hold anything. A call that has neither a signature nor a target or action is no
/// AWS call.
enum UnmodelledCall {
    static func facts(
        request: WireRequest, signature: RequestSignature?, call: RoutedCall?
    ) -> OperationFacts? {
        let target = request.headers["X-Amz-Target"].flatMap(TargetHeader.init)
        let action = action(of: request)
        guard signature != nil || target != nil || action != nil || call?.operationName != nil else { return nil }
        let source =
            signature?.service.flatMap(name) ?? call.map { label(of: $0) } ?? target.flatMap { name($0.service) }
            ?? "unknown"
        let eventName = call?.operationName.flatMap(name) ?? target.flatMap { name($0.operation) } ?? action
        let method = name(request.method) ?? "POST"
        return OperationFacts(unmodelled: source, eventName: eventName ?? method, method: method)
    }

    /// Whether the operation may stand in a form in the request's body.
    static func mayHoldAction(_ request: WireRequest) -> Bool {
        guard request.method == "POST", let type = request.headers["Content-Type"] else { return false }
        return String(decoding: type.utf8.prefix(33), as: UTF8.self)
            .equalsIgnoringASCIICase("application/x-www-form-urlencoded")
    }

    private static func label(of call: RoutedCall) -> String {
        let source = RecordNaming.eventSource(of: call.service, operation: nil)
        return source.split(separator: ".").first.map(String.init) ?? call.service.signingName
    }

    private static func action(of request: WireRequest) -> String? {
        action(inForm: request.query.utf8) ?? (mayHoldAction(request) ? action(inForm: request.body.bytes) : nil)
    }

    /// The value of `Action` in a form: real names need no percent-encoding.
    private static func action(inForm form: some Sequence<UInt8>) -> String? {
        for field in form.split(separator: UInt8(ascii: "&"), maxSplits: 64) {
            guard field.starts(with: "Action=".utf8) else { continue }
            return name(String(decoding: field.dropFirst(7), as: UTF8.self))
        }
        return nil
    }

    /// A text that can be a name in a record, `nil` if it holds anything but letters, digits and `-_.`, or too much.
    private static func name(_ text: some StringProtocol) -> String? {
        guard !text.isEmpty, text.utf8.count <= SizeLimits.eventName else { return nil }
        let isName = text.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isName ? String(text) : nil
    }
}

/// `X-Amz-Target`: `DynamoDB_20120810.GetItem`.
struct TargetHeader {
    let service: Substring
    let operation: Substring

    init?(_ text: String) {
        guard let dot = text.lastIndex(of: ".") else { return nil }
        service = text[..<dot]
        operation = text[text.index(after: dot)...]
        if service.isEmpty || operation.isEmpty { return nil }
    }
}
