import CairnModel

/// What is kept beside an object's file: for the version that is there and, while it is replaced, for the next.
///
/// Which of them the file is tells its size and the time of its last change, both of which are set before the file
/// gets its name. So the record can be written first, and whatever happens then, the file and what is said of it agree.
struct ObjectRecord: Sendable, Hashable {
    struct Version: Sendable, Hashable {
        var size: Int
        /// Nanoseconds since the epoch, as the file has it.
        var modified: Int64
        var etag: String
        var properties: ObjectProperties
        var checksums: ObjectChecksums
        var partSizes: [Int]

        func isOf(_ status: ObjectFile.Status) -> Bool { size == status.size && modified == status.modified }

        func info(key: String) -> ObjectInfo {
            ObjectInfo(
                key: key, size: size, etag: etag, lastModified: Double(modified) / 1e9, properties: properties,
                checksums: checksums, partSizes: partSizes)
        }
    }

    var key: String
    /// Oldest first; at most two.
    var versions: [Version]

    /// What is known of a file that no version is of: somebody has put or changed it by hand. It keeps what was said
    /// of it; only what follows from its bytes does not hold any more.
    func version(ofChanged status: ObjectFile.Status) -> Version { Self.version(of: status, after: versions.last) }

    static func version(of status: ObjectFile.Status, after last: Version?) -> Version {
        let tag = String(UInt64(bitPattern: status.modified), radix: 16) + String(status.size, radix: 16)
        return Version(
            size: status.size, modified: status.modified, etag: String(repeating: "0", count: 8) + tag + "-0",
            properties: last?.properties ?? ObjectProperties(), checksums: ObjectChecksums(), partSizes: [])
    }
}

extension ObjectRecord {
    /// - Throws: ``ObjectStoreError`` with `internalError` if the bytes are no record.
    init(parsing bytes: [UInt8], path: String) throws(ObjectStoreError) {
        guard let json = try? JSON(parsing: bytes), let record = ObjectRecord(json) else {
            throw ObjectStoreError(.internalError, "Damaged: \(path). Without this file the object has no metadata")
        }
        self = record
    }

    private init?(_ json: JSON) {
        guard let key = json["key"]?.stringValue, let versions = json["versions"]?.arrayValue else { return nil }
        self.key = key
        self.versions = versions.compactMap(Version.init)
        guard self.versions.count == versions.count, !versions.isEmpty else { return nil }
    }

    var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.value(["key": .string(key), "versions": .array(versions.map(\.json))])
        return writer.bytes + [0x0A]
    }
}

extension ObjectRecord.Version {
    init?(_ json: JSON) {
        guard let size = json["size"]?.intValue, let etag = json["etag"]?.stringValue,
            case .number(let modified)? = json["modified"], let modified = Int64(modified.literal)
        else { return nil }
        self.size = size
        self.etag = etag
        self.modified = modified
        properties = ObjectProperties(json)
        checksums = ObjectChecksums(json)
        partSizes = json["partSizes"]?.arrayValue?.compactMap(\.intValue) ?? []
    }

    var json: JSON {
        var object: JSONObject = [
            "size": .integer(size), "modified": .integer(modified), "etag": .string(etag),
        ]
        properties.write(to: &object)
        checksums.write(to: &object)
        if !partSizes.isEmpty { object["partSizes"] = .array(partSizes.map { JSON.integer($0) }) }
        return .object(object)
    }
}

extension ObjectChecksums {
    init(_ json: JSON) {
        self.init(partCount: json["checksumPartCount"]?.intValue)
        for member in json["checksums"]?.objectValue?.members ?? [] {
            guard let algorithm = ChecksumAlgorithm(rawValue: member.key) else { continue }
            values[algorithm] = member.value.stringValue.flatMap(Base64.bytes)
        }
    }

    func write(to object: inout JSONObject) {
        guard !isEmpty else { return }
        let sorted = values.sorted { $0.key.rawValue < $1.key.rawValue }
        object["checksums"] = .object(JSONObject(sorted.map { ($0.key.rawValue, .string(Base64.text($0.value))) }))
        if let partCount { object["checksumPartCount"] = .integer(partCount) }
    }
}
