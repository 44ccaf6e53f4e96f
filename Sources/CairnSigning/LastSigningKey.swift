import Crypto
import Synchronization

/// The key that has signed last: a process signs nearly all of its requests with the same one, and to derive it takes
/// longer than to sign.
final class LastSigningKey: Sendable {
    static let shared = LastSigningKey()

    private struct Entry {
        let secretAccessKey: String
        let scope: CredentialScope
        let key: SymmetricKey
    }

    private let last = Mutex<Entry?>(nil)

    func key(_ secretAccessKey: String, _ scope: CredentialScope) -> SymmetricKey {
        let last = last.withLock { $0 }
        if let last, last.scope == scope, last.secretAccessKey == secretAccessKey { return last.key }
        let key = SigningKey.symmetricKey(secretAccessKey, scope)
        self.last.withLock { $0 = Entry(secretAccessKey: secretAccessKey, scope: scope, key: key) }
        return key
    }
}
