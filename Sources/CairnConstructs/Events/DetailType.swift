/// The kinds of events that CloudTrail sends to EventBridge.
///
/// Source: CloudTrail User Guide, "Events delivered via CloudTrail"; EventBridge User Guide.
public struct DetailType: TemplateEnumeration {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let apiCall = Self(rawValue: "AWS API Call via CloudTrail")
    /// As events say it; the documentation writes ``consoleSigninAsDocumented``.
    public static let consoleSignIn = Self(rawValue: "AWS Console Sign In via CloudTrail")
    public static let consoleSigninAsDocumented = Self(rawValue: "AWS Console Signin via CloudTrail")
    public static let consoleAction = Self(rawValue: "AWS Console Action via CloudTrail")
    public static let serviceEvent = Self(rawValue: "AWS Service Event via CloudTrail")
    public static let insight = Self(rawValue: "AWS Insight via CloudTrail")
    public static let networkActivity = Self(rawValue: "AWS Network Activity Event via CloudTrail")
}
