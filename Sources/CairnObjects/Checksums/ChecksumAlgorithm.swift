/// The checksums that S3's clients send and ask for.
///
/// Source: Amazon S3 User Guide, "Checking object integrity in Amazon S3".
public enum ChecksumAlgorithm: String, Sendable, Hashable, CaseIterable {
    case crc32 = "CRC32"
    case crc32c = "CRC32C"
    case crc64NVME = "CRC64NVME"
    case sha1 = "SHA1"
    case sha256 = "SHA256"

    /// The header that carries it, such as `x-amz-checksum-crc32`.
    public var headerName: String { "x-amz-checksum-" + rawValue.lowercased() }

    /// The name of the member of S3's shapes, such as `ChecksumCRC32`.
    public var memberName: String { "Checksum" + rawValue }
}

extension ChecksumAlgorithm {
    /// How many bytes a checksum has.
    public var byteCount: Int {
        switch self {
        case .crc32, .crc32c: 4
        case .crc64NVME: 8
        case .sha1: 20
        case .sha256: 32
        }
    }
}
