import CairnAWSClient
import CairnSigning
import Synchronization

/// Gives keys whose token says how often it was asked.
final class CountingSource: CredentialSource {
    private let asked = Mutex(0)
    private let result: @Sendable (Int) throws(CredentialError) -> ExpiringCredentials?

    init(
        _ result: @escaping @Sendable (Int) throws(CredentialError) -> ExpiringCredentials? = { count in
            .numbered(count)
        }
    ) {
        self.result = result
    }

    var count: Int { asked.withLock { $0 } }

    func load() async throws(CredentialError) -> ExpiringCredentials? {
        let count = asked.withLock { asked in
            asked += 1
            return asked
        }
        await Task.yield()
        return try result(count)
    }
}

extension ExpiringCredentials {
    static func numbered(_ number: Int, expiration: Double? = nil) -> ExpiringCredentials {
        ExpiringCredentials(
            SigningCredentials(accessKeyID: "AKID", secretAccessKey: "secret", sessionToken: "token \(number)"),
            expiration: expiration)
    }
}
