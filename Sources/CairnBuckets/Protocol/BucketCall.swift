import CairnModel
import CairnObjects
import CairnSigning
import CairnWire
import NIOCore

/// A call that has been recognised: its parameters by the model's names, and its content if it carries one.
struct BucketCall: Sendable {
    /// S3's bound on a key, in bytes of its UTF-8.
    static let keyByteCountMax = 1024

    let context: BucketContext
    let headers: HeaderFields
    let service: ServiceModel
    let operation: OperationModel
    let input: WireValue
    /// Empty for calls that are about no bucket.
    let bucket: String
    /// Empty for calls that are about no object.
    let key: String
    /// The object's bytes on their way in.
    let payload: Payload

    init(
        _ request: BucketRequest, _ routed: RoutedCall, _ model: OperationModel, _ context: BucketContext,
        hasContent: Bool
    ) async throws {
        self.context = context
        headers = request.headers
        service = routed.service
        operation = model
        bucket = routed.bucket ?? ""
        key = routed.key ?? ""
        guard key.utf8.count <= Self.keyByteCountMax else {
            throw S3Failure(
                "KeyTooLongError", 400, "Your key is too long",
                details: [("Size", String(key.utf8.count)), ("MaxSizeAllowed", String(Self.keyByteCountMax))])
        }
        payload = try Payload(request.body, headers: request.headers, signed: request.signedBody)
        let isRead = !hasContent && ["PUT", "POST"].contains(request.method)
        // There the checksum is that of the object.
        let isChecked = model.name != "CompleteMultipartUpload"
        let limit = BucketEndpoint.documentByteCountMax
        let body = isRead ? try await payload.document(upTo: limit, isChecked: isChecked) : []
        var wire = WireRequest(
            method: request.method, target: request.target, headers: request.headers, body: WireBody(body))
        // The codec would leave a document alone that came in chunks; by now it is one.
        if isRead { wire.headers["Content-Encoding"] = nil }
        input = try WireCodec.decodeRequest(wire, call: routed)
    }

    // MARK: Parameters

    func text(_ name: String) -> String? { input[name]?.stringValue }

    /// - Throws: ``S3Failure`` if there is a value that is no number of the range.
    func integer(_ name: String, as wireName: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let value = input[name] else { return nil }
        if case .number(let number) = value, let integer = Int(number.literal), range.contains(integer) {
            return integer
        }
        // Greater than all that is allowed is as good as the greatest, as S3 does with its pages.
        if case .number(let number) = value, let integer = Int(number.literal), integer > range.upperBound {
            return range.upperBound
        }
        throw S3Failure.invalidArgument(
            wireName, input[name]?.stringValue ?? "", "Argument \(wireName) must be an integer of its range")
    }

    func flag(_ name: String) -> Bool {
        guard case .boolean(let flag)? = input[name] else { return false }
        return flag
    }

    /// Seconds since the epoch.
    func time(_ name: String) -> Double? {
        guard case .timestamp(let seconds)? = input[name] else { return nil }
        return seconds
    }

    // MARK: Answers

    /// An answer with the members given, by the model's shape of this operation's output.
    func answer(_ output: Output = Output(), status: Int? = nil) throws -> BucketAnswer {
        let (headers, body) = try ResponseEncoding(service: service, operation: operation).encode(output.value)
        return BucketAnswer(status: status ?? operation.successStatus, headers: headers, body: .bytes(body))
    }
}
