import CairnModel
import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How digests are signed.
///
/// Source: CloudTrail User Guide, "Custom implementations of CloudTrail log file integrity validation".
public enum DigestSignature {
    public static let algorithm = "SHA256withRSA"

    /// Returns the SHA-256 of an uncompressed digest as validators and following digests write it.
    public static func sha256(of bytes: [UInt8]) -> String { Hexadecimal.text(SHA256.hash(data: bytes)) }

    /// Returns the text that is signed: four lines without an end of the last.
    ///
    /// - Parameter sha256: of the digest's uncompressed bytes as they stand in the bucket, which for a digest that
    ///   was read are not those of ``DigestFile/bytes``.
    public static func stringToSign(for digest: DigestFile, sha256: String) -> String {
        """
        \(digest.endTime.text)
        \(digest.bucket)/\(digest.key)
        \(sha256)
        \(digest.previous?.signature ?? "null")
        """
    }

    /// Tells whether a signature in hexadecimal digits is that of the text.
    /// - Throws: ``IntegrityError`` with `invalidKey` if the key is no RSA key in PKCS#1.
    public static func isValid(
        _ signature: String, of text: String, key: DigestPublicKey
    ) throws(IntegrityError) -> Bool {
        guard isPKCS1(key.value), let publicKey = try? _RSA.Signing.PublicKey(derRepresentation: key.value) else {
            throw IntegrityError(.invalidKey, "\(key.fingerprint) is no RSA key in PKCS#1 of at least 2048 bits")
        }
        guard let bytes = Hexadecimal.bytes(signature) else { return false }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: bytes)
        return publicKey.isValidSignature(signature, for: Array(text.utf8), padding: .insecurePKCS1v1_5)
    }

    /// PKCS#1 begins with a sequence whose first member is an integer; X.509's form with another sequence.
    private static func isPKCS1(_ der: [UInt8]) -> Bool {
        guard der.count > 6, der[0] == 0x30 else { return false }
        let lengthBytes = der[1] < 0x80 ? 0 : Int(der[1] & 0x7F)
        let first = 2 + lengthBytes
        return der.indices.contains(first) && der[first] == 0x02
    }
}
