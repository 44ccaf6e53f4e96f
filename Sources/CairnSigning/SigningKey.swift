import Crypto

/// What signs and checks texts of one credential scope.
enum SigningKey: Sendable {
    case hmac(SymmetricKey)
    case ecdsa(SigV4AKey)

    init(
        _ algorithm: SigningAlgorithm, _ credentials: SigningCredentials, _ scope: CredentialScope
    ) throws(SignatureError) {
        switch algorithm {
        case .hmac: self = .hmac(Self.symmetricKey(credentials.secretAccessKey, scope))
        case .ecdsa: self = .ecdsa(try SigV4AKey(credentials))
        }
    }

    var algorithm: SigningAlgorithm {
        switch self {
        case .hmac: .hmac
        case .ecdsa: .ecdsa
        }
    }

    static func symmetricKey(_ secretAccessKey: String, _ scope: CredentialScope) -> SymmetricKey {
        var key = SymmetricKey(data: Array(("AWS4" + secretAccessKey).utf8))
        for part in [scope.date, scope.region ?? "", scope.service, "aws4_request"] {
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
        }
        return key
    }

    static func code(for text: String, using key: SymmetricKey) -> String {
        Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    /// Whether a signature, in hexadecimal, is the one of a text. Codes are compared in constant time.
    func isSignature(_ signature: [UInt8], of text: String) -> Bool {
        let text = Array(text.utf8)
        switch self {
        case .hmac(let key):
            return HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: text, using: key)
        case .ecdsa(let key):
            guard let parsed = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.privateKey.publicKey.isValidSignature(parsed, for: text)
        }
    }

    /// Reads a signature's digits; `nil` if they are none of this algorithm.
    func bytes(of signature: String) -> [UInt8]? {
        guard let bytes = Hexadecimal.bytes(signature) else { return nil }
        switch self {
        case .hmac: return bytes.count == SHA256.byteCount ? bytes : nil
        // A sequence of two integers of at most 33 bytes.
        case .ecdsa: return (8...72).contains(bytes.count) ? bytes : nil
        }
    }
}
