import Crypto

/// The size and the digests of a content, worked out while it goes by.
struct ContentDigest: Sendable {
    private(set) var size = 0
    private var md5 = Insecure.MD5()
    private var running: [RunningChecksum]

    init(_ algorithms: Set<ChecksumAlgorithm>) { running = algorithms.map(RunningChecksum.init) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        size += bytes.count
        md5.update(bufferPointer: bytes)
        for index in running.indices { running[index].update(bytes) }
    }

    var md5Bytes: [UInt8] { Array(md5.finalize()) }

    var checksums: ObjectChecksums {
        ObjectChecksums(Dictionary(uniqueKeysWithValues: running.map { ($0.algorithm, $0.bytes) }))
    }
}
