public import CairnModel
import Crypto

/// The public half of a key that signs digest files, as ListPublicKeys gives it.
///
/// Source: CloudTrail API Reference, PublicKey.
public struct DigestPublicKey: Sendable, Hashable {
    /// The key in PKCS#1 DER.
    public let value: [UInt8]
    /// The first second in which the key signs, in seconds since the epoch.
    public let validityStart: Int64
    /// The last second in which the key signs, in seconds since the epoch.
    public let validityEnd: Int64
    /// The MD5 of ``value`` in lower-case hexadecimal: what digests name the key by.
    public let fingerprint: String

    public init(value: [UInt8], validityStart: Int64, validityEnd: Int64) {
        self.value = value
        self.validityStart = validityStart
        self.validityEnd = validityEnd
        fingerprint = Hexadecimal.text(Insecure.MD5.hash(data: value))
    }

    /// Tells whether the key is valid in some second of a range, both ends of which count.
    public func isValid(from start: Int64, to end: Int64) -> Bool { validityStart <= end && validityEnd >= start }

    /// Tells whether the key is valid in that second; its first and last are.
    public func isValid(at time: Int64) -> Bool { isValid(from: time, to: time) }
}

extension DigestPublicKey {
    /// Reads a member of `PublicKeyList`.
    ///
    /// The fingerprint is worked out from the value: what is said of it in the JSON does not count.
    /// Times are numbers of seconds or texts of ISO 8601, as the AWS CLI prints them.
    /// - Throws: ``IntegrityError`` with `invalidKey`.
    public init(json: JSON) throws(IntegrityError) {
        guard let text = json["Value"]?.stringValue, let value = Base64.bytes(text), !value.isEmpty else {
            throw IntegrityError(.invalidKey, "A public key has no 'Value' in base 64")
        }
        guard let start = Self.seconds(json["ValidityStartTime"]), let end = Self.seconds(json["ValidityEndTime"])
        else { throw IntegrityError(.invalidKey, "A public key has no 'ValidityStartTime' or 'ValidityEndTime'") }
        self.init(value: value, validityStart: start, validityEnd: end)
    }

    /// The key as a member of `PublicKeyList`.
    public var json: JSON {
        [
            "Value": .string(Base64.text(value)), "ValidityStartTime": .integer(validityStart),
            "ValidityEndTime": .integer(validityEnd), "Fingerprint": .string(fingerprint),
        ]
    }

    private static func seconds(_ json: JSON?) -> Int64? {
        let seconds = json?.doubleValue ?? json?.stringValue.flatMap(ISO8601.parse)
        guard let seconds, abs(seconds) < 1e12 else { return nil }
        return Int64(seconds.rounded(.down))
    }

    /// Reads the answer of ListPublicKeys.
    /// - Throws: ``IntegrityError`` with `invalidKey`.
    public static func list(json: JSON) throws(IntegrityError) -> [DigestPublicKey] {
        guard let list = json["PublicKeyList"]?.arrayValue else {
            throw IntegrityError(.invalidKey, "There is no 'PublicKeyList', as ListPublicKeys answers with")
        }
        var keys: [DigestPublicKey] = []
        for json in list { keys.append(try DigestPublicKey(json: json)) }
        return keys
    }
}
