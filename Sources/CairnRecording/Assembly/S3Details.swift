import CairnModel
import CairnSigning
import CairnWire

/// The `additionalEventData` of calls to S3.
struct S3Details: Sendable, Hashable {
    var signatureVersion: String?
    var cipherSuite: String?
    var bytesTransferredIn: Int
    var authenticationMethod: String?
    var extendedRequestID: String?
    var bytesTransferredOut: Int
    /// How what was written is encrypted; only for calls that write objects.
    var appliedEncryption: String?

    init(_ call: ObservedCall, signature: RequestSignature?, writesObject: Bool) {
        switch signature?.kind {
        case .v4: signatureVersion = "SigV4"
        case .v4a: signatureVersion = "SigV4A"
        case .v2: signatureVersion = "SigV2"
        case nil: signatureVersion = nil
        }
        switch signature?.placement {
        case .header: authenticationMethod = "AuthHeader"
        case .query: authenticationMethod = "QueryString"
        case nil: authenticationMethod = nil
        }
        cipherSuite = call.tls?.cipherSuite
        bytesTransferredIn = call.request.body.totalByteCount
        bytesTransferredOut = call.response.body.totalByteCount
        extendedRequestID = call.response.headers["x-amz-id-2"]?.truncated(toUTF8Count: SizeLimits.text)
        appliedEncryption = writesObject ? Self.appliedEncryption(call) : nil
    }

    private static func appliedEncryption(_ call: ObservedCall) -> String? {
        let headers = call.response.headers
        if headers["x-amz-server-side-encryption-customer-algorithm"] != nil { return "SSE_C" }
        let isDefault = call.request.headers["x-amz-server-side-encryption"] == nil
        switch headers["x-amz-server-side-encryption"] {
        case "AES256": return isDefault ? "Default_SSE_S3" : "SSE_S3"
        case "aws:kms": return isDefault ? "Default_SSE_KMS" : "SSE_KMS"
        case "aws:kms:dsse": return isDefault ? "Default_DSSE_KMS" : "DSSE_KMS"
        default: return nil
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("SignatureVersion", signatureVersion)
        writer.member("CipherSuite", cipherSuite)
        writer.key("bytesTransferredIn")
        writer.integer(bytesTransferredIn)
        writer.member("AuthenticationMethod", authenticationMethod)
        writer.member("x-amz-id-2", extendedRequestID)
        writer.key("bytesTransferredOut")
        writer.integer(bytesTransferredOut)
        writer.member("SSEApplied", appliedEncryption)
        writer.endObject()
    }
}
