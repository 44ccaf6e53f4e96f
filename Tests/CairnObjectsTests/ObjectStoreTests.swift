import CairnObjects
import NIOCore
import Testing

/// The laws of ``CairnObjects/ObjectStore``, for every store.
@Suite struct ObjectStoreTests {
    private static let bucket = StoreKind.bucket

    private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: StoreKind.allCases)
    func anObjectIsReadAsItWasPut(_ kind: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(folder)
        let options = ObjectWriteOptions(
            contentType: "application/json", contentEncoding: "gzip", userMetadata: ["signature": "ab", "n": "1"],
            acl: "bucket-owner-full-control", encryption: .kms(key: "alias/k"), checksums: [.sha256])
        let put = try await store.put(
            bucket: Self.bucket, key: "AWSLogs/1/a.json.gz", bytes: text("abc"), options: options)
        #expect(put.etag == "900150983cd24fb0d6963f7d28e17f72")
        let body = try await store.get(bucket: Self.bucket, key: "AWSLogs/1/a.json.gz")
        #expect(try await body.collect(upTo: 10) == text("abc"))
        let head = try #require(try await store.head(bucket: Self.bucket, key: "AWSLogs/1/a.json.gz"))
        for info in [body.info, head] {
            #expect(info.size == 3)
            #expect(info.etag == put.etag)
            #expect(info.contentType == "application/json")
            #expect(info.contentEncoding == "gzip")
            #expect(info.userMetadata == ["signature": "ab", "n": "1"])
            #expect(info.encryption == .kms(key: "alias/k"))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func aSecondPutReplacesTheFirst(_ kind: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(folder)
        try await store.put(
            bucket: Self.bucket, key: "k", bytes: text("first"), options: ObjectWriteOptions(contentType: "a/b"))
        let reading = try await store.get(bucket: Self.bucket, key: "k")
        try await store.put(bucket: Self.bucket, key: "k", bytes: text("second, longer"))
        let body = try await store.get(bucket: Self.bucket, key: "k")
        #expect(try await body.collect(upTo: 100) == text("second, longer"))
        #expect(body.info.contentType != "a/b")
        #expect(try await reading.collect(upTo: 100) == text("first"), "a read goes on with its version")
    }

    @Test(arguments: StoreKind.allCases)
    func whatIsMissingIsToldApart(_ kind: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(folder)
        #expect(try await store.head(bucket: Self.bucket, key: "k") == nil)
        #expect(try await store.bucketInfo("no-such-bucket") == nil)
        #expect(try await store.bucketExists(Self.bucket))
        #expect(try await store.bucketInfo(Self.bucket)?.region == "us-east-1")
        try await store.delete(bucket: Self.bucket, key: "k")
        await #expect(throws: ObjectStoreError(.noSuchKey, "")) { try await store.get(bucket: Self.bucket, key: "k") }
        for call in 0..<5 {
            await #expect(throws: ObjectStoreError(.noSuchBucket, ""), "call \(call)") {
                switch call {
                case 0: _ = try await store.head(bucket: "no-such-bucket", key: "k")
                case 1: _ = try await store.get(bucket: "no-such-bucket", key: "k")
                case 2: _ = try await store.put(bucket: "no-such-bucket", key: "k", bytes: [])
                case 3: try await store.delete(bucket: "no-such-bucket", key: "k")
                default: _ = try await store.list(bucket: "no-such-bucket", prefix: "", after: nil, limit: 1)
                }
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func rangesAreParts(_ kind: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(folder)
        try await store.put(bucket: Self.bucket, key: "k", bytes: text("0123456789"))
        for (range, expected) in [
            (ObjectRange.from(4), "456789"), (.closed(2...3), "23"), (.closed(8...99), "89"), (.last(3), "789"),
            (.last(99), "0123456789"),
        ] {
            let body = try await store.get(bucket: Self.bucket, key: "k", range: range)
            #expect(try await body.collect(upTo: 10) == text(expected))
            #expect(body.range.count == expected.utf8.count)
            #expect(body.info.size == 10)
        }
        for range in [ObjectRange.from(10), .closed(10...11)] {
            await #expect(throws: ObjectStoreError(.invalidRange, "")) {
                try await store.get(bucket: Self.bucket, key: "k", range: range)
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func conditionsDecideWhetherAPutHappens(_ kind: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(folder)
        let new = ObjectWriteOptions(condition: .isNew)
        let first = try await store.put(bucket: Self.bucket, key: "k", bytes: text("1"), options: new)
        await #expect(throws: ObjectStoreError(.preconditionFailed, "")) {
            try await store.put(bucket: Self.bucket, key: "k", bytes: text("2"), options: new)
        }
        await #expect(throws: ObjectStoreError(.preconditionFailed, "")) {
            let other = ObjectWriteOptions(condition: .matches("00"))
            try await store.put(bucket: Self.bucket, key: "k", bytes: text("2"), options: other)
        }
        let same = ObjectWriteOptions(condition: .matches(first.etag))
        try await store.put(bucket: Self.bucket, key: "k", bytes: text("3"), options: same)
        #expect(try await store.get(bucket: Self.bucket, key: "k").collect(upTo: 9) == text("3"))
        await #expect(throws: ObjectStoreError(.accessDenied, "")) {
            let other = ObjectWriteOptions(expectedBucketOwner: "999999999999")
            try await store.put(bucket: Self.bucket, key: "k", bytes: text("4"), options: other)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func pagesListEveryKeyOnceInTheOrderOfBytes(_ kind: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(folder)
        let keys = [
            "a", "a/", "a/b", "a//b", "a.b", "a0", "A", "é", "e\u{301}", "z/y/x", "z/y", "%", "%%", "a%", "..", "/",
            ".cairn", "日本", "b c+d", "tab\tkey", String(repeating: "x", count: 700), "😀/k",
        ]
        for key in keys { try await store.put(bucket: Self.bucket, key: key, bytes: text(key)) }
        let sorted = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for limit in [1, 3, 1000] {
            var found: [String] = []
            var after: String?
            repeat {
                let page = try await store.list(bucket: Self.bucket, prefix: "", after: after, limit: limit)
                #expect(page.objects.count <= limit)
                found += page.objects.map(\.key)
                after = page.next
            } while after != nil
            #expect(found.map { Array($0.utf8) } == sorted.map { Array($0.utf8) })
        }
        let page = try await store.list(bucket: Self.bucket, prefix: "a/", after: "a/", limit: 10)
        #expect(page.objects.map(\.key) == ["a//b", "a/b"])
        for key in keys {
            #expect(try await store.get(bucket: Self.bucket, key: key).collect(upTo: 1024) == text(key))
            try await store.delete(bucket: Self.bucket, key: key)
        }
        #expect(try await store.list(bucket: Self.bucket, prefix: "", after: nil, limit: 10).objects.isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func streamsAndFilesArePutLikeBytes(_ kind: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(folder)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        let stream = ObjectContent.stream(ObjectChunks(bytes: bytes))
        let put = try await store.put(bucket: Self.bucket, key: "s", body: stream, options: ObjectWriteOptions())
        #expect(put.size == bytes.count)
        #expect(try await store.get(bucket: Self.bucket, key: "s").collect(upTo: 300_000) == bytes)
        await #expect(throws: ObjectStoreError(.entityTooLarge, "")) {
            try await store.get(bucket: Self.bucket, key: "s").collect(upTo: 299_999)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func aContentThatBreaksOffLeavesWhatWasThere(_ kind: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(folder)
        try await store.put(bucket: Self.bucket, key: "k", bytes: text("whole"))
        let broken = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
            continuation.yield(ByteBuffer(string: "ha"))
            continuation.finish(throwing: CancellationError())
        }
        await #expect(throws: ObjectStoreError(.incompleteBody, "")) {
            try await store.put(bucket: Self.bucket, key: "k", body: .stream(broken), options: ObjectWriteOptions())
        }
        #expect(try await store.get(bucket: Self.bucket, key: "k").collect(upTo: 9) == text("whole"))
    }
}
