import CairnModel
import CairnWire

extension ObjectInfo {
    /// What the answer to GetObject or HeadObject says.
    init(key: String, output: WireValue) {
        self.init(
            key: key, size: Self.integer(output["ContentLength"]), etag: Self.plain(output["ETag"]?.stringValue),
            lastModified: Self.time(output["LastModified"]), properties: ObjectProperties(output: output),
            checksums: ObjectChecksums(output: output))
    }

    /// One entry of a list.
    init?(listed output: WireValue, isEncoded: Bool) {
        guard let key = output["Key"]?.stringValue else { return nil }
        self.init(
            key: isEncoded ? Self.decoded(key) : key, size: Self.integer(output["Size"]),
            etag: Self.plain(output["ETag"]?.stringValue), lastModified: Self.time(output["LastModified"]))
    }

    static func plain(_ etag: String?) -> String {
        String(decoding: (etag ?? "").utf8.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }

    private static func integer(_ value: WireValue?) -> Int {
        guard case .number(let number)? = value else { return 0 }
        return Int(number.literal) ?? 0
    }

    private static func time(_ value: WireValue?) -> Double {
        guard case .timestamp(let seconds)? = value else { return 0 }
        return seconds
    }

    /// A text of a list that was asked for with `encoding-type=url`.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return text }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap(HexDigits.value)
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                bytes.append(digits[0] << 4 | digits[1])
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension ObjectProperties {
    init(output: WireValue) {
        self.init(
            contentType: output["ContentType"]?.stringValue, contentEncoding: output["ContentEncoding"]?.stringValue,
            encryption: ObjectEncryption(output: output))
        if case .map(let members)? = output["Metadata"] {
            for member in members { userMetadata[member.name.lowercased()] = member.value.stringValue }
        }
        contentDisposition = output["ContentDisposition"]?.stringValue
        contentLanguage = output["ContentLanguage"]?.stringValue
        cacheControl = output["CacheControl"]?.stringValue
        websiteRedirectLocation = output["WebsiteRedirectLocation"]?.stringValue
        storageClass = output["StorageClass"]?.stringValue
    }
}

extension ObjectEncryption {
    init(output: WireValue) {
        switch output["ServerSideEncryption"]?.stringValue {
        case "AES256": self = .aes256
        case let name? where name.hasPrefix("aws:kms"):
            self = .kms(
                key: output["SSEKMSKeyId"]?.stringValue, usesBucketKey: output["BucketKeyEnabled"] == .boolean(true),
                isDualLayer: name == "aws:kms:dsse")
        default: self = .none
        }
    }
}

extension ObjectChecksums {
    init(output: WireValue) {
        self.init()
        for algorithm in ChecksumAlgorithm.allCases {
            guard let text = output[algorithm.memberName]?.stringValue else { continue }
            let parts = text.split(separator: "-", maxSplits: 1)
            values[algorithm] = parts.first.flatMap { Base64.bytes(String($0)) }
            if parts.count == 2 { partCount = Int(parts[1]) }
        }
    }
}

extension ObjectWriteOptions {
    /// The members of PutObject's input.
    var input: [WireValue.Member] {
        let properties = properties
        var texts: [(String, String?)] = [
            ("ContentType", properties.contentType), ("ContentEncoding", properties.contentEncoding),
            ("ContentDisposition", properties.contentDisposition), ("ContentLanguage", properties.contentLanguage),
            ("CacheControl", properties.cacheControl), ("ACL", properties.acl),
            ("StorageClass", properties.storageClass), ("ExpectedBucketOwner", expectedBucketOwner),
            ("WebsiteRedirectLocation", properties.websiteRedirectLocation),
            ("ServerSideEncryption", properties.encryption.algorithm),
        ]
        switch condition {
        case .isNew: texts.append(("IfNoneMatch", "*"))
        case .matches(let etag): texts.append(("IfMatch", "\"\(etag)\""))
        case nil: break
        }
        var members = texts.compactMap { name, text in text.map { WireValue.Member(name, .string($0)) } }
        if case .kms(let key, let context, let usesBucketKey, _) = properties.encryption {
            if let key { members.append(WireValue.Member("SSEKMSKeyId", .string(key))) }
            if usesBucketKey { members.append(WireValue.Member("BucketKeyEnabled", .boolean(true))) }
            if !context.isEmpty {
                let json = ObjectProperties.json(context).description
                members.append(
                    WireValue.Member("SSEKMSEncryptionContext", .string(Base64.text(Array(json.utf8)))))
            }
        }
        let metadata = properties.userMetadata.sorted { $0.key < $1.key }
        if !metadata.isEmpty {
            members.append(
                WireValue.Member("Metadata", .map(metadata.map { WireValue.Member($0.key, .string($0.value)) })))
        }
        return members
    }
}
