import CairnModel
import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A pair of RSA 2048 keys that signs the digest files of a region.
///
/// The private half is never part of a description.
public struct DigestKey: Sendable, CustomStringConvertible, CustomReflectable {
    public let publicKey: DigestPublicKey
    private let privateKey: _RSA.Signing.PrivateKey

    private init(_ key: _RSA.Signing.PrivateKey, validityStart: Int64, validityEnd: Int64) {
        privateKey = key
        publicKey = DigestPublicKey(
            value: Array(key.publicKey.pkcs1DERRepresentation), validityStart: validityStart, validityEnd: validityEnd)
    }

    /// Makes a new pair. Takes some tenths of a second.
    /// - Throws: ``IntegrityError`` with `invalidKey` if the machine gives no randomness.
    public static func generate(validityStart: Int64, validityEnd: Int64) throws(IntegrityError) -> DigestKey {
        guard let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048) else {
            throw IntegrityError(.invalidKey, "No RSA key could be made on this machine")
        }
        return DigestKey(key, validityStart: validityStart, validityEnd: validityEnd)
    }

    /// Reads a private key in PKCS#8 or PKCS#1 PEM.
    /// - Throws: ``IntegrityError`` with `invalidKey`.
    public init(pem: String, validityStart: Int64, validityEnd: Int64) throws(IntegrityError) {
        guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: pem) else {
            throw IntegrityError(.invalidKey, "This is no RSA private key of at least 2048 bits in PEM")
        }
        self.init(key, validityStart: validityStart, validityEnd: validityEnd)
    }

    /// The private key in PKCS#8 PEM: for the key folder and nothing else.
    var pem: String { privateKey.pkcs8PEMRepresentation }

    /// The public key in PKCS#1 PEM.
    var publicPEM: String { privateKey.publicKey.pkcs1PEMRepresentation }

    /// Signs with RSASSA-PKCS1-v1_5 and SHA-256, as Java's `SHA256withRSA`.
    ///
    /// The same bytes give the same signature.
    /// - Returns: 256 bytes as 512 lower-case hexadecimal digits.
    /// - Throws: ``IntegrityError`` with `signing`.
    public func sign(_ bytes: [UInt8]) throws(IntegrityError) -> String {
        guard let signature = try? privateKey.signature(for: bytes, padding: .insecurePKCS1v1_5) else {
            throw IntegrityError(.signing, "The key \(publicKey.fingerprint) could not sign")
        }
        return Hexadecimal.text(signature.rawRepresentation)
    }

    public var description: String { "digest key \(publicKey.fingerprint)" }

    public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
