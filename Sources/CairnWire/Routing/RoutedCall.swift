/// A request whose service is known, and its operation as far as the request tells.
public struct RoutedCall: Sendable {
    public var service: ServiceModel
    /// `nil` if the request names none that the model knows, or not yet.
    public var operation: OperationModel?
    /// The operation's name as the wire has it, even if the model does not know it.
    public var operationName: String?
    public var wireProtocol: WireProtocol
    /// The operation's name stands in the body (Query): route again when it is there.
    public var needsBody: Bool
    /// The request target with a bucket that stood in the host as the first part of its path; else as it came.
    public var target: String
    /// S3 only: the bucket, percent-decoded.
    public var bucket: String?
    /// S3 only: the object's key, percent-decoded.
    public var key: String?

    public init(
        service: ServiceModel, operation: OperationModel?, operationName: String?, wireProtocol: WireProtocol,
        needsBody: Bool = false, target: String, bucket: String? = nil, key: String? = nil
    ) {
        self.service = service
        self.operation = operation
        self.operationName = operationName
        self.wireProtocol = wireProtocol
        self.needsBody = needsBody
        self.target = target
        self.bucket = bucket
        self.key = key
    }
}
