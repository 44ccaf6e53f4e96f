import Testing

@testable import CairnWire

struct XMLReaderTests {
    private func events(_ text: String) throws(WireError) -> [XMLReader.Event] {
        var reader = XMLReader(Array(text.utf8))
        var events: [XMLReader.Event] = []
        repeat { events.append(try reader.next()) } while events.last != .finished
        return events
    }

    @Test func elementsAttributesAndTextsComeInOrder() throws {
        #expect(
            try events("<?xml version='1.0'?><!-- c --><n:a x = \"1&amp;2\" xmlns:n='u'>t<b/>u</n:a> ") == [
                .start("n:a", attributes: [XMLAttribute("x", "1&2"), XMLAttribute("xmlns:n", "u")]), .text("t"),
                .start("b", attributes: []), .end, .text("u"), .end, .finished,
            ])
    }

    @Test(arguments: [
        ("a&lt;b&gt;&amp;&quot;&apos;", "a<b>&\"'"), ("&#65;&#x1F600;", "A😀"), ("<![CDATA[<x>&amp;]]>", "<x>&amp;"),
        ("a<!-- b -->c<?p?>d", "acd"), ("a\r\nb\rc", "a\nb\nc"), ("]]", "]]"), ("<![CDATA[a]]b]]>c", "a]]bc"),
    ])
    func textIsUnescaped(source: String, text: String) throws {
        #expect(try events("<a>\(source)</a>") == [.start("a", attributes: []), .text(text), .end, .finished])
    }

    @Test(arguments: [
        "", "x", "<a>", "<a", "<a/", "<a></b>", "<a></a", "<a/>x", "<a/><b/>", "<a>&nbsp;</a>", "<a>&#0;</a>",
        "<a>&amp</a>", "<a>&#xD800;</a>", "<a b></a>", "<a b=c/>", "<a b='<'/>", "<a b='1'c='2'/>", "<!DOCTYPE a><a/>",
        "<a><!ELEMENT b></a>", "<a><![CDATA[x</a>", "<a><!-- </a>", "<1/>", "< a/>", "</a>", "<a>\u{FEFF}</a><",
    ])
    func whatIsNoXMLIsRefused(text: String) {
        #expect(throws: WireError(code: .malformed, message: "")) { try events(text) }
    }

    @Test func depthIsBounded() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(try events(nested(XMLReader.maximumDepth)).count == 2 * XMLReader.maximumDepth + 1)
        #expect(throws: WireError(code: .malformed, message: "")) { try events(nested(XMLReader.maximumDepth + 1)) }
    }

    @Test func writtenTextIsReadBack() throws {
        var writer = XMLWriter()
        let text = "a<b>&\"'\r\n\t\u{1}é"
        writer.declaration()
        writer.element("e", text, attributes: [XMLAttribute("k", "x\"\n")])
        let events = try events(String(decoding: writer.bytes, as: UTF8.self))
        #expect(
            events == [
                .start("e", attributes: [XMLAttribute("k", "x\"\n")]),
                .text(text.replacing("\u{1}", with: "\u{FFFD}")), .end, .finished,
            ])
    }
}
