/// How a stack reads what belongs to another stack of the app.
///
/// Set it as the context key ``FeatureFlag/defaultCrossStackReferences``. Unset, references are strong, with a warning.
///
/// Source: AWS CDK v2, "Reference strength".
public enum CrossStackReferences: String, Hashable, Sendable {
    /// An export and `Fn::ImportValue`: the producer cannot take away what is in use.
    case strong
    /// An output and `Fn::GetStackOutput`: the producer can.
    case weak
    /// The producer has both, the consumer the weak one: the step from strong to weak.
    case both
}
