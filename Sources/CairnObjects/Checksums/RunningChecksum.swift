import Crypto

/// A checksum that is being worked out.
public struct RunningChecksum: Sendable {
    private enum State: Sendable {
        case crc32(CRC<UInt32>)
        case crc64(CRC<UInt64>)
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
    }

    public let algorithm: ChecksumAlgorithm
    private var state: State

    public init(_ algorithm: ChecksumAlgorithm) {
        self.algorithm = algorithm
        state =
            switch algorithm {
            case .crc32: .crc32(CRC(CRCTables.crc32))
            case .crc32c: .crc32(CRC(CRCTables.crc32c))
            case .crc64NVME: .crc64(CRC(CRCTables.crc64NVME))
            case .sha1: .sha1(Insecure.SHA1())
            case .sha256: .sha256(SHA256())
            }
    }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch state {
        case .crc32(var crc):
            crc.update(bytes)
            state = .crc32(crc)
        case .crc64(var crc):
            crc.update(bytes)
            state = .crc64(crc)
        case .sha1(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha1(hash)
        case .sha256(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha256(hash)
        }
    }

    /// The checksum's bytes, most significant first.
    public var bytes: [UInt8] {
        switch state {
        case .crc32(let crc): crc.bytes
        case .crc64(let crc): crc.bytes
        case .sha1(let hash): Array(hash.finalize())
        case .sha256(let hash): Array(hash.finalize())
        }
    }

    /// The checksum of bytes that are there already.
    public static func of(_ bytes: [UInt8], _ algorithm: ChecksumAlgorithm) -> [UInt8] {
        var checksum = RunningChecksum(algorithm)
        bytes.withUnsafeBytes { checksum.update($0) }
        return checksum.bytes
    }
}

extension RunningChecksum {
    /// The MD5 of bytes that are there already.
    public static func md5(of bytes: [UInt8]) -> [UInt8] { Array(Insecure.MD5.hash(data: bytes)) }
}
