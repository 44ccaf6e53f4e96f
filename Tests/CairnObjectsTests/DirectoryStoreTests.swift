import CairnModel
import Foundation
import Testing

@testable import CairnObjects

@Suite struct DirectoryStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open() async throws -> DirectoryStore {
        let store = try DirectoryStore(
            DirectoryStore.Configuration(path: folder.path, syncs: false, minimumPartSize: 4))
        if try await store.bucketInfo("box") == nil {
            try await store.createBucket("box", region: "eu-west-1", owner: "111122223333")
        }
        return store
    }

    private func put(_ store: DirectoryStore, _ key: String, _ text: String, _ name: String = "v") async throws {
        try await store.put(
            bucket: "box", key: key, bytes: Array(text.utf8), options: ObjectWriteOptions(userMetadata: ["name": name]))
    }

    private func read(_ store: DirectoryStore, _ key: String) async throws -> [String] {
        let body = try await store.get(bucket: "box", key: key)
        return [
            String(decoding: try await body.collect(upTo: 1000), as: UTF8.self), body.info.userMetadata["name"] ?? "",
        ]
    }

    @Test func objectsAreFilesOfTheirOwnNames() async throws {
        let store = try await open()
        try await put(store, "AWSLogs/1/x.json.gz", "content")
        #expect(try folder.read("box/AWSLogs/1/x.json.gz") == Array("content".utf8))
        #expect(folder.exists("box/AWSLogs/1/.cairn/x.json.gz.meta"))
        try await store.delete(bucket: "box", key: "AWSLogs/1/x.json.gz")
        #expect(!folder.exists("box/AWSLogs"), "empty folders go with the last object")
    }

    @Test func anObjectAndAFolderMayHaveOneName() async throws {
        let store = try await open()
        try await put(store, "a", "first")
        try await put(store, "a/b", "inner")
        try await put(store, "a/b/c", "innermost")
        #expect(
            try folder.contents().filter { !$0.contains(".cairn") } == [
                "box", "box/a", "box/a%", "box/a/b", "box/a/b%", "box/a/b/c",
            ])
        #expect(try await read(store, "a") == ["first", "v"])
        #expect(try await read(store, "a/b") == ["inner", "v"])
        try await put(store, "a", "second", "w")
        #expect(try await read(store, "a") == ["second", "w"])
        try await store.delete(bucket: "box", key: "a/b/c")
        try await store.delete(bucket: "box", key: "a/b")
        #expect(try await read(store, "a") == ["second", "w"])
        try await put(store, "a", "third", "x")
        #expect(try await read(store, "a") == ["third", "x"])
        try await store.delete(bucket: "box", key: "a")
        #expect(try await store.head(bucket: "box", key: "a") == nil)
        #expect(try await store.list(bucket: "box", ListingQuery()).objects.isEmpty)
    }

    @Test func everythingIsThereAfterReopening() async throws {
        do {
            let store = try await open()
            try await put(store, "k", "kept", "n")
            try await store.set(.policy, of: "box", to: Array("{}".utf8))
            store.close()
        }
        let store = try await open()
        #expect(try await read(store, "k") == ["kept", "n"])
        let info = try #require(try await store.bucketInfo("box"))
        #expect(info.region == "eu-west-1")
        #expect(info.owner == "111122223333")
        #expect(info.policy == "{}")
    }

    @Test func twoProcessesCannotHaveTheFolder() async throws {
        let store = try await open()
        #expect(throws: ObjectStoreError(.serviceUnavailable, "")) {
            try DirectoryStore(DirectoryStore.Configuration(path: folder.path))
        }
        _ = store
    }

    /// The record is written before the file gets its name: a process may end in between.
    @Test func aPutThatEndsBeforeTheRenameLeavesTheOldVersion() async throws {
        let store = try await open()
        try await put(store, "k", "old", "old")
        let data = URL(fileURLWithPath: folder.path + "/box/k")
        let times = try FileManager.default.attributesOfItem(atPath: data.path)
        let old = try folder.read("box/k")
        try await put(store, "k", "a newer one", "new")
        let record = try folder.read("box/.cairn/k.meta")
        // Back to the file before, with the record that already tells of both.
        try Data(old).write(to: data)
        let versions = try #require(try JSON(parsing: record)["versions"]?.arrayValue)
        #expect(versions.count == 2)
        let file = try #require(try ObjectFile.open(data.path, flags: 2))
        let modified = try #require(versions[0]["modified"]).description
        try file.setModified(try #require(Int64(modified)))
        #expect(try await read(store, "k") == ["old", "old"])
        #expect(try await store.head(bucket: "box", key: "k")?.etag == "149603e6c03516362a8da23f624db945")
        _ = times
    }

    @Test func aFirstPutThatEndsBeforeTheRenameLeavesNothing() async throws {
        let store = try await open()
        try await put(store, "k", "new", "new")
        try folder.remove("box/k")
        #expect(try await store.head(bucket: "box", key: "k") == nil)
        #expect(try await store.list(bucket: "box", ListingQuery()).objects.isEmpty)
        try await store.deleteBucket("box")
        #expect(!folder.exists("box"))
    }

    @Test func whatWasNotFinishedIsRemovedOnOpening() async throws {
        try await open().close()
        try folder.write([1, 2, 3], to: "box/.cairn/tmp/left-over")
        try folder.write([1, 2, 3], to: ".cairn/trash/left-over/k")
        _ = try await open()
        #expect(!folder.exists("box/.cairn/tmp/left-over"))
        #expect(!folder.exists(".cairn/trash/left-over"))
    }

    @Test func filesChangedByHandKeepWhatWasSaidOfThem() async throws {
        let store = try await open()
        try await put(store, "k", "abc", "n")
        let etag = try await store.head(bucket: "box", key: "k")?.etag
        try folder.write(Array("changed".utf8), to: "box/k")
        #expect(try await read(store, "k") == ["changed", "n"])
        #expect(try await store.head(bucket: "box", key: "k")?.size == 7)
        #expect(try await store.head(bucket: "box", key: "k")?.etag != etag)
        try folder.write(Array("by hand".utf8), to: "box/folder/new.txt")
        #expect(try await read(store, "folder/new.txt") == ["by hand", ""])
        #expect(try await store.list(bucket: "box", ListingQuery()).objects.map(\.key) == ["folder/new.txt", "k"])
    }

    @Test func linksAreNotFollowed() async throws {
        let store = try await open()
        try folder.write(Array("secret".utf8), to: "outside.txt")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/box/link", withDestinationPath: folder.path + "/outside.txt")
        #expect(try await store.head(bucket: "box", key: "link") == nil)
        #expect(try await store.list(bucket: "box", ListingQuery()).objects.isEmpty)
    }

    @Test func aDamagedRecordIsAnErrorThatNamesIt() async throws {
        let store = try await open()
        try await put(store, "k", "abc")
        try folder.write(Array("{".utf8), to: "box/.cairn/k.meta")
        let error = await #expect(throws: ObjectStoreError.self) { try await store.head(bucket: "box", key: "k") }
        #expect(error?.code == .internalError)
        #expect(error?.message.contains("/.cairn/k.meta") == true)
    }

    @Test func writersAtOnceNeverMixVersions() async throws {
        let store = try await open()
        let texts = (0..<4).map { String(repeating: "\($0)", count: 10_000 + $0) }
        try await put(store, "hot", texts[0], "0")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, text) in texts.enumerated() {
                group.addTask { for _ in 0..<40 { try await put(store, "hot", text, "\(number)") } }
            }
            for _ in 0..<2 {
                group.addTask {
                    for _ in 0..<80 {
                        let body = try await store.get(bucket: "box", key: "hot")
                        let number = try #require(body.info.userMetadata["name"].flatMap { Int($0) })
                        #expect(try await body.collect(upTo: 20_000) == Array(texts[number].utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func foldersThatComeAndGoLoseNothing() async throws {
        let store = try await open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask {
                    for round in 0..<30 {
                        let key = number.isMultiple(of: 2) ? "d/e/\(number)" : "d/\(number)/x"
                        try await put(store, key, "\(round)")
                        #expect(try await read(store, key)[0] == "\(round)")
                        if round < 29 { try await store.delete(bucket: "box", key: key) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.list(bucket: "box", ListingQuery()).objects.count == 6)
    }

    @Test func oneOfManyConditionalPutsHappens() async throws {
        let store = try await open()
        let winners = await withTaskGroup(of: Int.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let options = ObjectWriteOptions(condition: .isNew)
                    let put = try? await store.put(bucket: "box", key: "once", bytes: [UInt8(number)], options: options)
                    return put == nil ? 0 : 1
                }
            }
            return await group.reduce(0, +)
        }
        #expect(winners == 1)
    }

    @Test(arguments: ["..", ".", "", "a/b", ".cairn", "Upper", "ab", "a..b", "1.2.3.4"])
    func textsThatAreNoBucketsNamesAreNoBuckets(_ name: String) async throws {
        let store = try await open()
        #expect(try await store.bucketInfo(name) == nil)
        await #expect(throws: ObjectStoreError(.noSuchBucket, "")) { try await store.head(bucket: name, key: "k") }
        await #expect(throws: ObjectStoreError.self) {
            try await store.createBucket(name, region: "us-east-1", owner: "111122223333")
        }
    }

    @Test func aBucketWithObjectsIsNotDeleted() async throws {
        let store = try await open()
        try await put(store, "k", "1")
        await #expect(throws: ObjectStoreError(.bucketNotEmpty, "")) { try await store.deleteBucket("box") }
        try await store.delete(bucket: "box", key: "k")
        try await store.deleteBucket("box")
        await #expect(throws: ObjectStoreError(.noSuchBucket, "")) { try await store.deleteBucket("box") }
    }

    @Test func partsBecomeAnObject() async throws {
        let store = try await open()
        let properties = ObjectProperties(contentType: "text/plain")
        let upload = try await store.createUpload(bucket: "box", key: "u", properties: properties, checksum: .crc32)
        for (number, text) in [(2, "never"), (1, "first"), (2, "second")] {
            let staged = try await store.stage(bucket: "box", .bytes(Array(text.utf8)), checksums: [.crc32])
            _ = try await store.putPart(staged, number: number, upload: upload.id, bucket: "box")
        }
        let parts = try await store.parts(upload: upload.id, bucket: "box").parts
        #expect(parts.map(\.size) == [5, 6])
        let references = parts.map { PartReference(number: $0.number, etag: $0.etag) }
        await #expect(throws: ObjectStoreError(.invalidPartOrder, "")) {
            try await store.completeUpload(upload.id, bucket: "box", parts: references.reversed())
        }
        await #expect(throws: ObjectStoreError(.invalidPart, "")) {
            try await store.completeUpload(upload.id, bucket: "box", parts: [PartReference(number: 1, etag: "no")])
        }
        let info = try await store.completeUpload(upload.id, bucket: "box", parts: references)
        #expect(info.etag.hasSuffix("-2"))
        #expect(info.checksums.partCount == 2)
        #expect(try await read(store, "u")[0] == "firstsecond")
        #expect(try await store.head(bucket: "box", key: "u")?.partSizes == [5, 6])
        #expect(try await store.uploads(bucket: "box").isEmpty)
        await #expect(throws: ObjectStoreError(.noSuchUpload, "")) {
            try await store.completeUpload(upload.id, bucket: "box", parts: references)
        }
    }
}
