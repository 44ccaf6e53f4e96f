/// A service whose management events a basic selector can leave out.
public struct ManagementEventSource: TemplateEnumeration {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let kms = Self(rawValue: "kms.amazonaws.com")
    public static let rdsDataAPI = Self(rawValue: "rdsdata.amazonaws.com")
}
