/// Where a trail's files are: a bucket, or a folder that was copied from one.
///
/// Laws: pages list every key once, in the order of the keys' UTF-8 bytes; what is listed can be read.
public protocol TrailFileSource: Sendable {
    /// The bucket, if it is known: digests and log files name theirs.
    var bucket: String? { get }

    /// Returns the keys behind `after` that begin with the prefix; an empty page is the last.
    /// - Throws: ``IntegrityError`` with `unreadable`.
    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String]

    /// Reads a file and hands over its bytes as they stand in the bucket, in parts of any size.
    ///
    /// - Returns: what is known of the file, `nil` if there is none of that key.
    /// - Throws: ``IntegrityError`` with `unreadable`.
    func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo?
}

/// What a source knows of a file besides its bytes.
public struct TrailFileInfo: Sendable, Hashable {
    /// The object's user metadata, names in lower case without `x-amz-meta-`; `nil` where only the bytes were copied.
    public var metadata: [String: String]?

    public init(metadata: [String: String]?) { self.metadata = metadata }
}

/// Where public keys come from.
public protocol DigestPublicKeySource: Sendable {
    /// Returns every key that ever signed in the region.
    /// - Throws: ``IntegrityError`` with `unreadable` or `invalidKey`.
    func publicKeys(in region: String) async throws(IntegrityError) -> [DigestPublicKey]
}

/// The same keys for every region, such as those of a file.
public struct FixedPublicKeys: DigestPublicKeySource {
    private let keys: [DigestPublicKey]

    public init(_ keys: [DigestPublicKey]) { self.keys = keys }

    public func publicKeys(in region: String) async throws(IntegrityError) -> [DigestPublicKey] { keys }
}
