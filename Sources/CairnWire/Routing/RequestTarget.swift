/// A request target taken apart, its parts still encoded: slices of the text as it came.
struct RequestTarget: Sendable {
    struct Item: Sendable {
        /// Decoded if it was encoded.
        let name: Substring
        /// As it came; `nil` if there is no equals sign.
        let value: Substring?
    }

    /// From the first slash to the question mark.
    let path: Substring
    /// The parts between the slashes, without an empty one after a slash at the end.
    let segments: [Substring]
    /// The first 1024 items of the query: each is compared with many names.
    let items: [Item]

    private static let itemCountMax = 1024

    /// - Parameter target: a path with its query, or a whole URL as clients of forward proxies send it.
    init(_ target: String) {
        let local = Self.local(target)[...]
        let mark = local.utf8.firstIndex(of: UInt8(ascii: "?")) ?? local.endIndex
        path = local[..<mark]
        segments = Self.segments(of: path)
        items = mark == local.endIndex ? [] : Self.items(of: local[local.utf8.index(after: mark)...])
    }

    /// A target with the same query after another path.
    /// - Parameter target: the whole target, whose query is that of `other`.
    init(_ target: String, withItemsOf other: RequestTarget) {
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = target[..<mark]
        segments = Self.segments(of: path)
        items = other.items
    }

    /// The target without a first segment such as `/v2`, which the endpoints of some services have before the paths of
    /// their models; `nil` if there is none.
    var withoutBasePath: String? {
        guard let first = segments.first, first.utf8.count > 1, first.utf8.first == UInt8(ascii: "v"),
            first.utf8.dropFirst().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return String(path.base[first.endIndex...])
    }

    private static func withoutOrigin(_ target: String) -> Substring {
        guard target.utf8.first != UInt8(ascii: "/"), let scheme = target.firstRange(of: "://") else {
            return target[...]
        }
        let rest = target[scheme.upperBound...]
        guard let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "/" }
        return rest[slash...]
    }

    /// Most services take a path with and without a slash at its end; a few tell two operations apart by it.
    var endsInSlash: Bool { path.utf8.last == UInt8(ascii: "/") }

    /// The target without scheme and host; itself if it has none.
    static func local(_ target: String) -> String {
        target.utf8.first == UInt8(ascii: "/") ? target : String(withoutOrigin(target))
    }

    func item(_ name: Substring) -> Item? {
        for item in items where item.name == name { return item }
        return nil
    }

    /// Whether the item is there, with that value if there is one to compare.
    func has(_ name: Substring, value: Substring?) -> Bool {
        items.contains { $0.name == name && (value == nil || ($0.value ?? "") == value) }
    }

    static func decoded(_ text: Substring, plusIsBlank: Bool = false) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(text)
        }
        return PercentEncoding.decode(Array(text.utf8), plusIsBlank: plusIsBlank)
    }

    private static func segments(of path: Substring) -> [Substring] {
        guard path.utf8.first == UInt8(ascii: "/") else { return path.isEmpty ? [] : [path] }
        var segments: [Substring] = []
        segments.reserveCapacity(8)
        var start = path.utf8.index(after: path.startIndex)
        for count in counts(between: UInt8(ascii: "/"), in: path.utf8.dropFirst()) {
            let end = path.utf8.index(start, offsetBy: count)
            if end == path.endIndex {
                if count > 0 { segments.append(path[start...]) }
            } else {
                segments.append(path[start..<end])
                start = path.utf8.index(after: end)
            }
        }
        return segments
    }

    /// The lengths of the parts between separators: walking over bytes is faster than over indices of a text.
    private static func counts(between separator: UInt8, in text: Substring.UTF8View) -> [Int] {
        let counts = text.withContiguousStorageIfAvailable { bytes in
            var counts: [Int] = []
            counts.reserveCapacity(8)
            var start = 0
            for index in bytes.indices where bytes[index] == separator {
                counts.append(index - start)
                start = index + 1
            }
            counts.append(bytes.count - start)
            return counts
        }
        return counts ?? text.split(separator: separator, omittingEmptySubsequences: false).map(\.count)
    }

    private static func items(of query: Substring) -> [Item] {
        var items: [Item] = []
        var rest = query
        while !rest.isEmpty, items.count < itemCountMax {
            let end = rest.utf8.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
            if end != rest.startIndex { items.append(item(rest[..<end])) }
            rest = end == rest.endIndex ? "" : rest[rest.utf8.index(after: end)...]
        }
        return items
    }

    private static func item(_ text: Substring) -> Item {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            return Item(name: name(text), value: nil)
        }
        return Item(name: name(text[..<equals]), value: text[text.utf8.index(after: equals)...])
    }

    private static func name(_ text: Substring) -> Substring {
        text.utf8.contains(UInt8(ascii: "%")) ? decoded(text, plusIsBlank: true)[...] : text
    }
}
