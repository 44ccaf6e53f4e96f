import Crypto

/// The chain of signatures over the chunks of a body: each signs its chunk and the signature before it.
struct ChunkSignatures: Sendable {
    private let key: SigningKey
    private let scope: CredentialScope
    private let date: String
    private var previous: String

    /// - Parameter seed: the signature of the request itself.
    init(key: SigningKey, scope: CredentialScope, date: String, seed: String) {
        self.key = key
        self.scope = scope
        self.date = date
        previous = seed
    }

    private static let digestOfNothing = Hexadecimal.text(SHA256.hash(data: [UInt8]()))

    /// Checks the next chunk.
    mutating func check(_ signature: String, ofChunk digest: SHA256.Digest) throws(SignatureError) {
        try check(signature, "PAYLOAD", [Self.digestOfNothing, Hexadecimal.text(digest)])
    }

    /// Checks what follows the last chunk.
    /// - Parameter trailer: each trailer as `name:value` and a line feed, names in lower case.
    mutating func check(_ signature: String, ofTrailer trailer: String) throws(SignatureError) {
        try check(signature, "TRAILER", [Hexadecimal.text(SHA256.hash(data: Array(trailer.utf8)))])
    }

    private mutating func check(_ signature: String, _ kind: String, _ digests: [String]) throws(SignatureError) {
        let lines = ["\(key.algorithm.name)-\(kind)", date, scope.text, previous] + digests
        // Asymmetric signatures differ in length; clients fill them up to 144 digits.
        let digits = String(signature.prefix { $0 != "*" })
        guard let bytes = key.bytes(of: digits), key.isSignature(bytes, of: lines.joined(separator: "\n")) else {
            throw SignatureError.mismatch
        }
        previous = digits
    }
}
