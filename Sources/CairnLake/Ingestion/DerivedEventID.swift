import CairnModel
import Crypto

/// Ids of events that come without one: the same whenever the same event comes.
public enum DerivedEventID {
    /// A UUID of version 8 (RFC 9562): the first bits of a SHA-256 over the parts, each with its length before it.
    public static func text(of parts: [String]) -> String {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Array("\(part.utf8.count) ".utf8))
            hash.update(data: Array(part.utf8))
        }
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.flatMap { [HexDigits.lowercase($0 >> 4), HexDigits.lowercase($0 & 15)] }
        return [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }
}
