/// How deep YAML is nested at most, told without parsing it: parsers descend once a level.
enum YAMLNesting {
    static func depth(of text: String) -> Int {
        var flow = 0
        var deepest = 0
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            deepest = max(deepest, flow + blockDepth(line))
            for byte in line {
                switch byte {
                case UInt8(ascii: "["), UInt8(ascii: "{"): flow += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"): flow = max(0, flow - 1)
                default: continue
                }
                deepest = max(deepest, flow)
            }
        }
        return deepest
    }

    /// A level takes a space at least, and each dash or question mark before the content is one more.
    private static func blockDepth(_ line: Substring.UTF8View) -> Int {
        let start = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "?") }
        let marks = start.count { $0 != UInt8(ascii: " ") }
        return marks + (start.count - marks) / 2
    }
}
