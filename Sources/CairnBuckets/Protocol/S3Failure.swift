import CairnModel
import CairnObjects
import CairnWire

/// An error as S3 answers it.
///
/// Source: Amazon S3 API Reference, "Error responses".
struct S3Failure: Error, Sendable {
    var code: String
    var status: Int
    var message: String
    /// Elements of the error's document besides those that all have.
    var details: [(name: String, value: String)] = []

    init(_ code: String, _ status: Int, _ message: String, details: [(name: String, value: String)] = []) {
        self.code = code
        self.status = status
        self.message = message
        self.details = details
    }

    /// Any error that came up while a call was answered.
    init(_ error: any Error) {
        switch error {
        case let failure as S3Failure: self = failure
        case let error as ObjectStoreError:
            self.init(error.code.name, Self.status(of: error.code), error.message)
        case let error as WireError:
            self.init("MalformedXML", 400, "The XML you provided was not well-formed: \(error)")
        default:
            self.init("IncompleteBody", 400, "The request's body could not be read to its end: \(error)")
        }
    }

    private static func status(of code: ObjectStoreError.Code) -> Int {
        switch code {
        case .accessDenied: 403
        case .noSuchBucket, .noSuchKey, .noSuchUpload: 404
        case .bucketAlreadyExists, .bucketAlreadyOwnedByYou, .bucketNotEmpty, .operationAborted: 409
        case .preconditionFailed: 412
        case .invalidRange: 416
        case .internalError: 500
        case .serviceUnavailable: 503
        default: 400
        }
    }

    /// Whether it says that a body is not the one that was signed.
    var isOfAlteredBody: Bool { code == "SignatureDoesNotMatch" || code == "XAmzContentSHA256Mismatch" }

    func answer(target: String, requestID: String) -> BucketAnswer {
        var text = XMLText()
        text.begin("Error")
        text.element("Code", code)
        text.element("Message", message)
        for detail in details { text.element(detail.name, detail.value) }
        let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
        text.element("Resource", QueryItem.decoded(Array(path), plusIsBlank: false))
        text.element("RequestId", requestID)
        text.element("HostId", Base64.text(Array(requestID.utf8)))
        text.end("Error")
        return BucketAnswer(status: status, headers: ["Content-Type": "application/xml"], body: .bytes(text.bytes))
    }
}

extension S3Failure {
    static let methodNotAllowed = S3Failure(
        "MethodNotAllowed", 405, "The specified method is not allowed against this resource.")

    static func notImplemented(_ call: RoutedCall) -> S3Failure {
        notImplemented("\(call.operationName ?? "This operation") is not supported by the embedded bucket store")
    }

    static func notImplemented(_ message: String) -> S3Failure { S3Failure("NotImplemented", 501, message + ".") }

    static func invalidArgument(_ name: String, _ value: String, _ message: String) -> S3Failure {
        S3Failure(
            "InvalidArgument", 400, message, details: [("ArgumentName", name), ("ArgumentValue", value)])
    }

    static let malformedXML = S3Failure(
        "MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema"
    )

    static let preconditionFailed = S3Failure(
        "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold")
}
