import CairnAWSClient
import CairnModel
import CairnService
import CairnSigning

/// Clients that call for an account.
struct AccountClients: Sendable {
    enum Kind: Sendable {
        /// The services of AWS: the credentials are what they are, and must be good for the account.
        case aws
        /// An emulator, where every account can be spoken for without a secret.
        case emulator
    }

    let base: AWSClient
    let kind: Kind

    /// The clients to ask, one after the other, until one finds what is looked for.
    ///
    /// LocalStack takes an access key of twelve digits for the account. moto takes the account from a header of its own
    /// and puts whatever callers with such keys create into its default account.
    func clients(for account: String) -> [AWSClient] {
        guard kind == .emulator, !account.isEmpty else { return [base] }
        let byKey = base.signing(with: SigningCredentials(accessKeyID: account, secretAccessKey: "cairn"))
        var byHeader = byKey
        byHeader.configuration.additionalHeaders["x-moto-account-id"] = account
        return [byHeader, byKey]
    }

    /// Asks for an account in a region, the client's own if there is none.
    /// - Returns: the first finding; `nil` if there is nothing.
    func first<Facts>(
        account: some StringProtocol, region: (some StringProtocol)?,
        _ question: (InspectedCall) async throws(ResourceInspectionError) -> Facts?
    ) async throws(ResourceInspectionError) -> Facts? {
        for client in clients(for: String(account)) {
            let region = region.flatMap { $0.isEmpty ? nil : String($0) }
            if let facts = try await question(InspectedCall(client: client, region: region)) { return facts }
        }
        return nil
    }
}
