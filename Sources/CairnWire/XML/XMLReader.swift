/// Pulls elements and texts out of an XML document in order, within bounds on depth, attributes and number of elements.
///
/// Names are kept as they stand, prefixes included; `xmlns` attributes are attributes. Comments and processing
/// instructions are skipped. A document type declaration is refused, so the five named entities of XML are all there
/// are: nothing can be expanded or fetched.
///
/// Source: XML 1.0 (Fifth Edition); the input is UTF-8.
struct XMLReader {
    static let maximumDepth = 96
    static let maximumElementCount = 100_000
    static let maximumAttributeCount = 64

    enum Event: Equatable {
        case start(String, attributes: [XMLAttribute])
        case text(String)
        case end
        /// The root element has ended, and with it the document.
        case finished
    }

    private let bytes: [UInt8]
    private var position = 0
    /// Where the names of the open elements stand.
    private var open: [Range<Int>] = []
    private var elementCount = 0
    /// An empty element `<a/>` has been announced and its end is due.
    private var endIsDue = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Returns what comes next. Texts between the same two tags come as one.
    mutating func next() throws(WireError) -> Event {
        if endIsDue {
            endIsDue = false
            open.removeLast()
            return .end
        }
        if open.isEmpty { return elementCount == 0 ? try root() : try epilogue() }
        guard position < bytes.count else { throw endError }
        if let text = try text() { return .text(text) }
        return bytes[position + 1] == UInt8(ascii: "/") ? try endTag() : try startTag()
    }

    private mutating func root() throws(WireError) -> Event {
        try skipMisc()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "<") else {
            throw error("Expected an XML element")
        }
        return try startTag()
    }

    private mutating func epilogue() throws(WireError) -> Event {
        try skipMisc()
        guard position == bytes.count else { throw error("Text after the root element") }
        return .finished
    }

    // MARK: Tags

    private mutating func startTag() throws(WireError) -> Event {
        position += 1
        let nameRange = try name()
        elementCount += 1
        guard elementCount <= Self.maximumElementCount else { throw error("Too many XML elements") }
        guard open.count < Self.maximumDepth else { throw error("XML nests deeper than \(Self.maximumDepth)") }
        open.append(nameRange)
        let attributes = try attributes()
        if peek() == UInt8(ascii: "/") {
            position += 1
            endIsDue = true
        }
        try expect(UInt8(ascii: ">"))
        return .start(string(nameRange), attributes: attributes)
    }

    private mutating func endTag() throws(WireError) -> Event {
        position += 2
        let nameRange = try name()
        guard let last = open.popLast(), bytes[last] == bytes[nameRange] else { throw error("End tag does not match") }
        skipSpace()
        try expect(UInt8(ascii: ">"))
        return .end
    }

    private mutating func attributes() throws(WireError) -> [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        while true {
            let hadSpace = skipSpace()
            guard let byte = peek() else { throw endError }
            if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { return attributes }
            guard hadSpace, attributes.count < Self.maximumAttributeCount else { throw error("Unexpected attribute") }
            attributes.append(try attribute())
        }
    }

    private mutating func attribute() throws(WireError) -> XMLAttribute {
        let nameRange = try name()
        skipSpace()
        try expect(UInt8(ascii: "="))
        skipSpace()
        guard let quote = peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw error("Expected an attribute value in quotes")
        }
        position += 1
        let start = position
        while let byte = peek(), byte != quote {
            guard byte != UInt8(ascii: "<") else { throw error("Unexpected '<' in an attribute") }
            position += 1
        }
        var value: [UInt8] = []
        try appendUnescaped(start..<position, to: &value)
        try expect(quote)
        return XMLAttribute(string(nameRange), String(decoding: value, as: UTF8.self))
    }

    private mutating func name() throws(WireError) -> Range<Int> {
        let start = position
        while let byte = peek(), XMLName.isNameByte(byte) { position += 1 }
        guard position > start, !(UInt8(ascii: "-")...UInt8(ascii: "9")).contains(bytes[start]) else {
            throw error("Expected an XML name")
        }
        return start..<position
    }

    // MARK: Text

    /// Reads up to the next tag, joining what comments and CDATA sections divide; `nil` if there is nothing.
    private mutating func text() throws(WireError) -> String? {
        var text: [UInt8] = []
        while true {
            let start = position
            while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
            guard position + 1 < bytes.count else { throw endError }
            try appendUnescaped(start..<position, to: &text)
            if starts(with: "<![CDATA[") {
                let contents = try skip("<![CDATA[", through: "]]>")
                text.append(contentsOf: bytes[contents])
            } else if try !skipCommentOrInstruction() {
                return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
            }
        }
    }

    private func appendUnescaped(_ range: Range<Int>, to text: inout [UInt8]) throws(WireError) {
        var runStart = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "&") || byte == 0x0D else {
                index += 1
                continue
            }
            text.append(contentsOf: bytes[runStart..<index])
            if byte == 0x0D {
                // Line ends are normalised: XML 1.0, section 2.11.
                if index + 1 >= range.upperBound || bytes[index + 1] != 0x0A { text.append(0x0A) }
                index += 1
            } else {
                index = try appendReference(at: index, before: range.upperBound, to: &text)
            }
            runStart = index
        }
        text.append(contentsOf: bytes[runStart..<range.upperBound])
    }

    /// Appends what `&…;` stands for and returns the place behind it.
    private func appendReference(at start: Int, before limit: Int, to text: inout [UInt8]) throws(WireError) -> Int {
        guard let end = bytes[start..<min(limit, start + 12)].firstIndex(of: UInt8(ascii: ";")) else {
            throw WireError.malformed("An XML reference has no end", at: start)
        }
        switch String(decoding: bytes[start + 1..<end], as: UTF8.self) {
        case "lt": text.append(UInt8(ascii: "<"))
        case "gt": text.append(UInt8(ascii: ">"))
        case "amp": text.append(UInt8(ascii: "&"))
        case "quot": text.append(UInt8(ascii: "\""))
        case "apos": text.append(UInt8(ascii: "'"))
        case let reference:
            guard let scalar = Self.scalar(reference) else {
                throw WireError.malformed("Unknown XML reference", at: start)
            }
            text.append(contentsOf: Character(scalar).utf8)
        }
        return end + 1
    }

    private static func scalar(_ reference: String) -> Unicode.Scalar? {
        guard reference.utf8.first == UInt8(ascii: "#") else { return nil }
        let digits = reference.dropFirst()
        let code = digits.utf8.first == UInt8(ascii: "x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let code, code != 0 else { return nil }
        return Unicode.Scalar(code)
    }

    // MARK: What is skipped

    private mutating func skipMisc() throws(WireError) {
        repeat { skipSpace() } while try skipCommentOrInstruction()
    }

    private mutating func skipCommentOrInstruction() throws(WireError) -> Bool {
        if starts(with: "<!--") {
            _ = try skip("<!--", through: "-->")
            return true
        }
        if starts(with: "<?") {
            _ = try skip("<?", through: "?>")
            return true
        }
        if starts(with: "<!") { throw error("XML declarations such as DOCTYPE are not accepted") }
        return false
    }

    /// Skips from an opening to a closing mark and returns the range between them.
    private mutating func skip(_ opening: StaticString, through closing: StaticString) throws(WireError) -> Range<Int> {
        position += opening.utf8CodeUnitCount
        let start = position
        while position < bytes.count {
            if bytes[position] == closing.utf8Start.pointee, starts(with: closing) {
                defer { position += closing.utf8CodeUnitCount }
                return start..<position
            }
            position += 1
        }
        throw endError
    }

    private func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for index in 0..<count where bytes[position + index] != text.utf8Start[index] { return false }
        return true
    }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let start = position
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
        return position > start
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func expect(_ byte: UInt8) throws(WireError) {
        guard peek() == byte else { throw error("Expected '\(Character(Unicode.Scalar(byte)))'") }
        position += 1
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private var endError: WireError { error("The XML text ends too early") }

    private func error(_ message: String) -> WireError { WireError.malformed(message, at: position) }
}
