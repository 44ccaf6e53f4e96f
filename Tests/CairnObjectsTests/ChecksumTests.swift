import Testing

@testable import CairnObjects

@Suite struct ChecksumTests {
    @Test(arguments: [
        (ChecksumAlgorithm.crc32, "cbf43926"), (.crc32c, "e3069283"), (.crc64NVME, "ae8b14860a799888"),
        (.sha1, "f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
        (.sha256, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
    ])
    func checksumsOfTheDigitsAreThePublishedOnes(_ algorithm: ChecksumAlgorithm, _ expected: String) {
        let value = RunningChecksum.of(Array("123456789".utf8), algorithm)
        #expect(Hexadecimal.text(value) == expected)
        #expect(value.count == algorithm.byteCount)
    }

    @Test(arguments: ChecksumAlgorithm.allCases)
    func piecesMakeTheSameChecksumAsTheWhole(_ algorithm: ChecksumAlgorithm) {
        let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let whole = RunningChecksum.of(bytes, algorithm)
        for split in 0...bytes.count {
            var running = RunningChecksum(algorithm)
            bytes[..<split].withUnsafeBytes { running.update($0) }
            bytes[split...].withUnsafeBytes { running.update($0) }
            #expect(running.bytes == whole)
        }
    }
}
