import CairnModel
import CairnSigning

extension BucketRefusal {
    /// What the request brings to say who makes it.
    public enum Claim: Sendable, Hashable {
        /// Nothing: it is anonymous.
        case none
        /// A signature of a kind that can be checked.
        case signature
    }

    private static let queryNames: Set<String> = [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "AWSAccessKeyId", "Signature",
    ]

    /// What kind of authentication a request has.
    ///
    /// - Throws: ``BucketRefusal`` if there is more than one, or one that S3 does not take.
    public static func claim(of request: BucketRequest) throws(BucketRefusal) -> Claim {
        let names = request.target.firstIndex(of: "?").map { mark in
            Set(QueryItem.items(of: request.target[mark...].dropFirst()).map(\.name)).intersection(queryNames)
        }
        let isPresigned = names.map { !$0.isEmpty } ?? false
        guard let authorization = request.headers["Authorization"] else {
            guard isPresigned else { return .none }
            if names?.contains("AWSAccessKeyId") == true { throw unsupportedMechanism }
            try checkPayloadHeader(request.headers)
            guard signature(of: request) != nil else { throw incompleteQuery }
            return .signature
        }
        guard !isPresigned else {
            throw BucketRefusal(
                "InvalidArgument", 400,
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
                    + "parameter or the Authorization header should be specified",
                details: [("ArgumentName", "Authorization"), ("ArgumentValue", authorization)])
        }
        try checkAuthorization(authorization)
        guard request.headers["x-amz-content-sha256"] != nil else { throw missingPayloadHeader }
        try checkPayloadHeader(request.headers)
        guard signature(of: request) != nil else {
            throw malformed("the Credential is missing or cannot be read", isPresigned: false)
        }
        return .signature
    }

    private static func signature(of request: BucketRequest) -> RequestSignature? {
        RequestSignature.parse(method: request.method, target: request.target, headers: request.headers)
    }

    private static let incompleteQuery = malformed(
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
            + "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.", isPresigned: true)

    private static func checkAuthorization(_ text: String) throws(BucketRefusal) {
        switch text.prefix(while: { $0 != " " }) {
        case "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256": break
        case "AWS": throw unsupportedMechanism
        default:
            throw BucketRefusal(
                "InvalidArgument", 400, "Unsupported Authorization Type",
                details: [("ArgumentName", "Authorization"), ("ArgumentValue", text)])
        }
    }

    private static func checkPayloadHeader(_ headers: HeaderFields) throws(BucketRefusal) {
        guard let text = headers["x-amz-content-sha256"], text != "UNSIGNED-PAYLOAD" else { return }
        let isDigest = text.utf8.count == 64 && text.utf8.allSatisfy { HexDigits.value(of: $0) != nil }
        guard !isDigest, ChunkSigning(rawValue: text) == nil else { return }
        throw BucketRefusal(
            "InvalidArgument", 400,
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
                + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 "
                + "value.",
            details: [("ArgumentName", "x-amz-content-sha256"), ("ArgumentValue", text)])
    }
}
