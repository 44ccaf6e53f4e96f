#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Base64 with padding, in the one spelling that a sequence of bytes has. Source: RFC 4648, section 4.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// Returns the bytes, or `nil` for another text; a second spelling of the same bytes counts as another text.
    static func decode(_ text: String) -> [UInt8]? {
        guard let bytes = Data(base64Encoded: text).map({ [UInt8]($0) }), encode(bytes) == text else { return nil }
        return bytes
    }
}
