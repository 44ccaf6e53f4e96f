import CairnObjects
import Testing

@testable import CairnBuckets

@Suite struct ProtocolPartsTests {
    @Test(arguments: [
        ("bytes=0-4", ObjectRange.closed(0...4)), ("bytes=5-", .from(5)), ("bytes=-3", .last(3)), ("bytes=4-2", nil),
        ("bytes=a-b", nil), ("bytes=1-2,4-5", nil), ("items=0-1", nil), ("bytes=", nil), ("bytes=-", nil),
        ("bytes=99999999999999999999-", nil),
    ])
    func rangesAreRead(_ text: String, _ range: ObjectRange?) {
        #expect(RangeHeader.range(text) == range)
    }

    @Test(arguments: [
        ("box/k", "box", "k", nil), ("/box/a%2Fb%20c+d", "box", "a/b c+d", nil),
        ("box/k?versionId=null", "box", "k", "null"),
        ("box/a%3FversionId=1", "box", "a?versionId=1", nil),
    ])
    func copySourcesAreRead(_ text: String, _ bucket: String, _ key: String, _ version: String?) throws {
        let source = try #require(CopySource(text))
        #expect((source.bucket, source.key) == (bucket, key))
        #expect(source.version == version)
    }

    @Test(arguments: ["", "box", "box/", "/", "//k"]) func copySourcesWithoutKeyAreNone(_ text: String) {
        #expect(CopySource(text) == nil)
    }

    @Test func conditionsGoInTheOrderOfTheRFC() {
        let info = ObjectInfo(key: "k", size: 1, etag: "e", lastModified: 100.7)
        func outcome(_ change: (inout Conditions) -> Void) -> Conditions.Outcome {
            var conditions = Conditions()
            change(&conditions)
            return conditions.outcome(for: info)
        }
        #expect(outcome { _ in } == .met)
        #expect(outcome { $0.ifMatch = "\"e\"" } == .met)
        #expect(outcome { $0.ifMatch = "\"x\", \"e\"" } == .met)
        #expect(outcome { $0.ifMatch = "x" } == .failed)
        #expect(outcome { $0.ifUnmodifiedSince = 99 } == .failed)
        #expect(
            outcome {
                $0.ifMatch = "e"; $0.ifUnmodifiedSince = 99
            } == .met)
        #expect(outcome { $0.ifNoneMatch = "*" } == .notModified)
        #expect(outcome { $0.ifModifiedSince = 100 } == .notModified)
        #expect(outcome { $0.ifModifiedSince = 99 } == .met)
        #expect(
            outcome {
                $0.ifNoneMatch = "x"; $0.ifModifiedSince = 100
            } == .met)
    }

    @Test func uploadsArePagedByKeyAndID() {
        let uploads = ["a", "a", "b/c", "b/d", "e"].enumerated().map { index, key in
            MultipartUpload(id: "\(index)", key: key, initiated: 0, properties: ObjectProperties())
        }
        var found: [String] = []
        var (key, id) = ("", "")
        while true {
            let page = UploadPage(uploads, prefix: "", delimiter: "/", keyMarker: key, idMarker: id, limit: 1)
            found += page.uploads.map { $0.key + $0.id } + page.commonPrefixes
            guard page.isTruncated else { break }
            (key, id) = (page.nextKey ?? "", page.nextID ?? "")
        }
        #expect(found == ["a0", "a1", "b/", "e4"])
    }
}
