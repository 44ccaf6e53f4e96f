import CairnModel

/// Takes secrets out of texts that are otherwise public: passwords in URLs, signatures of presigned URLs, private keys.
enum SecretText {
    /// Query items of presigned URLs that grant what the URL's maker may do.
    private static let secretQueryItems = [
        "X-Amz-Signature=", "X-Amz-Security-Token=", "X-Amz-Credential=", "Signature=", "AWSAccessKeyId=", "sig=",
    ]

    static func scrubbed(_ text: String) -> String {
        guard mayHoldSecret(text) else { return text }
        var bytes = Array(text.utf8)
        if text.contains("PRIVATE KEY-----") { return "****" }
        removeUserInformation(from: &bytes)
        for item in secretQueryItems { removeValues(of: Array(item.utf8), from: &bytes) }
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

    /// A quick look for `://` or `-----`; nearly every text has neither.
    private static func mayHoldSecret(_ text: String) -> Bool {
        var slashes = 0
        var dashes = 0
        for byte in text.utf8 {
            slashes = byte == UInt8(ascii: ":") ? 1 : byte == UInt8(ascii: "/") && slashes > 0 ? slashes + 1 : 0
            dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
            if slashes == 3 || dashes == 5 { return true }
        }
        return false
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
