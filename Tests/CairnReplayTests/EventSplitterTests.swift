import CairnModel
import Testing

@testable import CairnReplay

@Suite struct EventSplitterTests {
    struct Result: Equatable {
        var values: [String] = []
        var problems: [Int] = []
    }

    /// Splits a text that arrives in pieces of a size.
    private func split(_ text: String, by size: Int) -> Result {
        var splitter = EventSplitter()
        var result = Result()
        let receive: (EventSplitter.Piece) -> Void = { piece in
            switch piece {
            case .value(let bytes, _): result.values.append(String(decoding: bytes, as: UTF8.self))
            case .problem(let offset, _): result.problems.append(offset)
            }
        }
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            Array(bytes[start..<min(start + size, bytes.count)]).withUnsafeBytes { splitter.feed($0, receive) }
        }
        splitter.finish(receive)
        return result
    }

    static let forms: [(String, [String])] = [
        (#"{"Records":[{"a":1},{"b":"]}"}]}"#, [#"{"a":1}"#, #"{"b":"]}"}"#]),
        (#"{"Events":[{"a":1}],"NextToken":"x"}"#, [#"{"a":1}"#]),
        (#"{"NextToken":"x{","Events":[{"a":1}]}"#, [#"{"a":1}"#]),
        (#"[{"a":1},{"a":2}]"#, [#"{"a":1}"#, #"{"a":2}"#]),
        ("{\"a\":1}\n{\"a\":2}\n", [#"{"a":1}"#, #"{"a":2}"#]),
        ("{\"a\":1}\r\n\r\n{\"a\":2}", [#"{"a":1}"#, #"{"a":2}"#]),
        ("\u{FEFF}{\"a\":1}", [#"{"a":1}"#]),
        (#"{"Records":[{"Records":[{"a":1}]}]}"#, [#"{"a":1}"#]),
        ("{\n  \"a\": {\n    \"b\": 1\n  }\n}\n", ["{\n  \"a\": {\n    \"b\": 1\n  }\n}"]),
        (#"["{\"a\":1}"]"#, [#""{\"a\":1}""#]),
        (#"{"Records":[]}"#, []), ("", []), ("  \n", []),
    ]

    @Test(arguments: forms, [1, 3, 7, 4096])
    func everyFormGivesItsValues(form: (String, [String]), size: Int) {
        #expect(split(form.0, by: size) == Result(values: form.1))
    }

    static let broken: [(String, [String], Int)] = [
        ("{\"a\":1\n{\"a\":2}\n", [#"{"a":2}"#], 1),
        ("{\"a\":\"x\n{\"a\":2}\n{\"a\":3}\n", [#"{"a":2}"#, #"{"a":3}"#], 1),
        (#"{"Records":[{"a":1},{"b":"#, [#"{"a":1}"#], 1),
        (#"{"Records":[{"a":1}"#, [#"{"a":1}"#], 1),
        ("hello\n{\"a\":1}\n", [#"{"a":1}"#], 1),
        (#"{"Records":[1,{"a":1}]}"#, [#"{"a":1}"#], 1),
    ]

    @Test(arguments: broken, [1, 4096])
    func whatIsBrokenIsReportedAndTheRestIsRead(form: (String, [String], Int), size: Int) {
        let result = split(form.0, by: size)
        #expect(result.values == form.1)
        #expect(result.problems.count == form.2)
    }

    @Test func placesAreCountedFromTheBeginning() {
        #expect(split("{\"a\":1}\n  {\"b\":\n{\"c\":1}\n", by: 2).problems == [10])
    }

    @Test func endlessValuesAreGivenUp() {
        var splitter = EventSplitter()
        splitter.valueBytesMax = 4 << 10
        var problems = 0
        let head = Array("{\"a\":\"".utf8)
        let part = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 10)
        head.withUnsafeBytes { splitter.feed($0) { _ in } }
        for _ in 0..<18 {
            part.withUnsafeBytes { bytes in
                splitter.feed(bytes) { if case .problem = $0 { problems += 1 } }
            }
        }
        #expect(problems == 1)
    }
}
