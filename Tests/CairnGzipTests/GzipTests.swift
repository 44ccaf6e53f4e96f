import CairnGzip
import Testing

struct GzipTests {
    private static let text = Array(String(repeating: #"{"Records":[{"eventName":"CreateBucket"}]}"#, count: 5000).utf8)

    private func code(_ body: () throws -> Void) -> GzipError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? GzipError)?.code
        }
    }

    @Test(arguments: [[], [7], Array("{}".utf8), text])
    func whatIsCompressedComesBack(bytes: [UInt8]) throws {
        let file = try Gzip.compress(bytes)
        #expect(try Gzip.decompress(file, upTo: 1 << 20) == bytes)
    }

    @Test func equalBytesGiveEqualFiles() throws {
        #expect(try Gzip.compress(Self.text) == Gzip.compress(Self.text))
    }

    @Test func theHeaderHoldsNoTimeAndNoName() throws {
        #expect(try Gzip.compress(Self.text).prefix(8) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
    }

    @Test(arguments: [1, 2, 7, 64, 1000])
    func partsOfAnySizeGiveTheSame(size: Int) throws {
        let file = try Gzip.compress(Self.text)
        var result: [UInt8] = []
        var stream = try GunzipStream()
        for start in stride(from: 0, to: file.count, by: size) {
            try stream.feed(Array(file[start..<min(file.count, start + size)])) { result += $0 }
        }
        try stream.finish()
        #expect(result == Self.text)
    }

    @Test func aFileThatIsCutOffIsTruncated() throws {
        let file = try Gzip.compress(Self.text)
        for count in [0, 1, 9, 20, file.count - 8, file.count - 1] {
            #expect(code { _ = try Gzip.decompress(Array(file[..<count]), upTo: 1 << 20) } == .truncated)
        }
    }

    @Test func changedBytesAreDamage() throws {
        let file = try Gzip.compress(Self.text)
        for place in [0, 1, file.count - 1, file.count - 8] {
            var changed = file
            changed[place] ^= 0x40
            #expect(code { _ = try Gzip.decompress(changed, upTo: 1 << 20) } == .damaged)
        }
    }

    @Test func aSecondMemberIsNotRead() throws {
        let file = try Gzip.compress(Self.text)
        #expect(code { _ = try Gzip.decompress(file + file, upTo: 1 << 20) } == .trailingBytes)
        #expect(code { _ = try Gzip.decompress(file + [0], upTo: 1 << 20) } == .trailingBytes)
    }

    @Test func aSecondMemberInAPartOfItsOwnIsNotRead() throws {
        let file = try Gzip.compress(Self.text)
        var stream = try GunzipStream()
        try stream.feed(file) { _ in }
        #expect(code { try stream.feed([0x1F]) { _ in } } == .trailingBytes)
    }

    @Test func moreThanTheLimitIsRefused() throws {
        let file = try Gzip.compress([UInt8](repeating: 0, count: 10_000_000))
        #expect(file.count < 20_000)
        #expect(code { _ = try Gzip.decompress(file, upTo: 9_999_999) } == .tooLarge)
        #expect(try Gzip.decompress(file, upTo: 10_000_000).count == 10_000_000)
    }

    @Test(arguments: 1...12)
    func everyLevelCanBeRead(level: Int) throws {
        #expect(try Gzip.decompress(Gzip.compress(Self.text, level: level), upTo: 1 << 20) == Self.text)
    }
}
