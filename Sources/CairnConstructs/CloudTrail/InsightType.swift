/// A kind of insight.
public struct InsightType: TemplateEnumeration {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let apiCallRate = Self(rawValue: "ApiCallRateInsight")
    public static let apiErrorRate = Self(rawValue: "ApiErrorRateInsight")
}
