import CairnModel
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        #"{"b":1,"a":[true,false,null],"n":-0.0,"e":1e10,"s":"x"}"#,
        #"[]"#, #"{}"#, #""""#, #""\"\\\b\f\n\r\t\u0001""#, #""Grüße 🦉""#, #"12345678901234567890.10"#,
        #"{"bytesTransferredOut":0.0}"#,
    ])
    func textComesBackAsItWas(text: String) throws {
        #expect(try JSON(parsing: text).description == text)
    }

    @Test(arguments: [
        ("\"\\u00e9\\ud83e\\udd89\"", "é🦉"), ("\"\\ud800\"", "\u{FFFD}"), ("\"\\ud800\\u0041\"", "\u{FFFD}A"),
        ("\"\\/\"", "/"), (" \n\t\"x\" ", "x"),
    ])
    func escapesAreRead(text: String, value: String) throws {
        #expect(try JSON(parsing: text).stringValue == value)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "01", "1.", "-", "1e", "tru", "\"a", "\"\\x\"", "\"\u{1}\"", "{}{}",
        "nan", "'a'", "{a:1}", "[1 2]", "\"\\u12g4\"",
    ])
    func brokenTextIsRefused(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: text) }
    }

    @Test func theOffsetOfTheFirstBadByteIsNamed() {
        #expect(throws: JSONError(offset: 6, message: "Unexpected character where a value should be")) {
            try JSON(parsing: #"{"a": ?}"#)
        }
    }

    @Test func invalidUTF8IsRefused() {
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0x5C, 0x6E, 0xC3, 0x22]) }
    }

    @Test func nestingIsBounded() throws {
        let deep = String(repeating: "[", count: JSON.maximumDepth)
        let closing = String(repeating: "]", count: JSON.maximumDepth)
        #expect(throws: Never.self) { try JSON(parsing: deep + closing) }
        #expect(throws: JSONError.self) { try JSON(parsing: "[" + deep + closing + "]") }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    @Test func membersKeepTheirOrderAndCanBeReplaced() throws {
        var object = try #require(try JSON(parsing: #"{"z":1,"a":2,"m":3}"#).objectValue)
        object["a"] = "new"
        object["z"] = nil
        object["q"] = nil
        object["b"] = true
        #expect(JSON.object(object).description == #"{"a":"new","m":3,"b":true}"#)
    }

    @Test(arguments: [(5.0, "5"), (0.1, "0.1"), (1_772_359_502.417, "1772359502.417"), (-1e300, "-1e+300")])
    func doublesAreWrittenInTheirShortestText(value: Double, text: String) throws {
        var writer = JSONWriter()
        writer.double(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        #expect(try JSON(parsing: writer.bytes).doubleValue == value)
    }

    @Test func numbersThatJSONCannotHoldBecomeNull() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.double(.nan)
        writer.double(.infinity)
        writer.endArray()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "[null,null]")
    }

    @Test func theWriterSetsCommasBetweenValuesOnly() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.integer(1)
        writer.beginObject()
        writer.endObject()
        writer.endArray()
        writer.key("b")
        writer.raw(#"{"verbatim": 1}"#.utf8)
        writer.key("c")
        writer.raw(Array("[2]".utf8))
        writer.key("d")
        writer.null()
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":[1,{}],"b":{"verbatim": 1},"c":[2],"d":null}"#)
    }

    @Test func everyEscapableByteIsEscapedWhereverItStands() throws {
        for byte in (UInt8(0)..<0x20).map({ $0 }) + [0x22, 0x5C, 0x7F] {
            for position in 0..<20 {
                var text = String(repeating: "x", count: 19)
                text.insert(
                    Character(Unicode.Scalar(byte)), at: text.index(text.startIndex, offsetBy: min(position, 19)))
                var writer = JSONWriter()
                writer.string(text)
                #expect(try JSON(parsing: writer.bytes).stringValue == text)
            }
        }
    }
}
