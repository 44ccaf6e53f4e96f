/// Where a trail's files are: a bucket, or a folder that was copied from one.
///
/// Laws: pages list every key once, in the order of the keys' UTF-8 bytes; what is listed can be read.
public protocol TrailFileSource: Sendable {
    /// The bucket, if it is known: digests and log files name theirs.
    var bucket: String? { get }

    /// What runs tasks that read nearest to where files come from; they take turns. Empty if that is no matter.
    var executors: [any TaskExecutor] { get }

    /// Returns the keys behind `after` that begin with the prefix; an empty page is the last.
    /// - Throws: ``IntegrityError`` with `unreadable`.
    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String]

    /// Returns the same with all that a listing tells. A source that knows no more than keys need not have it.
    /// - Throws: ``IntegrityError`` with `unreadable`.
    func page(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> TrailFilePage

    /// Returns the names of the folders directly below a prefix, in order. There is a way that every source has; one
    /// that need not list what is in them is better.
    /// - Throws: ``IntegrityError`` with `unreadable`.
    func folders(in prefix: String) async throws(IntegrityError) -> [String]

    /// Reads a file and hands over its bytes as they stand in the bucket, in parts of any size.
    ///
    /// - Returns: what is known of the file, `nil` if there is none of that key.
    /// - Throws: ``IntegrityError`` with `unreadable`.
    func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo?
}

extension TrailFileSource {
    public var executors: [any TaskExecutor] { [] }

    public func page(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> TrailFilePage {
        let keys = try await list(prefix: prefix, after: after, limit: limit)
        return TrailFilePage(files: keys.map { ListedTrailFile(key: $0) }, isLast: keys.isEmpty)
    }

    public func folders(in prefix: String) async throws(IntegrityError) -> [String] {
        try await TrailFileListing(source: self).listedFolders(in: prefix)
    }
}

/// Files of a source, in the order of their keys.
public struct TrailFilePage: Sendable, Hashable {
    public var files: [ListedTrailFile]
    /// Nothing follows; `false` if that is not known.
    public var isLast: Bool

    public init(files: [ListedTrailFile], isLast: Bool) {
        self.files = files
        self.isLast = isLast
    }
}

/// A file as a listing shows it.
public struct ListedTrailFile: Sendable, Hashable {
    public var key: String
    /// See ``TrailFileInfo/version``.
    public var version: String?

    public init(key: String, version: String? = nil) {
        self.key = key
        self.version = version
    }
}

/// What a source knows of a file besides its bytes.
public struct TrailFileInfo: Sendable, Hashable {
    /// The object's user metadata, names in lower case without `x-amz-meta-`; `nil` where only the bytes were copied.
    public var metadata: [String: String]?
    /// A text that is another one whenever the file was written again, the same where it is listed and where it is
    /// read; `nil` if the source has none.
    public var version: String?

    public init(metadata: [String: String]?, version: String? = nil) {
        self.metadata = metadata
        self.version = version
    }
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
