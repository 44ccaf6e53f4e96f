import CairnModel

// How properties are kept: what an object does not have is left out.
extension ObjectProperties {
    private static var texts: [(name: String, path: WritableKeyPath<ObjectProperties, String?>)] {
        [
            ("contentType", \.contentType), ("contentEncoding", \.contentEncoding),
            ("contentDisposition", \.contentDisposition), ("contentLanguage", \.contentLanguage),
            ("cacheControl", \.cacheControl), ("expires", \.expires),
            ("websiteRedirectLocation", \.websiteRedirectLocation), ("acl", \.acl), ("storageClass", \.storageClass),
            ("owner", \.owner),
        ]
    }

    init(_ json: JSON) {
        self.init(encryption: ObjectEncryption(json["encryption"]))
        for (name, path) in Self.texts { self[keyPath: path] = json[name]?.stringValue }
        userMetadata = json["metadata"].map(Self.texts(of:)) ?? [:]
        tags = (json["tags"]?.objectValue?.members ?? []).map {
            ObjectTag(key: $0.key, value: $0.value.stringValue ?? "")
        }
    }

    func write(to object: inout JSONObject) {
        for (name, path) in Self.texts {
            if let text = self[keyPath: path] { object[name] = .string(text) }
        }
        if !userMetadata.isEmpty { object["metadata"] = Self.json(userMetadata) }
        if let encryption = encryption.json { object["encryption"] = encryption }
        if !tags.isEmpty { object["tags"] = .object(JSONObject(tags.map { ($0.key, .string($0.value)) })) }
    }

    static func texts(of json: JSON) -> [String: String] {
        let members = json.objectValue?.members ?? []
        return Dictionary(members.map { ($0.key, $0.value.stringValue ?? "") }, uniquingKeysWith: { $1 })
    }

    static func json(_ texts: [String: String]) -> JSON {
        .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
}

extension ObjectEncryption {
    init(_ json: JSON?) {
        switch json?["algorithm"]?.stringValue {
        case "AES256": self = .aes256
        case "aws:kms", "aws:kms:dsse":
            self = .kms(
                key: json?["key"]?.stringValue, context: json?["context"].map(ObjectProperties.texts) ?? [:],
                usesBucketKey: json?["bucketKey"]?.boolValue ?? false,
                isDualLayer: json?["algorithm"]?.stringValue == "aws:kms:dsse")
        default: self = .none
        }
    }

    var json: JSON? {
        guard let algorithm else { return nil }
        var object: JSONObject = ["algorithm": .string(algorithm)]
        if case .kms(let key, let context, let usesBucketKey, _) = self {
            if let key { object["key"] = .string(key) }
            if !context.isEmpty { object["context"] = ObjectProperties.json(context) }
            if usesBucketKey { object["bucketKey"] = true }
        }
        return .object(object)
    }
}
