import CairnModel
import CairnWire

/// Writes the output of an operation into headers and XML.
///
/// Answers have the bindings that requests have (members in headers, a payload, a document), so the codec for requests
/// writes them, for an operation whose input is the output of the one that was called.
struct ResponseEncoding {
    static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

    let service: ServiceModel
    let operation: OperationModel

    func encode(_ output: WireValue) throws -> (HeaderFields, [UInt8]) {
        guard operation.output != nil else { return (HeaderFields(), []) }
        let root = Self.roots[operation.name]
        let mirrored = OperationModel(
            name: operation.name, method: "GET", requestURI: "/", input: operation.output, output: nil,
            resultWrapper: nil, inputWrapper: root, inputXMLNamespace: Self.namespace, hostPrefix: nil, errors: [],
            successStatus: 200, isUnsigned: false, isReadOnly: true)
        let request = try WireCodec.encodeRequest(
            output, operation: mirrored, service: service, wireProtocol: .restXML)
        var headers = request.headers
        var body = request.body.bytes
        if let root, body.isEmpty { body = Array("<\(root) xmlns=\"\(Self.namespace)\"></\(root)>".utf8) }
        guard root != nil || Self.hasDocument(body) else { return (headers, body) }
        headers["Content-Type"] = "application/xml"
        return (headers, Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + body)
    }

    private static func hasDocument(_ body: [UInt8]) -> Bool { body.first == UInt8(ascii: "<") }

    /// The root elements of documents that hold an output's members. The model does not have them: clients do not look.
    private static let roots = [
        "ListBuckets": "ListAllMyBucketsResult",
        "ListObjects": "ListBucketResult",
        "ListObjectsV2": "ListBucketResult",
        "ListObjectVersions": "ListVersionsResult",
        "ListParts": "ListPartsResult",
        "ListMultipartUploads": "ListMultipartUploadsResult",
        "CreateMultipartUpload": "InitiateMultipartUploadResult",
        "CompleteMultipartUpload": "CompleteMultipartUploadResult",
        "DeleteObjects": "DeleteResult",
        "GetBucketAcl": "AccessControlPolicy",
        "GetObjectAcl": "AccessControlPolicy",
        "GetBucketVersioning": "VersioningConfiguration",
        "GetBucketTagging": "Tagging",
        "GetObjectTagging": "Tagging",
        "GetBucketRequestPayment": "RequestPaymentConfiguration",
        "GetBucketLogging": "BucketLoggingStatus",
        "GetBucketNotificationConfiguration": "NotificationConfiguration",
        "GetBucketAccelerateConfiguration": "AccelerateConfiguration",
        "GetObjectAttributes": "GetObjectAttributesResponse",
    ]
}
