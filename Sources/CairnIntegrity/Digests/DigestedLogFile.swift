import CairnModel
import Crypto

/// A log file as a digest lists it.
public struct DigestedLogFile: Sendable, Hashable {
    public var bucket: String
    public var key: String
    /// SHA-256 of the uncompressed file in lower-case hexadecimal.
    public var sha256: String
    /// The latest and the earliest `eventTime` in the file; `nil` where a digest does not say.
    public var newestEventTime: DigestTime?
    public var oldestEventTime: DigestTime?

    public init(
        bucket: String, key: String, sha256: String, newestEventTime: DigestTime?, oldestEventTime: DigestTime?
    ) {
        self.bucket = bucket
        self.key = key
        self.sha256 = sha256
        self.newestEventTime = newestEventTime
        self.oldestEventTime = oldestEventTime
    }

    /// Returns the value for ``sha256``.
    /// - Parameter bytes: the file before it is compressed: `{"Records":[…]}`.
    public static func sha256(ofUncompressed bytes: [UInt8]) -> String {
        Hexadecimal.text(SHA256.hash(data: bytes))
    }
}

extension DigestedLogFile {
    /// `nil` if a member is missing that a validator reads.
    init?(_ json: JSON) {
        guard let bucket = json["s3Bucket"]?.stringValue, let key = json["s3Object"]?.stringValue,
            let sha256 = json["hashValue"]?.stringValue
        else { return nil }
        self.bucket = bucket
        self.key = key
        self.sha256 = sha256
        newestEventTime = json["newestEventTime"]?.stringValue.flatMap { DigestTime($0) }
        oldestEventTime = json["oldestEventTime"]?.stringValue.flatMap { DigestTime($0) }
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("s3Bucket", bucket)
        writer.member("s3Object", key)
        writer.member("hashValue", sha256)
        writer.member("hashAlgorithm", "SHA-256")
        writer.member("newestEventTime", newestEventTime?.text)
        writer.member("oldestEventTime", oldestEventTime?.text)
        writer.endObject()
    }
}

extension JSONWriter {
    /// Writes a text, or `null` where there is none.
    mutating func member(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }
}
