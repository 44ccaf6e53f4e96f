/// Why constructs could not be made or synthesised.
///
/// Two errors are equal if their codes are. ``description`` names the construct's path and the property.
public struct ConstructError: Error, Hashable, CustomStringConvertible {
    /// What kind of mistake it is; the raw value is the AWS CDK's name of the error where it has one.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let invalidID = Self(rawValue: "InvalidConstructId")
        public static let duplicateID = Self(rawValue: "DuplicateConstructId")
        public static let duplicateLogicalID = Self(rawValue: "DuplicateLogicalId")
        public static let noStack = Self(rawValue: "NoStackIdentified")
        public static let invalidProperty = Self(rawValue: "InvalidProperty")
        public static let maximumDataElementsOneEvent = Self(rawValue: "MaximumDataElementsOneEvent")
        public static let maximumEventSelectors = Self(rawValue: "MaximumEventSelectors")
        public static let crossEnvironmentName = Self(rawValue: "CrossEnvironmentName")
        public static let crossStackReference = Self(rawValue: "CrossStackReference")
        public static let cyclicDependency = Self(rawValue: "CyclicDependency")
        public static let validationFailed = Self(rawValue: "ValidationFailedWithErrors")
        public static let invalidEventPattern = Self(rawValue: "InvalidEventPattern")
        public static let notSupported = Self(rawValue: "NotSupported")
        public static let invalidTemplate = Self(rawValue: "InvalidTemplate")
    }

    public let code: Code
    /// The path of the construct; empty if it is about none.
    public let path: String
    /// The property, by its name in Swift.
    public let property: String?
    /// What is wrong, and what would be right.
    public let message: String

    public init(_ code: Code, path: String, property: String? = nil, _ message: String) {
        self.code = code
        self.path = path
        self.property = property
        self.message = message
    }

    public var description: String {
        let place = [path.isEmpty ? nil : path, property].compactMap { $0 }.joined(separator: ", ")
        return place.isEmpty ? "\(code.rawValue): \(message)" : "\(code.rawValue): \(message) (at \(place))"
    }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
