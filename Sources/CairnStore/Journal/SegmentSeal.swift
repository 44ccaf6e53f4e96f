import CairnModel
import Crypto

/// What closes a full segment: enough to notice any change to it, and to the seals before it.
///
///     {"version":1,"segment":"00000000000000000001.ndjson","firstSequence":1,"lastSequence":9,"count":9,
///      "byteLength":8123,"sha256":"…","previousSeal":"…","sealedAt":"2026-02-03T04:05:06Z"}
///
/// `previousSeal` is the SHA-256 of the bytes of the seal file before; the first has `null`.
public struct SegmentSeal: Sendable, Hashable {
    public var firstSequence: UInt64
    public var lastSequence: UInt64
    public var count: UInt64
    public var byteLength: UInt64
    /// SHA-256 of the segment file, in lower-case hexadecimal.
    public var sha256: String
    public var previousSeal: String?
    /// Seconds since the epoch. Every record in the segment was written before.
    public var sealedAt: Int64

    func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("version")
        writer.integer(1)
        writer.key("segment")
        writer.string(SegmentName.file(firstSequence))
        for (key, value) in [
            ("firstSequence", firstSequence), ("lastSequence", lastSequence), ("count", count),
            ("byteLength", byteLength),
        ] {
            writer.key(key)
            writer.integer(value)
        }
        writer.key("sha256")
        writer.string(sha256)
        writer.key("previousSeal")
        if let previousSeal { writer.string(previousSeal) } else { writer.null() }
        writer.key("sealedAt")
        writer.string(ISO8601.string(epochSeconds: sealedAt))
        writer.endObject()
        return writer.bytes + [0x0A]
    }

    init(
        firstSequence: UInt64, count: UInt64, byteLength: UInt64, sha256: String, previousSeal: String?,
        sealedAt: Int64
    ) {
        self.firstSequence = firstSequence
        lastSequence = firstSequence + count - 1
        self.count = count
        self.byteLength = byteLength
        self.sha256 = sha256
        self.previousSeal = previousSeal
        self.sealedAt = sealedAt
    }

    /// Reads a seal; `nil` if the bytes are none.
    init?(decoding bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["version"]?.intValue == 1,
            let first = json["firstSequence"]?.intValue, let last = json["lastSequence"]?.intValue,
            let count = json["count"]?.intValue, let length = json["byteLength"]?.intValue,
            let sha256 = json["sha256"]?.stringValue, let sealed = json["sealedAt"]?.stringValue,
            let sealedAt = ISO8601.parse(sealed), first > 0, last >= first, count > 0, length > 0,
            last - first == count - 1
        else { return nil }
        self.init(
            firstSequence: UInt64(first), count: UInt64(count), byteLength: UInt64(length), sha256: sha256,
            previousSeal: json["previousSeal"]?.stringValue, sealedAt: Int64(sealedAt))
    }

    /// The name by which the next seal refers to this one.
    static func hash(of encoded: [UInt8]) -> String { hexadecimal(SHA256.hash(data: encoded)) }

    static func hexadecimal(_ digest: SHA256Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
