import CairnGzip

enum CairnGzipText {
    static func text(_ bytes: [UInt8]) throws -> [UInt8] { try Gzip.decompress(bytes, upTo: 100 << 20) }
}
