import CairnModel

/// Numbers written as text in headers, forms and XML.
enum NumberText {
    /// Returns the number if the text is one. What JSON's grammar allows keeps its digits (`1.0` stays `1.0`);
    /// other spellings, such as `+5` or `007`, are brought to that grammar. `nil` for NaN and the infinities.
    static func number(from text: String) -> JSONNumber? {
        if followsJSONGrammar(text.utf8) { return JSONNumber(literal: text) }
        if let integer = Int64(text) { return JSONNumber(integer) }
        // Swift also reads `0x10`, `nan` and `inf`.
        guard text.utf8.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }), let value = Double(text) else {
            return nil
        }
        return JSONNumber(value)
    }

    private static func followsJSONGrammar(_ text: String.UTF8View) -> Bool {
        var rest = text[...]
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = digits(&rest)
        guard whole > 0, whole == 1 || text[text.index(rest.startIndex, offsetBy: -whole)] != UInt8(ascii: "0") else {
            return false
        }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits(&rest) > 0 else { return false }
        }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest.removeFirst() }
            guard digits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static func digits(_ rest: inout Substring.UTF8View) -> Int {
        var count = 0
        while let byte = rest.first, isDigit(byte) {
            rest.removeFirst()
            count += 1
        }
        return count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
