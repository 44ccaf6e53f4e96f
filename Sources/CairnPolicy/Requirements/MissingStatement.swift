/// Something that CloudTrail must be allowed to do and is not.
public struct MissingStatement: Sendable, Hashable, CustomStringConvertible {
    /// The usual causes, as far as they can be told.
    public enum Cause: String, Sendable, Hashable {
        case noPolicy
        /// No statement comes near.
        case noStatement
        case explicitDeny
        /// A statement allows it to others than CloudTrail.
        case otherPrincipal
        /// A statement allows it below another prefix than the trail's, or below none.
        case wrongPrefix
        /// A statement allows it for the folder of another account.
        case otherAccount
        /// A statement allows it for the folder of another organization.
        case otherOrganization
        case otherResource
        /// A statement allows it to another trail.
        case sourceARN
        /// A statement allows it to another account's trails.
        case sourceAccount
        /// A statement wants another access control list than `bucket-owner-full-control`.
        case accessControlList
        /// A key's statement wants another encryption context than the trail's.
        case encryptionContext
        case otherCondition
    }

    public let action: String
    /// What it must be allowed on, with `*` for any rest.
    public let resource: String
    public let cause: Cause
    /// The cause in a sentence, with what the policy says and what it would have to say.
    public let detail: String
    /// The statement that would allow it.
    public let statement: PolicyStatement

    /// For an error message: `CloudTrail may not do s3:PutObject on …: …`.
    public var description: String { "CloudTrail may not do \(action) on \(resource): \(detail)" }
}
