import Foundation
import NIOCore
import Testing

@testable import CairnObjects

/// The short way to an object, for those who read many, and what is remembered of buckets.
@Suite struct LookTests {
    private let folder: TemporaryFolder
    private let store: DirectoryStore

    init() async throws {
        folder = try TemporaryFolder()
        store = try DirectoryStore(DirectoryStore.Configuration(path: folder.path, syncs: false))
        try await store.createBucket("box", region: "eu-west-1", owner: "111122223333")
    }

    private func put(_ key: String, _ text: String) async throws {
        try await store.put(bucket: "box", key: key, bytes: Array(text.utf8), options: ObjectWriteOptions())
    }

    private func text(_ object: ObjectBody?) async throws -> String? {
        guard let object else { return nil }
        return String(decoding: try await object.collect(upTo: 1000), as: UTF8.self)
    }

    @Test(arguments: [-1, 0, 6, 7, 1000])
    func theContentIsTheSameWhetherItIsReadAtOnceOrNot(limit: Int) async throws {
        try await put("a/k", "content")
        try await put("a/empty", "")
        let sight = try #require(try await store.look(at: "a/k", in: "box", readingUpTo: limit))
        #expect(sight.bucket == (try await store.bucketInfo("box")))
        let object = try #require(try sight.object.get())
        #expect(try await text(object) == "content")
        #expect(object.info == (try await store.head(bucket: "box", key: "a/k")))
        #expect(try await text(store.part(2..<5, of: object)) == "nte")
        #expect(try await text(store.part(0..<0, of: object)) == "")
        let empty = try await store.look(at: "a/empty", in: "box", readingUpTo: limit)?.object.get()
        #expect(try await text(empty) == "")
    }

    @Test func bytesAreAtHandOnceTheyAreRead() async throws {
        try await put("k", "content")
        let read = try #require(try await store.look(at: "k", in: "box", readingUpTo: 7)?.object.get())
        #expect(read.chunks.buffer.map { String(decoding: $0.readableBytesView, as: UTF8.self) } == "content")
        let part = store.part(2..<5, of: read).chunks.buffer
        #expect(part.map { String(decoding: $0.readableBytesView, as: UTF8.self) } == "nte")
        let unread = try #require(try await store.look(at: "k", in: "box", readingUpTo: 6)?.object.get())
        #expect(unread.chunks.buffer == nil && store.part(2..<5, of: unread).chunks.buffer == nil)
    }

    @Test func whatIsNotThereIsNotSeen() async throws {
        #expect(try await store.look(at: "k", in: "nowhere", readingUpTo: 10) == nil)
        #expect(try await store.look(at: "k", in: "..", readingUpTo: 10) == nil)
        let sight = try #require(try await store.look(at: "k", in: "box", readingUpTo: 10))
        #expect(try sight.object.get() == nil)
    }

    @Test func aVersionThatWasReadStaysAsItWas() async throws {
        try await put("k", "first")
        let first = try await store.look(at: "k", in: "box", readingUpTo: 10)?.object.get()
        try await put("k", "second")
        #expect(try await text(first) == "first")
        #expect(try await text(store.look(at: "k", in: "box", readingUpTo: 10)?.object.get()) == "second")
    }

    @Test func aBucketThatIsRememberedIsTheOneThatIsThere() async throws {
        #expect(try await store.bucketInfo("box")?.policy == nil)
        for text in ["{}", "[]", "{ }"] {
            try await store.set(.policy, of: "box", to: Array(text.utf8))
            #expect(try await store.bucketInfo("box")?.policy == text)
        }
        try await store.set(.requestPayment, of: "box", to: Array("Requester".utf8))
        #expect(try await store.bucketInfo("box")?.isRequesterPays == true)
        try await store.set(.policy, of: "box", to: nil)
        #expect(try await store.bucketInfo("box")?.policy == nil)
        try await store.deleteBucket("box")
        #expect(try await store.bucketInfo("box") == nil)
        try await store.createBucket("box", region: "us-east-1", owner: "222233334444")
        #expect(try await store.bucketInfo("box")?.owner == "222233334444")
    }

    @Test func aPolicyThatWasChangedByHandCounts() async throws {
        try await store.set(.policy, of: "box", to: Array("{}".utf8))
        #expect(try await store.bucketInfo("box")?.policy == "{}")
        try Data("[1]".utf8).write(to: URL(filePath: folder.path + "/box/.cairn/policy.json"))
        #expect(try await store.bucketInfo("box")?.policy == "[1]")
    }

    @Test func aListTellsOfAnObjectWhatItsHeadDoes() async throws {
        try await put("a", "plain")
        try await put("a/b", "below")
        try Data("by hand".utf8).write(to: URL(filePath: folder.path + "/box/c"))
        let page = try await store.list(bucket: "box", prefix: "", after: nil, limit: 10)
        #expect(page.objects.map(\.key) == ["a", "a/b", "c"])
        for object in page.objects { #expect(try await store.head(bucket: "box", key: object.key) == object) }
    }
}
