import CairnAWSClient
import CairnModel
import CairnSigning
import CairnWire

/// The keys of a role, assumed as CloudTrail would, and again before they expire.
struct AssumedRole: CredentialProvider {
    private let held: CachedCredentials

    init(arn: String, client: AWSClient) { held = CachedCredentials(Source(arn: arn, client: client)) }

    func credentials() async throws -> SigningCredentials? { try await held.credentials() }

    func invalidate(_ refused: SigningCredentials) async { await held.invalidate(refused) }

    private struct Source: CredentialSource {
        let arn: String
        let client: AWSClient

        /// Source: AWS Security Token Service API Reference, AssumeRole.
        func load() async throws(CredentialError) -> ExpiringCredentials? {
            let output: WireValue
            do {
                output = try await client.call(
                    service: "sts", operation: "AssumeRole",
                    input: .structure([
                        WireValue.Member("RoleArn", .string(arn)),
                        WireValue.Member("RoleSessionName", .string("CloudTrailImport")),
                    ]))
            } catch {
                throw CredentialError("role \(arn)", "AssumeRole failed: \(error)")
            }
            guard let found = output["Credentials"], let id = found["AccessKeyId"]?.stringValue,
                let secret = found["SecretAccessKey"]?.stringValue
            else { throw CredentialError("role \(arn)", "AssumeRole gave no credentials") }
            let keys = SigningCredentials(
                accessKeyID: id, secretAccessKey: secret, sessionToken: found["SessionToken"]?.stringValue)
            guard case .timestamp(let end)? = found["Expiration"] else { return ExpiringCredentials(keys) }
            return ExpiringCredentials(keys, expiration: end)
        }
    }
}
