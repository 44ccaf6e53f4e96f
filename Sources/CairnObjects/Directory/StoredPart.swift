import CairnModel

/// A part and the name of its file.
struct StoredPart: Sendable, Hashable {
    var part: UploadedPart
    var file: String

    init(part: UploadedPart, file: String) {
        self.part = part
        self.file = file
    }

    init?(_ json: JSON) {
        guard let number = json["number"]?.intValue, let size = json["size"]?.intValue,
            let etag = json["etag"]?.stringValue, let file = json["file"]?.stringValue, !file.contains("/")
        else { return nil }
        self.file = file
        part = UploadedPart(
            number: number, size: size, etag: etag, lastModified: json["lastModified"]?.doubleValue ?? 0,
            checksums: ObjectChecksums(json))
    }

    var bytes: [UInt8] {
        var object: JSONObject = [
            "number": .integer(part.number), "size": .integer(part.size), "etag": .string(part.etag),
            "lastModified": .integer(Int64(part.lastModified)), "file": .string(file),
        ]
        part.checksums.write(to: &object)
        return Array(JSON.object(object).description.utf8) + [0x0A]
    }
}

extension MultipartUpload {
    init?(_ json: JSON, id: String) {
        guard let key = json["key"]?.stringValue, let initiated = json["initiated"]?.doubleValue,
            let properties = json["properties"]
        else { return nil }
        self.init(
            id: id, key: key, initiated: initiated, properties: ObjectProperties(properties),
            checksumAlgorithm: json["checksum"]?.stringValue.flatMap(ChecksumAlgorithm.init),
            hasFullObjectChecksum: json["isFullObject"]?.boolValue ?? false)
    }

    var bytes: [UInt8] {
        var properties = JSONObject()
        self.properties.write(to: &properties)
        var object: JSONObject = [
            "key": .string(key), "initiated": .integer(Int64(initiated)), "properties": .object(properties),
        ]
        if let checksumAlgorithm { object["checksum"] = .string(checksumAlgorithm.rawValue) }
        if hasFullObjectChecksum { object["isFullObject"] = true }
        return Array(JSON.object(object).description.utf8) + [0x0A]
    }
}
