import CairnWire

/// The headers that begin with `x-amz-meta-`.
enum UserMetadata {
    /// - Throws: ``S3Failure`` with `MetadataTooLarge`.
    static func read(_ value: WireValue?) throws -> [String: String] {
        guard case .map(let members)? = value else { return [:] }
        var metadata: [String: String] = [:]
        for member in members {
            guard let text = member.value.stringValue else { continue }
            let name = member.name.lowercased()
            metadata[name] = metadata[name].map { $0 + "," + text } ?? text
        }
        let byteCount = metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard byteCount <= PutLimits.metadataByteCountMax else {
            throw S3Failure(
                "MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size",
                details: [("Size", String(byteCount)), ("MaxSizeAllowed", String(PutLimits.metadataByteCountMax))])
        }
        return metadata
    }
}
