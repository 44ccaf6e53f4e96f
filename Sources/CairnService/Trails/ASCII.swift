extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isLowercaseLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }

    var isLetterOrDigit: Bool { isDigit || (self | 0x20).isLowercaseLetter }

    var isLowercaseHexDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self) }
}

extension StringProtocol {
    /// Whether every byte is a letter or digit of ASCII, or one of the others given.
    func consistsOfLettersAndDigits(or others: String) -> Bool {
        utf8.allSatisfy { $0.isLetterOrDigit || others.utf8.contains($0) }
    }

    /// Whether the text is a UUID in lower case: `12345678-1234-1234-1234-123456789012`.
    var isUUID: Bool {
        let parts = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isLowercaseHexDigit) }
    }
}
