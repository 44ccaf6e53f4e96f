import CairnGzip
import Testing

struct GzipDecompressorTests {
    private static let text = Array(String(repeating: #"{"Records":[{"eventName":"CreateBucket"}]}"#, count: 5000).utf8)

    private func decompressed(_ file: [UInt8], upTo limit: Int = 1 << 20) throws -> [UInt8] {
        var decompressor = try GzipDecompressor()
        return try decompressor.result(file, upTo: limit)
    }

    private func code(_ file: [UInt8], upTo limit: Int = 1 << 20) -> GzipError.Code? {
        do {
            _ = try decompressed(file, upTo: limit)
            return nil
        } catch {
            return (error as? GzipError)?.code
        }
    }

    @Test(arguments: [[], [7], Array("{}".utf8), text])
    func whatIsCompressedComesBack(bytes: [UInt8]) throws {
        #expect(try decompressed(Gzip.compress(bytes)) == bytes)
    }

    @Test func oneReadsManyFiles() throws {
        var decompressor = try GzipDecompressor()
        for count in [1, 300_000, 0, 70_000, 5] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            #expect(try decompressor.result(Gzip.compress(bytes), upTo: 1 << 20) == bytes)
        }
    }

    @Test func anErrorDoesNotSpoilTheNextFile() throws {
        var decompressor = try GzipDecompressor()
        let file = try Gzip.compress(Self.text)
        var damaged = file
        damaged[file.count / 2] ^= 0x10
        #expect(throws: GzipError.self) { try decompressor.result(damaged, upTo: 1 << 20) }
        #expect(try decompressor.result(file, upTo: 1 << 20) == Self.text)
    }

    @Test func aFileThatIsCutOffIsNeverWhole() throws {
        let file = try Gzip.compress(Self.text)
        for count in [0, 1, 9, 17, 20, file.count - 8, file.count - 1] {
            #expect(code(Array(file[..<count])) == .truncated)
        }
    }

    @Test func changedBytesAreDamage() throws {
        let file = try Gzip.compress(Self.text)
        for place in [0, 1, file.count - 5, file.count - 8] {
            var changed = file
            changed[place] ^= 0x40
            #expect(code(changed) == .damaged)
        }
    }

    @Test func whatStandsBehindTheMemberIsNotPassedOver() throws {
        let file = try Gzip.compress(Self.text)
        #expect(code(file + file) == .trailingBytes)
        #expect(code(file + [0]) == .trailingBytes)
        #expect(code(file + [UInt8](repeating: 0, count: 64)) == .trailingBytes)
    }

    @Test func moreThanTheLimitIsRefused() throws {
        let file = try Gzip.compress([UInt8](repeating: 0, count: 10_000_000))
        #expect(code(file, upTo: 9_999_999) == .tooLarge)
        #expect(try decompressed(file, upTo: 10_000_000).count == 10_000_000)
    }

    /// Four bytes at its end say how long the content is: nobody takes them at their word.
    @Test func aLengthThatIsMadeUpIsDamage() throws {
        var file = try Gzip.compress(Array("{}".utf8))
        file.replaceSubrange(file.count - 4..<file.count, with: [0xFF, 0xFF, 0xFF, 0x7F])
        #expect(code(file, upTo: .max) == .damaged)
        file.replaceSubrange(file.count - 4..<file.count, with: [1, 0, 0, 0])
        #expect(code(file, upTo: .max) == .damaged)
    }
}

extension GzipDecompressor {
    fileprivate mutating func result(_ file: [UInt8], upTo limit: Int) throws(GzipError) -> [UInt8] {
        var result: [UInt8] = []
        var failure: GzipError?
        file.withUnsafeBytes { bytes in
            do throws(GzipError) { try decompress(bytes, upTo: limit) { result += $0 } } catch { failure = error }
        }
        if let failure { throw failure }
        return result
    }
}
