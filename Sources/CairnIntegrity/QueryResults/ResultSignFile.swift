import CairnModel
import Crypto

/// The file that stands for the results of a query: the hash of each result file, and a signature over them.
///
/// Source: CloudTrail User Guide, "CloudTrail sign file structure" and "Custom implementations of CloudTrail query
/// result file integrity validation".
public struct ResultSignFile: Sendable, Hashable {
    /// A result file beside it.
    public struct File: Sendable, Hashable {
        /// Such as `result_1.csv.gz`.
        public var name: String
        /// The SHA-256 of the compressed file in lower-case hexadecimal.
        public var sha256: String

        public init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }

        public init(name: String, content: [UInt8]) {
            self.init(name: name, sha256: Hexadecimal.text(SHA256.hash(data: content)))
        }
    }

    public var region: String
    /// In the order in which they are signed.
    public var files: [File]
    /// Such as `2026-03-01T10:20:30Z`: the time by which the public key is looked up.
    public var queryCompleteTime: String
    /// In hexadecimal.
    public private(set) var signature: String
    public private(set) var publicKeyFingerprint: String

    public static let name = "result_sign.json"
    /// What stands in the keys of all results.
    public static let folder = "CloudTrail-Lake/Query/"
    private static let version = "1.0"
    private static let hashAlgorithm = "SHA-256"

    /// The name of a result file; the first is 1.
    public static func fileName(_ number: Int) -> String { "result_\(number).csv.gz" }

    /// Signs the hashes of files.
    /// - Parameter completed: in seconds since the epoch.
    /// - Throws: ``IntegrityError`` with `signing`.
    public init(files: [File], region: String, completed: Int64, key: DigestKey) throws(IntegrityError) {
        self.files = files
        self.region = region
        queryCompleteTime = ISO8601.string(epochSeconds: completed)
        publicKeyFingerprint = key.publicKey.fingerprint
        signature = try key.sign(Array(Self.stringToSign(files).utf8))
    }

    /// The hashes with a space between them, and nothing behind the last.
    public var stringToSign: String { Self.stringToSign(files) }

    private static func stringToSign(_ files: [File]) -> String { files.map(\.sha256).joined(separator: " ") }

    /// As it is delivered.
    public var bytes: [UInt8] {
        let json: JSON = [
            "version": .string(Self.version), "region": .string(region),
            "files": .array(
                files.map { ["fileHashValue": .string($0.sha256), "fileName": .string($0.name)] }),
            "hashAlgorithm": .string(Self.hashAlgorithm), "signatureAlgorithm": .string(DigestSignature.algorithm),
            "queryCompleteTime": .string(queryCompleteTime), "hashSignature": .string(signature),
            "publicKeyFingerprint": .string(publicKeyFingerprint),
        ]
        return Array(json.description.utf8)
    }

    /// Reads a sign file; its signature is not looked at.
    /// - Throws: ``IntegrityError`` with `invalidDigest`, naming the member that is wrong.
    public init(bytes: [UInt8]) throws(IntegrityError) {
        guard let json = try? JSON(parsing: bytes) else {
            throw IntegrityError(.invalidDigest, "The sign file is not JSON")
        }
        func text(_ name: String) throws(IntegrityError) -> String {
            guard let text = json[name]?.stringValue else {
                throw IntegrityError(.invalidDigest, "The sign file has no '\(name)'")
            }
            return text
        }
        guard try text("hashAlgorithm") == Self.hashAlgorithm,
            try text("signatureAlgorithm") == DigestSignature.algorithm
        else {
            throw IntegrityError(
                .invalidDigest, "The sign file is of other algorithms than \(Self.hashAlgorithm) and SHA256withRSA")
        }
        region = try text("region")
        queryCompleteTime = try text("queryCompleteTime")
        signature = try text("hashSignature")
        publicKeyFingerprint = try text("publicKeyFingerprint")
        files = []
        for file in json["files"]?.arrayValue ?? [] {
            guard let name = file["fileName"]?.stringValue, let sha256 = file["fileHashValue"]?.stringValue else {
                throw IntegrityError(.invalidDigest, "A file of the sign file has no 'fileName' or 'fileHashValue'")
            }
            files.append(File(name: name, sha256: sha256))
        }
        guard !files.isEmpty else { throw IntegrityError(.invalidDigest, "The sign file names no files") }
    }
}
