import CairnModel

/// A digest file: which log files a trail delivered in a region within an hour, and which digest came before.
///
/// Source: CloudTrail User Guide, "CloudTrail digest file structure".
public struct DigestFile: Sendable, Hashable {
    /// The account whose events the log files hold.
    public var account: String
    public var startTime: DigestTime
    public var endTime: DigestTime
    /// Where the digest itself is.
    public var bucket: String
    public var key: String
    public var publicKeyFingerprint: String
    /// Over all listed log files; `nil` if there is none.
    public var newestEventTime: DigestTime?
    public var oldestEventTime: DigestTime?
    /// `nil` for a starting digest.
    public var previous: DigestLink?
    public var logFiles: [DigestedLogFile]

    /// Makes a digest; the newest and oldest event times follow from the log files.
    public init(
        account: String, startTime: DigestTime, endTime: DigestTime, bucket: String, key: String,
        publicKeyFingerprint: String, previous: DigestLink?, logFiles: [DigestedLogFile]
    ) {
        self.account = account
        self.startTime = startTime
        self.endTime = endTime
        self.bucket = bucket
        self.key = key
        self.publicKeyFingerprint = publicKeyFingerprint
        self.previous = previous
        self.logFiles = logFiles
        newestEventTime = logFiles.compactMap(\.newestEventTime).max()
        oldestEventTime = logFiles.compactMap(\.oldestEventTime).min()
    }

    /// The file as it is hashed, and compressed for delivery: one line without an end, members in AWS's order.
    public var bytes: [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024 + logFiles.count * 400)
        writer.beginObject()
        writer.member("awsAccountId", account)
        writer.member("digestStartTime", startTime.text)
        writer.member("digestEndTime", endTime.text)
        writer.member("digestS3Bucket", bucket)
        writer.member("digestS3Object", key)
        writer.member("digestPublicKeyFingerprint", publicKeyFingerprint)
        writer.member("digestSignatureAlgorithm", DigestSignature.algorithm)
        writer.member("newestEventTime", newestEventTime?.text)
        writer.member("oldestEventTime", oldestEventTime?.text)
        writer.member("previousDigestS3Bucket", previous?.bucket)
        writer.member("previousDigestS3Object", previous?.key)
        writer.member("previousDigestHashValue", previous?.sha256)
        writer.member("previousDigestHashAlgorithm", previous?.sha256.map { _ in "SHA-256" })
        writer.member("previousDigestSignature", previous?.signature)
        writer.key("logFiles")
        writer.beginArray()
        for file in logFiles { file.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}

extension DigestFile {
    /// Reads a digest, uncompressed. What validators do not read may be missing.
    ///
    /// - Throws: ``IntegrityError`` with `invalidDigest`.
    public init(parsing bytes: [UInt8]) throws(IntegrityError) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: bytes)
        } catch {
            throw IntegrityError(.invalidDigest, "It is not JSON: \(error)")
        }
        account = json["awsAccountId"]?.stringValue ?? ""
        startTime = try Self.time("digestStartTime", in: json)
        endTime = try Self.time("digestEndTime", in: json)
        bucket = try Self.text("digestS3Bucket", in: json)
        key = try Self.text("digestS3Object", in: json)
        publicKeyFingerprint = try Self.text("digestPublicKeyFingerprint", in: json)
        newestEventTime = json["newestEventTime"]?.stringValue.flatMap { DigestTime($0) }
        oldestEventTime = json["oldestEventTime"]?.stringValue.flatMap { DigestTime($0) }
        previous = try Self.previous(in: json)
        guard let files = json["logFiles"]?.arrayValue else { throw Self.missing("logFiles") }
        logFiles = files.compactMap(DigestedLogFile.init)
        guard logFiles.count == files.count else { throw Self.missing("a member of logFiles") }
    }

    private static func previous(in json: JSON) throws(IntegrityError) -> DigestLink? {
        guard let signature = json["previousDigestSignature"] else { throw missing("previousDigestSignature") }
        guard let bucket = json["previousDigestS3Bucket"]?.stringValue,
            let key = json["previousDigestS3Object"]?.stringValue
        else {
            // A signature counts in what is signed even where the place is missing.
            guard signature.isNull else {
                throw IntegrityError(.invalidDigest, "It has the signature of a digest before it, but no place")
            }
            return nil
        }
        return DigestLink(
            bucket: bucket, key: key, sha256: json["previousDigestHashValue"]?.stringValue,
            signature: signature.stringValue)
    }

    private static func text(_ name: String, in json: JSON) throws(IntegrityError) -> String {
        guard let text = json[name]?.stringValue else { throw missing(name) }
        return text
    }

    private static func time(_ name: String, in json: JSON) throws(IntegrityError) -> DigestTime {
        guard let time = DigestTime(try text(name, in: json)) else { throw missing(name) }
        return time
    }

    private static func missing(_ name: String) -> IntegrityError {
        IntegrityError(.invalidDigest, "\(name) is missing in it, or is something else than it should be")
    }
}
