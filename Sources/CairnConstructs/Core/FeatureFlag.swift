/// Context keys that change what is synthesised. Names and effects are those of the AWS CDK.
///
/// Source: AWS CDK v2, "Feature flags".
public struct FeatureFlag: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Combines the statements of a policy where that changes nothing, and sorts their lists.
    public static let minimizePolicies = Self(rawValue: "@aws-cdk/aws-iam:minimizePolicies")
    /// Writes the partition as text where the stack's region is known.
    public static let enablePartitionLiterals = Self(rawValue: "@aws-cdk/core:enablePartitionLiterals")
    /// Names an alias by a reference to it, rather than by its text.
    public static let aliasNameReference = Self(rawValue: "@aws-cdk/aws-kms:aliasNameRef")
    /// Makes what the built-in rules find an error.
    public static let validateAgainstDefaultRules = Self(rawValue: "@aws-cdk/core:validateAgainstDefaultRules")
    /// Writes each resource's construct path into its metadata.
    public static let enablePathMetadata = Self(rawValue: "aws:cdk:enable-path-metadata")
    /// Not on or off, but ``CrossStackReferences``.
    public static let defaultCrossStackReferences = Self(rawValue: "@aws-cdk/core:defaultCrossStackReferences")
}
