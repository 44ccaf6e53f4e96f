import CairnModel
import Crypto

extension SignatureVerifier {
    /// The request as it came.
    struct Request {
        let method: String
        let target: String
        let headers: HeaderFields
        let body: [UInt8]?

        func queryItem(_ name: String) -> String? {
            guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
            return QueryItems(target[target.utf8.index(after: mark)...])[name]
        }

        /// What counts must be signed, and what is signed must be there.
        func checkHeaders(signedHeaders: [String]) throws(SignatureError) {
            guard signedHeaders.contains("host") else { throw Self.unsigned("Host") }
            for name in signedHeaders where headers[name] == nil { throw SignatureError.mismatch }
            for field in headers.fields {
                let name = field.name.lowercased()
                guard name.hasPrefix("x-amz-"), !Self.boundOtherwise.contains(name), !signedHeaders.contains(name)
                else { continue }
                throw Self.unsigned(field.name)
            }
        }

        private static func unsigned(_ name: String) -> SignatureError {
            SignatureError(.mismatch, "'\(name)' must be a 'SignedHeader' in the AWS Authorization.")
        }

        // The first two are part of what is signed, the token is compared, and the last is set on the way.
        private static let boundOtherwise: Set<String> = [
            "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "x-amz-cf-id",
        ]

        /// The last line of the canonical request, after a look whether the body is the one that it states.
        func payload(_ signature: RequestSignature, service: String) throws(SignatureError) -> SignedPayload {
            guard SigV4.takesPathsLiterally(service) else { return .digest(try digest()) }
            guard let stated = headers["X-Amz-Content-SHA256"] else {
                return signature.placement == .query ? .unsigned : .digest(try digest())
            }
            if stated == SigV4.Payload.unsigned.hash { return .unsigned }
            if let mode = ChunkSigning(rawValue: stated) { return .chunked(mode) }
            guard Hexadecimal.bytes(stated)?.count == SHA256.byteCount else {
                throw SignatureError(
                    .malformed,
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a word that begins with STREAMING-, or a valid sha256 "
                        + "value.")
            }
            if let body, stated.lowercased() != SigV4.Payload.bytes(body).hash {
                throw SignatureError(
                    .mismatch, "The provided 'x-amz-content-sha256' header does not match what was computed.")
            }
            return .digest(stated)
        }

        private func digest() throws(SignatureError) -> String {
            if let body { return SigV4.Payload.bytes(body).hash }
            guard let stated = headers["X-Amz-Content-SHA256"], Hexadecimal.bytes(stated)?.count == SHA256.byteCount
            else { throw SignatureError(.bodyNeeded, "The body is signed, and it is not whole.") }
            return stated
        }
    }

    /// How the body of a request is signed.
    enum SignedPayload {
        case digest(String)
        case unsigned
        case chunked(ChunkSigning)

        var hash: String {
            switch self {
            case .digest(let digest): digest
            case .unsigned: SigV4.Payload.unsigned.hash
            case .chunked(let mode): mode.rawValue
            }
        }

        func verified(
            _ key: SigningKey, scope: CredentialScope, date: String, seed: String
        ) -> VerifiedSignature.Body {
            switch self {
            case .digest: .signed
            case .unsigned: .unsigned
            case .chunked(let mode):
                .chunked(
                    SignedChunkDecoder(
                        mode,
                        chain: mode.isSigned
                            ? ChunkSignatures(key: key, scope: scope, date: date, seed: seed) : nil))
            }
        }
    }
}
