import Crypto

/// What follows for an object from the parts that it is put together of.
///
/// Source: Amazon S3 User Guide, "Checking object integrity in Amazon S3" (composite and full object checksums).
struct PartAssembly {
    let upload: MultipartUpload
    let parts: [UploadedPart]

    /// The MD5 of the parts' MD5s, a hyphen and the number of parts.
    var etag: String {
        var md5 = Insecure.MD5()
        for part in parts { md5.update(data: Hexadecimal.bytes(part.etag)) }
        return Hexadecimal.text(Array(md5.finalize())) + "-\(parts.count)"
    }

    /// - Parameter whole: the checksums of the object's bytes.
    func checksums(whole: ObjectChecksums) -> ObjectChecksums {
        guard let algorithm = upload.checksumAlgorithm else { return ObjectChecksums() }
        if upload.hasFullObjectChecksum { return whole }
        var composed = RunningChecksum(algorithm)
        for part in parts {
            guard let value = part.checksums.values[algorithm] else { return ObjectChecksums() }
            value.withUnsafeBytes { composed.update($0) }
        }
        return ObjectChecksums([algorithm: composed.bytes], partCount: parts.count)
    }
}

extension MultipartUpload {
    /// What has to be worked out of the object's bytes.
    var wholeChecksums: Set<ChecksumAlgorithm> {
        guard hasFullObjectChecksum, let checksumAlgorithm else { return [] }
        return [checksumAlgorithm]
    }
}
