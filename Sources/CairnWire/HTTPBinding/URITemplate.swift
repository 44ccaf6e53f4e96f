import CairnModel

/// A path template of the models with its fixed query items, such as `/{Bucket}/{Key+}?acl`.
///
/// Labels are whole segments; a greedy one (`{Key+}`) takes slashes too.
///
/// Source: Smithy, `http` trait.
struct URITemplate {
    enum Segment: Equatable {
        case literal(Substring)
        case label(Substring)
        case greedyLabel(Substring)
    }

    let segments: [Segment]
    /// What stands behind the question mark, without it.
    let query: Substring

    init(_ text: String) {
        let mark = text.firstIndex(of: "?") ?? text.endIndex
        query = mark == text.endIndex ? "" : text[text.index(after: mark)...]
        segments = text[..<mark].split(separator: "/", omittingEmptySubsequences: true).map { part in
            guard part.first == "{", part.last == "}" else { return .literal(part) }
            let name = part.dropFirst().dropLast()
            return name.last == "+" ? .greedyLabel(name.dropLast()) : .label(name)
        }
    }

    /// Returns the labels of a path, decoded. A path that is too short leaves labels out; literals are not compared,
    /// since routing has done so.
    func labels(of path: Substring) -> [(name: Substring, value: String)] {
        var labels: [(name: Substring, value: String)] = []
        var rest = path.utf8[...]
        if rest.first == UInt8(ascii: "/") { rest.removeFirst() }
        for (index, segment) in segments.enumerated() {
            guard !rest.isEmpty else { break }
            switch segment {
            case .literal: _ = Self.takeSegment(&rest)
            case .label(let name):
                labels.append((name, PercentEncoding.decode(Array(Self.takeSegment(&rest)), plusIsBlank: false)))
            case .greedyLabel(let name):
                let taken = Self.take(&rest, leavingSegments: segments.count - index - 1)
                if !taken.isEmpty { labels.append((name, PercentEncoding.decode(Array(taken), plusIsBlank: false))) }
            }
        }
        return labels
    }

    private static func takeSegment(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
        let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        defer { rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...] }
        return rest[..<end]
    }

    /// Takes all but a number of segments from the end.
    private static func take(
        _ rest: inout Substring.UTF8View, leavingSegments count: Int
    ) -> Substring.UTF8View {
        var end = rest.endIndex
        for _ in 0..<count {
            guard let slash = rest[..<end].lastIndex(of: UInt8(ascii: "/")) else { break }
            end = slash
        }
        defer { rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...] }
        return rest[..<end]
    }

    /// Returns the path with its labels filled in and encoded.
    ///
    /// - Throws: ``WireError`` with `malformed` for a label without a value: the call would be another one.
    func path(label: (Substring) -> String?) throws(WireError) -> [UInt8] {
        var path: [UInt8] = []
        for segment in segments {
            path.append(UInt8(ascii: "/"))
            switch segment {
            case .literal(let text): path.append(contentsOf: text.utf8)
            case .label(let name): PercentCoding.append(try Self.required(label(name), name), to: &path)
            case .greedyLabel(let name):
                PercentCoding.append(try Self.required(label(name), name), keepsSlashes: true, to: &path)
            }
        }
        return path.isEmpty ? [UInt8(ascii: "/")] : path
    }

    private static func required(_ value: String?, _ name: Substring) throws(WireError) -> String {
        guard let value, !value.isEmpty else {
            throw WireError.malformed("The path needs a value", path: String(name))
        }
        return value
    }
}
