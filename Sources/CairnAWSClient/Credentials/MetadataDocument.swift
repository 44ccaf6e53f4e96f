import CairnModel
import CairnSigning

/// Credentials as JSON, as containers' and instances' metadata and credential processes give them.
enum MetadataDocument {
    /// - Parameter token: the name of the member with the session token.
    static func credentials(
        in bytes: [UInt8], token: String, source: String
    ) throws(CredentialError) -> ExpiringCredentials {
        guard let document = try? JSON(parsing: bytes) else {
            throw CredentialError(source, "The answer is not JSON")
        }
        if let code = document["Code"]?.stringValue, code != "Success" {
            let message = document["Message"]?.stringValue ?? "no message"
            throw CredentialError(source, "The answer says \(code): \(message)")
        }
        guard let id = document["AccessKeyId"]?.stringValue, let secret = document["SecretAccessKey"]?.stringValue
        else { throw CredentialError(source, "The answer has no AccessKeyId or SecretAccessKey") }
        let keys = SigningCredentials(
            accessKeyID: id, secretAccessKey: secret, sessionToken: document[token]?.stringValue)
        guard let text = document["Expiration"]?.stringValue else { return ExpiringCredentials(keys) }
        guard let end = ISO8601.parse(text) else {
            throw CredentialError(source, "'\(text)' is no time of expiration")
        }
        return ExpiringCredentials(keys, expiration: end)
    }
}
