import CairnModel
import CryptoExtras

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keys as files of a folder that only its owner can enter.
///
///     eu-west-1_20260301T100000Z_20260331T100000Z_6018e3e14043dc9cb328482b3f26b5c5.pem
///     eu-west-1_20260130T090000Z_20260301T090000Z_0c9f….pub.pem
///
/// The first is a private key in PKCS#8, the second what is left of one whose time is over, in PKCS#1. Everything that
/// is known of a key stands in its name and its file, so that a key is there as a whole or not at all.
public struct KeyFolder: DigestKeyStorage {
    private let folder: PrivateFolder

    /// - Parameter path: made with mode 0700 when it is first needed.
    public init(path: String) { folder = PrivateFolder(path: path) }

    public func keys() throws(IntegrityError) -> [StoredDigestKey] {
        var pairs: [String: StoredDigestKey] = [:]
        var publicHalves: [String: StoredDigestKey] = [:]
        for file in try folder.names() {
            guard let name = KeyFileName(file) else { continue }
            let text = try folder.read(file)
            let key = try Self.key(name, text, path: "\(folder.path)/\(file)")
            if name.isPublic { publicHalves[name.fingerprint] = key } else { pairs[name.fingerprint] = key }
        }
        // Both halves are there if the process ended while it retired a key.
        for (fingerprint, key) in publicHalves where pairs[fingerprint] == nil { pairs[fingerprint] = key }
        return Array(pairs.values)
    }

    public func add(_ key: DigestKey, region: String) throws(IntegrityError) {
        try folder.write(key.pem, to: KeyFileName(key.publicKey, region: region).text)
    }

    public func retire(_ key: DigestKey, region: String) throws(IntegrityError) {
        var name = KeyFileName(key.publicKey, region: region)
        name.isPublic = true
        try folder.write(key.publicPEM, to: name.text)
        name.isPublic = false
        try folder.remove(name.text)
    }

    private static func key(
        _ name: KeyFileName, _ text: String, path: String
    ) throws(IntegrityError) -> StoredDigestKey {
        let key =
            name.isPublic
            ? publicKey(name, text).map { StoredDigestKey(region: name.region, publicKey: $0) }
            : (try? DigestKey(pem: text, validityStart: name.start, validityEnd: name.end))
                .map { StoredDigestKey(region: name.region, signingKey: $0) }
        guard let key, key.publicKey.fingerprint == name.fingerprint else {
            throw IntegrityError(
                .invalidKey,
                "\(path) does not hold the key that its name says; restore it, or move it away: digests that it "
                    + "signed cannot be verified then")
        }
        return key
    }

    private static func publicKey(_ name: KeyFileName, _ text: String) -> DigestPublicKey? {
        guard let key = try? _RSA.Signing.PublicKey(pemRepresentation: text) else { return nil }
        return DigestPublicKey(
            value: Array(key.pkcs1DERRepresentation), validityStart: name.start, validityEnd: name.end)
    }
}

/// The name of a key's file.
struct KeyFileName {
    let region: String
    let start: Int64
    let end: Int64
    let fingerprint: String
    var isPublic = false

    init(_ key: DigestPublicKey, region: String) {
        self.region = region
        start = key.validityStart
        end = key.validityEnd
        fingerprint = key.fingerprint
    }

    /// `nil` for the name of another file.
    init?(_ text: String) {
        guard text.hasSuffix(".pem") else { return nil }
        isPublic = text.hasSuffix(".pub.pem")
        let parts = text.dropLast(isPublic ? 8 : 4).split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 4, let start = ISO8601.parse(String(parts[1])), let end = ISO8601.parse(String(parts[2]))
        else { return nil }
        region = String(parts[0])
        self.start = Int64(start)
        self.end = Int64(end)
        fingerprint = String(parts[3])
        guard RegionName.isValid(region) else { return nil }
    }

    var text: String {
        let start = ISO8601.compactString(epochSeconds: start)
        let end = ISO8601.compactString(epochSeconds: end)
        return "\(region)_\(start)_\(end)_\(fingerprint)\(isPublic ? ".pub" : "").pem"
    }
}
