/// Whether a text can be put into parentheses: the last look at a statement before DuckDB sees it.
///
/// A statement that ended its parentheses, or began a comment or a quotation that it does not end, would become part of
/// what is written around it.
enum DuckDBStatement {
    static func isWhole(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var depth = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                guard let end = bytes[(index + 1)...].firstIndex(of: byte) else { return false }
                // A quote that is doubled ends one text and begins the next.
                index = end
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                guard depth >= 0 else { return false }
            case UInt8(ascii: ";"), UInt8(ascii: "$"): return false
            case UInt8(ascii: "-") where next == byte, UInt8(ascii: "/") where next == UInt8(ascii: "*"): return false
            case 0..<0x20 where byte != 0x09, 0x7f: return false
            default: break
            }
            index += 1
        }
        return depth == 0
    }
}
