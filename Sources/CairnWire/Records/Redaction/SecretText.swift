import CairnModel

/// Takes secrets out of texts that are otherwise public: passwords in URLs, signatures of presigned URLs, private keys.
enum SecretText {
    /// Query items of presigned URLs that grant what the URL's maker may do.
    private static let secretQueryItems = [
        "X-Amz-Signature=", "X-Amz-Security-Token=", "X-Amz-Credential=", "Signature=", "AWSAccessKeyId=", "sig=",
    ].map { Array($0.utf8) }

    private static let privateKeyEnd = Array("PRIVATE KEY-----".utf8)

    static func scrubbed(_ text: String) -> String {
        let quick = text.utf8.withContiguousStorageIfAvailable { mayHoldSecret(UnsafeRawBufferPointer($0)) }
        guard quick ?? true else { return text }
        var bytes = Array(text.utf8)
        if bytes.firstRange(of: privateKeyEnd) != nil { return "****" }
        removeUserInformation(from: &bytes)
        for item in secretQueryItems { removeValues(of: item, from: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Puts `***(Redacted)` in the place of every literal of a PartiQL statement: texts in single quotes and numbers.
    static func withoutLiterals(_ statement: String) -> String {
        var result: [UInt8] = []
        var rest = Array(statement.utf8)[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "'") {
                // A doubled quote goes on with the same text.
                repeat {
                    rest = rest.dropFirst().drop { $0 != byte }.dropFirst()
                } while rest.first == byte
                result += "***(Redacted)".utf8
            } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) && !isWord(result.last) {
                rest = rest.drop { isWord($0) || $0 == UInt8(ascii: ".") }
                result += "***(Redacted)".utf8
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isWord(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return byte == UInt8(ascii: "_") || HexDigits.value(of: byte) != nil
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// One pass that finds out whether a text needs a closer look; nearly none does.
    ///
    /// Says yes for `-----`, and for `://` in a text that also has an `@`, or a `?` or `&` before a letter that a secret
    /// item's name begins with.
    private static func mayHoldSecret(_ text: UnsafeRawBufferPointer) -> Bool {
        var hasScheme = false
        var hasCandidate = false
        var index = 0
        let count = text.count
        while index < count {
            switch text[index] {
            case UInt8(ascii: ":"):
                if index + 2 < count, text[index + 1] == UInt8(ascii: "/"), text[index + 2] == UInt8(ascii: "/") {
                    hasScheme = true
                }
            case UInt8(ascii: "@"): hasCandidate = true
            case UInt8(ascii: "?"), UInt8(ascii: "&"):
                if index + 1 < count, beginsSecretItem(text[index + 1]) { hasCandidate = true }
            case UInt8(ascii: "-"):
                if index + 4 < count, text[index + 1] == UInt8(ascii: "-"), text[index + 2] == UInt8(ascii: "-"),
                    text[index + 3] == UInt8(ascii: "-"), text[index + 4] == UInt8(ascii: "-")
                {
                    return true
                }
            default: break
            }
            if hasScheme && hasCandidate { return true }
            index += 1
        }
        return false
    }

    private static func beginsSecretItem(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "X"), UInt8(ascii: "S"), UInt8(ascii: "A"), UInt8(ascii: "s"): true
        default: false
        }
    }

    /// `https://user:password@host` becomes `https://****@host`.
    private static func removeUserInformation(from bytes: inout [UInt8]) {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            result.append(bytes[index])
            index += 1
            guard result.suffix(3).elementsEqual("://".utf8) else { continue }
            let authority = bytes[index...].prefix { !isAuthorityEnd($0) }
            guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
                authority[..<at].contains(UInt8(ascii: ":"))
            else { continue }
            result.append(contentsOf: "****".utf8)
            index = at
        }
        bytes = result
    }

    private static func isAuthorityEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") || byte <= 0x20
            || byte == UInt8(ascii: "\"")
    }

    private static func removeValues(of item: [UInt8], from bytes: inout [UInt8]) {
        guard bytes.count > item.count else { return }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let isStart = index > 0 && (bytes[index - 1] == UInt8(ascii: "?") || bytes[index - 1] == UInt8(ascii: "&"))
            guard isStart, bytes[index...].starts(with: item) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            result.append(contentsOf: item)
            result.append(contentsOf: "****".utf8)
            index += item.count
            while index < bytes.count, bytes[index] != UInt8(ascii: "&"), !isAuthorityEnd(bytes[index]) { index += 1 }
        }
        bytes = result
    }
}
