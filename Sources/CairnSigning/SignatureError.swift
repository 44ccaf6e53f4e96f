/// Why a request's signature does not hold. The message is what AWS answers.
public struct SignatureError: Error, Sendable, CustomStringConvertible {
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case missing, malformed, unsupported, skewed, expired, mismatch, bodyNeeded, wrongScope, replayed,
                overloaded
        }
        private let value: Value

        /// There is no signature.
        public static let missing = Code(value: .missing)
        /// Parts of the signature are missing or cannot be read.
        public static let malformed = Code(value: .malformed)
        /// The signature is of a kind that is not checked here.
        public static let unsupported = Code(value: .unsupported)
        /// The request was signed too long ago, or in the future.
        public static let skewed = Code(value: .skewed)
        /// The presigned URL is no longer valid.
        public static let expired = Code(value: .expired)
        /// The signature, or the digest of the body, is not the one of this request.
        public static let mismatch = Code(value: .mismatch)
        /// The body is signed but was not given.
        public static let bodyNeeded = Code(value: .bodyNeeded)
        /// The signature is for another date, region or service.
        public static let wrongScope = Code(value: .wrongScope)
        /// The very same request was there before.
        public static let replayed = Code(value: .replayed)
        /// No more requests can be remembered at the moment.
        public static let overloaded = Code(value: .overloaded)

        public var description: String { value.rawValue }
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code): \(message)" }
}

extension SignatureError: Equatable {
    public static func == (left: SignatureError, right: SignatureError) -> Bool { left.code == right.code }
}

extension SignatureError {
    static let mismatch = SignatureError(
        .mismatch,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
            + "and signing method. Consult the service documentation for details.")
}
