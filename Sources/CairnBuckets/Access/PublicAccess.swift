import CairnPolicy
import CairnWire

/// What keeps the public out of a bucket.
enum PublicAccess {
    private static let members = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"]

    /// As S3 creates buckets: everything blocked.
    static let standardDocument: [UInt8] = {
        let elements = members.map { "<\($0)>true</\($0)>" }.joined()
        let text =
            "<PublicAccessBlockConfiguration xmlns=\"\(ResponseEncoding.namespace)\">"
            + elements + "</PublicAccessBlockConfiguration>"
        return Array(text.utf8)
    }()

    static func blocksPublicPolicy(_ document: [UInt8]?) -> Bool { sets("BlockPublicPolicy", document) }

    /// Whether a public policy gives nothing to those outside of the owner's account.
    static func restrictsPublicBuckets(_ document: [UInt8]?) -> Bool { sets("RestrictPublicBuckets", document) }

    private static func sets(_ member: String, _ document: [UInt8]?) -> Bool {
        document.map { String(decoding: $0, as: UTF8.self).contains("<\(member)>true<") } ?? false
    }

    /// Whether a policy gives something to everybody.
    ///
    /// A condition of any kind counts as one that does not: which conditions still leave a policy public is a long list
    /// on AWS.
    static func isPublic(_ policy: PolicyDocument) -> Bool {
        policy.statements.contains { statement in
            statement.effect == .allow && statement.conditions.isEmpty
                && (statement.principals.map { $0.isNegated || $0.entries.contains(.everyone) } ?? false)
        }
    }
}
