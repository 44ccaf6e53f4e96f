#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Views of bytes that a head is read through.
extension UnsafeRawBufferPointer {
    /// The first place of a byte in a range, `nil` if it is not there.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard !range.isEmpty, let base = baseAddress,
            let found = memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: self[range]), as: UTF8.self)
    }

    /// Compares bytes with a name in lower case, without regard to the case of ASCII letters.
    func equals(_ range: Range<Int>, lowercased name: StaticString) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count {
            let byte = self[range.lowerBound + offset]
            let folded = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            if folded != name.utf8Start[offset] { return false }
        }
        return true
    }

    /// The range without blanks and tabs around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return start..<end
    }
}

extension UInt8 {
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    /// Whether the byte may stand in a method or field name (RFC 9110, `tchar`).
    var isTokenByte: Bool { self < 128 && Self.tokenBytes[Int(self)] }

    /// Whether the byte may stand in a field value: no control but the tab.
    var isFieldValueByte: Bool { self >= 0x20 && self != 0x7f || self == UInt8(ascii: "\t") }

    private static let tokenBytes: [Bool] = {
        var table = [Bool](repeating: false, count: 128)
        for byte in "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8 {
            table[Int(byte)] = true
        }
        return table
    }()
}
