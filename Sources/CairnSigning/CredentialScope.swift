/// The date, region and service that a signature is good for.
struct CredentialScope: Sendable, Hashable {
    /// `yyyyMMdd`
    let date: String
    /// `nil` for the asymmetric algorithm, which names its regions in `X-Amz-Region-Set`.
    let region: String?
    let service: String

    var text: String { ([date] + (region.map { [$0] } ?? []) + [service, "aws4_request"]).joined(separator: "/") }
}
