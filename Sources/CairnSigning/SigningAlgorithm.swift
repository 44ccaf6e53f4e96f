/// The two algorithms of Signature Version 4, and the names that they have in what is signed.
enum SigningAlgorithm: Sendable, Hashable {
    /// A secret shared by caller and service.
    case hmac
    /// A key pair that both derive from the secret; the scope has no region.
    case ecdsa

    init?(_ kind: RequestSignature.Kind) {
        switch kind {
        case .v4: self = .hmac
        case .v4a: self = .ecdsa
        case .v2: return nil
        }
    }

    /// What stands first in the string to sign and in the `Authorization` header.
    var name: String {
        switch self {
        case .hmac: "AWS4-HMAC-SHA256"
        case .ecdsa: "AWS4-ECDSA-P256-SHA256"
        }
    }
}
