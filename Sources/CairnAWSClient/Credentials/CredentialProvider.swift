public import CairnSigning

/// Gives the keys that calls are signed with.
public protocol CredentialProvider: Sendable {
    /// The keys to use now; `nil` if there are none.
    /// - Throws: ``CredentialError`` if there should be some, but they could not be fetched.
    func credentials() async throws -> SigningCredentials?

    /// A service has refused these keys as expired: they are not to be given again.
    func invalidate(_ refused: SigningCredentials) async
}

extension CredentialProvider {
    public func invalidate(_ refused: SigningCredentials) async {}
}

/// The same keys always.
public struct FixedCredentials: CredentialProvider {
    private let keys: SigningCredentials?

    /// - Parameter keys: `nil` for a client that can only make calls without a signature.
    public init(_ keys: SigningCredentials?) { self.keys = keys }

    public func credentials() async throws -> SigningCredentials? { keys }
}

/// Why a configured source has no credentials.
public struct CredentialError: Error, Sendable, CustomStringConvertible {
    /// The source, such as `profile 'dev'`.
    public let source: String
    public let message: String

    public init(_ source: String, _ message: String) {
        self.source = source
        self.message = message
    }

    public var description: String { "\(source): \(message)" }
}
