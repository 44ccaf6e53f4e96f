import CairnAWSClient
import CairnWire

/// Why a call that was sent has failed.
public enum FailureClass: String, Sendable, Hashable, CaseIterable {
    /// It needs something that was there before the log began, or that a failed call should have made.
    case state = "state that the log does not hold"
    case alreadyExists = "already exists"
    case unsupported = "target does not support it"
    /// The target finds a value wrong, though the request is well formed.
    case validation = "validation"
    /// The request is not what the operation wants: replay has put it together wrongly.
    case mapping = "mapping"
    case denied = "denied"
    case throttled = "throttled"
    /// The target broke down over it.
    case targetFault = "target fault"
    case unreachable = "unreachable"

    /// Reads what a target says; texts as real services and emulators word them.
    init(_ error: AWSClientError) {
        guard let failure = error.failure else {
            self = error.code == .invalidRequest ? .mapping : .unreachable
            return
        }
        self = Self.classify(code: failure.code, status: failure.status, message: failure.message)
    }

    static func classify(code: String, status: Int, message: String) -> FailureClass {
        let code = code.lowercased()
        let text = message.lowercased()
        if isUnsupported(code, status, text) { return .unsupported }
        if throttlingCodes.contains(code) || status == 429 { return .throttled }
        if contains(code, ["serialization", "malformedxml", "malformedinput", "malformedquery", "missingaction"])
            || contains(code, ["missingparameter", "missingrequired", "unknownparameter"])
        {
            return .mapping
        }
        if contains(code, ["alreadyexist", "duplicate", "alreadyowned", "alreadyassociated", "entityexists"])
            || contains(text, ["already exists", "already in use", "already been taken", "already associated"])
        {
            return .alreadyExists
        }
        if isAboutState(code, status, text) { return .state }
        if contains(code, ["accessdenied", "unauthorized", "signature", "forbidden", "unrecognizedclient"]) {
            return .denied
        }
        return status >= 500 ? .targetFault : .validation
    }

    private static func isUnsupported(_ code: String, _ status: Int, _ text: String) -> Bool {
        if status == 501 || status == 405 { return true }
        if contains(code, ["notimplemented", "unknownoperation", "invalidaction", "unsupportedoperation"]) {
            return true
        }
        if contains(
            text, ["not been implemented", "not yet implemented", "not implemented", "not yet been implemented"])
        {
            return true
        }
        // A path that nobody answers: no service has said so.
        return (code == "notfound" || code == "404") && text == "the service gave no message"
    }

    private static func isAboutState(_ code: String, _ status: Int, _ text: String) -> Bool {
        contains(
            code,
            [
                "notfound", "nosuch", "doesnotexist", "notexist", "unknown", "conflict", "inuse", "incorrectstate",
                "invalidstate", "dependencyviolation", "notattached", "gatewaynotattached", "badstate",
            ])
            || contains(
                text,
                [
                    "does not exist", "doesn't exist", "not found", "could not be found", "cannot be found",
                    "can't find", "no such", "unknown trail", "not exist", "unable to find", "in the current state",
                ])
            || status == 404 || code.hasPrefix("invalid") && code.hasSuffix("state")
    }

    private static func contains(_ text: String, _ words: [String]) -> Bool { words.contains { text.contains($0) } }

    private static let throttlingCodes: Set<String> = [
        "throttling", "throttlingexception", "throttledexception", "requestthrottledexception", "requestthrottled",
        "toomanyrequestsexception", "provisionedthroughputexceededexception", "requestlimitexceeded",
        "bandwidthlimitexceeded", "slowdown", "priorrequestnotcomplete", "ec2throttledexception",
    ]
}
