/// Walks through the keys of a source.
struct TrailFileListing: Sendable {
    let source: any TrailFileSource

    private static let pageLimit = 1000
    /// More than the prefix, organization, account and what stands around them need.
    private static let depthMax = 16
    /// Behind every key that goes on with a slash.
    private static let behindFolder = "/\u{10FFFF}"

    /// Hands over each key with the prefix, in order, until `receive` returns false.
    func forEachKey(
        prefix: String, after: String? = nil, _ receive: (String) throws(IntegrityError) -> Bool
    ) async throws(IntegrityError) {
        var last = after
        while true {
            let page = try await source.list(prefix: prefix, after: last, limit: Self.pageLimit)
            for key in page {
                guard try receive(key) else { return }
            }
            guard let end = page.last else { return }
            last = end
        }
    }

    /// Returns the names of the folders directly below a prefix, without reading what is in them.
    func folders(in prefix: String) async throws(IntegrityError) -> [String] {
        var names: [String] = []
        var last: String?
        while true {
            let page = try await source.list(prefix: prefix, after: last, limit: Self.pageLimit)
            guard !page.isEmpty else { return names }
            for key in page {
                if let last, last.hasSuffix(Self.behindFolder), key.utf8.lexicographicallyPrecedes(last.utf8) {
                    continue
                }
                let rest = key.utf8.dropFirst(prefix.utf8.count)
                guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
                    last = key
                    continue
                }
                let name = String(Substring(rest[..<slash]))
                names.append(name)
                last = prefix + name + Self.behindFolder
            }
        }
    }

    /// Finds the places below a prefix that hold digests: the paths before `CloudTrail-Digest/`.
    func roots(below prefix: String) async throws(IntegrityError) -> [String] {
        var roots: [String] = []
        try await addRoots(in: prefix, depth: 0, to: &roots)
        return roots
    }

    private func addRoots(in prefix: String, depth: Int, to roots: inout [String]) async throws(IntegrityError) {
        guard depth < Self.depthMax else { return }
        let names = try await folders(in: prefix)
        if names.contains(DigestName.folder) { roots.append(prefix) }
        for name in names where Self.mayHoldRoots(name) {
            try await addRoots(in: "\(prefix)\(name)/", depth: depth + 1, to: &roots)
        }
    }

    /// What a trail delivers is never above digests of another account.
    private static func mayHoldRoots(_ name: String) -> Bool {
        name != DigestName.folder && !LogFileName.folders.contains(name) && name != "CloudTrail-Lake"
    }
}
