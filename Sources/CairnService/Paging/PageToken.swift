import CairnAPI
import CairnModel
import CairnStore
import Crypto

/// The key that page tokens are authenticated with.
public struct PageTokenKey: Sendable {
    let key: SymmetricKey

    /// - Parameter bytes: 32 random bytes, kept secret.
    public init(bytes: [UInt8]) { key = SymmetricKey(data: bytes) }

    private init(key: SymmetricKey) { self.key = key }

    /// A key that no one else has, and that is gone with the process.
    public static func random() -> Self { Self(key: SymmetricKey(size: .bits256)) }
}

/// Makes and reads the tokens that name the place where a page ended.
///
/// A token is the base64 of
///
///     version  place      authentication code
///     1 byte   0...max    16 bytes
///
/// The place is the operation's own; for LookupEvents it is
///
///     event time  sequence
///     8 bytes     8 bytes    numbers big-endian
///
/// The code is HMAC-SHA-256, cut to 16 bytes, over the scope, the version and the place. The scope holds the operation,
/// account, region and every other parameter of the request: a token is good for the same question only.
struct PageTokenCoder {
    let key: PageTokenKey
    let scope: [UInt8]

    private static let version: UInt8 = 1
    private static let placeByteCountMax = 512
    private static let codeByteCount = 16

    init(key: PageTokenKey, operation: APIOperation, context: RequestContext, parameters: [UInt8]) {
        self.key = key
        var scope: [UInt8] = []
        for part in [Array(operation.name.utf8), Array(context.account.utf8), Array(context.region.utf8), parameters] {
            scope += UInt64(part.count).bigEndianBytes  // lengths keep one part from running into the next
            scope += part
        }
        self.scope = scope
    }

    /// What is said about a token that is not one of the request's scope.
    static let invalidToken = CloudTrailError(
        .invalidNextToken,
        "The token is not one of this service, or came with other parameters. Repeat the request with the parameters "
            + "that gave the token, or without a token."
    )

    func token(forPlace place: [UInt8]) -> String {
        let bytes = [Self.version] + place
        return Base64.text(bytes + code(for: bytes[...]))
    }

    /// Returns the place that a token names, or `nil` if it is not a token of this scope.
    func place(of token: String) -> ArraySlice<UInt8>? {
        // A second spelling of the same bytes counts as another token.
        guard token.utf8.count <= 2 * Self.placeByteCountMax, let bytes = Base64.bytes(token),
            Base64.text(bytes) == token, bytes.count > Self.codeByteCount, bytes[0] == Self.version
        else { return nil }
        let place = bytes.dropLast(Self.codeByteCount)
        let difference = zip(code(for: place), bytes.suffix(Self.codeByteCount)).reduce(0) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 ? place.dropFirst() : nil
    }

    func token(for position: HistoryPosition) -> String {
        token(forPlace: UInt64(bitPattern: position.eventTime).bigEndianBytes + position.sequence.bigEndianBytes)
    }

    /// Returns the place in the history that a token names, or `nil` if it is not a token of this scope.
    func position(of token: String) -> HistoryPosition? {
        guard let place = place(of: token), place.count == 16 else { return nil }
        return HistoryPosition(
            eventTime: Int64(bitPattern: UInt64(bigEndianBytes: place.prefix(8))),
            sequence: UInt64(bigEndianBytes: place.suffix(8))
        )
    }

    private func code(for place: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let code = HMAC<SHA256>.authenticationCode(for: scope + place, using: key.key)
        return Array(code).prefix(Self.codeByteCount)
    }
}

extension UInt64 {
    fileprivate var bigEndianBytes: [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> UInt64($0)) }
    }

    fileprivate init(bigEndianBytes bytes: ArraySlice<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
