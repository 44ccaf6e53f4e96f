/// Bytes that are not HTTP/1.1 as the gateway accepts it, with the status that tells the sender so.
///
/// The gateway passes heads and bodies on as they came, so it must never read a message otherwise than the upstream
/// could: whatever is ambiguous (two lengths, a folded line, a bare line feed) is refused instead of guessed.
///
/// Source: RFC 9112, sections 2.2, 3, 5 and 6.3; the attacks are those of "HTTP Request Smuggling".
struct HTTPSyntaxError: Error, Hashable, CustomStringConvertible {
    /// 400, 417, 431, 501 or 505.
    var status: Int
    var description: String

    static func malformed(_ what: String) -> Self { Self(status: 400, description: what) }

    static let headTooLarge = Self(
        status: 431, description: "The request line and header fields are larger than this server accepts.")
    static let tooManyFields = Self(
        status: 431, description: "The request has more header fields than this server accepts.")
    static let unknownTransferCoding = Self(
        status: 501, description: "The only transfer coding that this server knows is chunked.")
    static let unsupportedVersion = Self(
        status: 505, description: "This server speaks HTTP/1.1 and HTTP/1.0.")
}
