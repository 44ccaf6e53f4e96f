/// Rows as lines of comma-separated values.
///
/// NULL is nothing at all, an empty text is `""`. Values with a comma, a quote or an end of a line stand in quotes.
///
/// Source: RFC 4180, section 2, but for the ends of lines, which are line feeds.
public enum CSVText {
    public static func append(_ row: [String?], to bytes: inout [UInt8]) {
        for (index, value) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if let value { append(value, to: &bytes) }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func append(_ value: String, to bytes: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        guard value.isEmpty || value.utf8.contains(where: needsQuotes) else {
            return bytes.append(contentsOf: value.utf8)
        }
        bytes.append(quote)
        for byte in value.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }
}
