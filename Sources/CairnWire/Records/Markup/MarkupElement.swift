/// An element of XML, or of what EC2 makes of a query as if it were XML.
struct MarkupElement: Sendable, Hashable {
    var name: String
    var attributes: [XMLAttribute] = []
    var children: [MarkupElement] = []
    var text = ""

    /// Reads a whole document.
    static func parsing(_ bytes: [UInt8]) throws(WireError) -> MarkupElement {
        var reader = XMLReader(bytes)
        guard case .start(let name, let attributes) = try reader.next() else {
            throw WireError.malformed("Expected an XML element")
        }
        let root = try content(of: MarkupElement(name: name, attributes: attributes), from: &reader)
        guard try reader.next() == .finished else { throw WireError.malformed("Text after the root element") }
        return root
    }

    // The reader bounds the depth.
    private static func content(
        of element: MarkupElement, from reader: inout XMLReader
    ) throws(WireError) -> MarkupElement {
        var element = element
        while true {
            switch try reader.next() {
            case .start(let name, let attributes):
                element.children.append(
                    try content(of: MarkupElement(name: name, attributes: attributes), from: &reader))
            case .text(let text): element.text += text
            case .end, .finished: return element
            }
        }
    }
}
