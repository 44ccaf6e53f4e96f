import Testing

@testable import CairnObjects

/// Lists of a folder against a plain walk over sorted keys.
@Suite struct ListingTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private static let parts = ["a", "b", "", "a.b", "ab", "%", ".", "é", "0", String(repeating: "l", count: 230)]

    private func keys(_ random: inout Generator) -> [String] {
        (0..<60).map { _ in
            (0..<Int.random(in: 1...3, using: &random))
                .map { _ in Self.parts[Int.random(in: 0..<Self.parts.count, using: &random)] }.joined(separator: "/")
        }.filter { !$0.isEmpty }
    }

    private func reference(_ keys: [KeyBytes], _ query: ListingQuery) -> [String] {
        let (prefix, delimiter) = (Array(query.prefix.utf8), Array(query.delimiter.utf8))
        let after = query.after.map { KeyBytes($0) }
        var items: [String] = []
        for key in keys where key.bytes.starts(with: prefix) {
            var item = key
            if !delimiter.isEmpty, key.bytes.count >= prefix.count + delimiter.count {
                for start in prefix.count...(key.bytes.count - delimiter.count)
                where key.bytes[start...].starts(with: delimiter) {
                    item = KeyBytes(Array(key.bytes[..<(start + delimiter.count)]))
                    break
                }
            }
            if let after, !(after < item) || (item != key && after.hasPrefix(item)) { continue }
            if items.last.map({ !$0.utf8.elementsEqual(item.bytes) }) ?? true { items.append(item.text) }
        }
        return items
    }

    @Test(arguments: 0..<12) func listsAreThoseOfAPlainWalk(_ seed: Int) async throws {
        let folder = try TemporaryFolder()
        let store = try DirectoryStore(DirectoryStore.Configuration(path: folder.path, syncs: false))
        try await store.createBucket("box", region: "us-east-1", owner: "1")
        var random = Generator(state: UInt64(seed) &* 77_777 &+ 1)
        let keys = Set(keys(&random).map { KeyBytes($0) }).sorted()
        for key in keys { try await store.put(bucket: "box", key: key.text, bytes: []) }
        let texts = [""] + Self.parts.prefix(9) + ["a/", "a/b", "/", "b/a/", "a//"]
        for _ in 0..<80 {
            func any() -> String { texts[Int.random(in: 0..<texts.count, using: &random)] }
            let after = Bool.random(using: &random) ? any() : nil
            let delimiter = ["", "/", "b", "//"][Int.random(in: 0..<4, using: &random)]
            var query = ListingQuery(prefix: any(), delimiter: delimiter, after: after?.isEmpty == true ? nil : after)
            let expected = reference(keys, query)
            query.limit = Int.random(in: 1...7, using: &random)
            var found: [String] = []
            repeat {
                let page = try await store.list(bucket: "box", query)
                #expect(page.objects.count + page.commonPrefixes.count <= query.limit)
                found += (page.objects.map(\.key) + page.commonPrefixes).sorted { KeyBytes($0) < KeyBytes($1) }
                query.after = page.next
            } while query.after != nil
            #expect(found == expected, "\(query)")
        }
    }
}
