import Crypto

/// The key pair that caller and service derive from a secret access key.
///
/// The derivation is NIST SP 800-108's counter mode with HMAC-SHA256, tried with growing counters until a candidate lies
/// below the order of the curve. It depends on the key alone: no date, region or service.
/// Source: NIST SP 800-108; AWS IAM User Guide, "AWS Signature Version 4A".
struct SigV4AKey: Sendable {
    let privateKey: P256.Signing.PrivateKey

    /// - Throws: ``SignatureError`` `unsupported` if no candidate fits, for which the chance is below 2⁻⁸⁰⁰⁰.
    init(_ credentials: SigningCredentials) throws(SignatureError) {
        let key = SymmetricKey(data: Array(("AWS4A" + credentials.secretAccessKey).utf8))
        for counter in UInt8(1)...254 {
            let code = HMAC<SHA256>.authenticationCode(
                for: Self.input(credentials.accessKeyID, counter: counter), using: key)
            guard let scalar = Self.scalar(Array(code)),
                let privateKey = try? P256.Signing.PrivateKey(rawRepresentation: scalar)
            else { continue }
            self.privateKey = privateKey
            return
        }
        throw SignatureError(.unsupported, "No key can be derived from this secret access key.")
    }

    /// The iteration (1), the label, a zero, the context and the length in bits (256); numbers have four bytes.
    private static func input(_ accessKeyID: String, counter: UInt8) -> [UInt8] {
        [0, 0, 0, 1] + Array(SigningAlgorithm.ecdsa.name.utf8) + [0] + Array(accessKeyID.utf8) + [counter, 0, 0, 1, 0]
    }

    /// The candidate plus one, or `nil` if the candidate is above the order of the curve minus two.
    private static func scalar(_ candidate: [UInt8]) -> [UInt8]? {
        guard !orderMinusTwo.lexicographicallyPrecedes(candidate) else { return nil }
        var scalar = candidate
        for index in scalar.indices.reversed() {
            scalar[index] &+= 1
            if scalar[index] != 0 { break }
        }
        return scalar
    }

    private static let orderMinusTwo: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x4F,
    ]
}
