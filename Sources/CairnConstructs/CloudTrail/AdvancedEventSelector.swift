extension CfnTrail {
    /// An advanced event selector: all its conditions have to hold.
    ///
    /// Source: CloudTrail API Reference, AdvancedEventSelector.
    public struct AdvancedEventSelector: Hashable, TemplateConvertible {
        /// 1 to 1000 characters.
        public var name: TemplateString?
        /// One or more; one of them says the event category.
        public var fieldSelectors: [FieldSelector]

        public init(name: TemplateString? = nil, _ fieldSelectors: [FieldSelector]) {
            self.name = name
            self.fieldSelectors = fieldSelectors
        }

        public var templateValue: TemplateValue {
            var members = PropertyList()
            members.set("FieldSelectors", fieldSelectors)
            members.set("Name", name)
            return .object(members)
        }
    }

    /// A condition on a field of events. A value fits if it fits any of the given texts, and none of the negated ones.
    public struct FieldSelector: Hashable, TemplateConvertible {
        public var field: Field
        public var equals: [TemplateString]?
        public var notEquals: [TemplateString]?
        public var startsWith: [TemplateString]?
        public var notStartsWith: [TemplateString]?
        public var endsWith: [TemplateString]?
        public var notEndsWith: [TemplateString]?

        public init(
            _ field: Field, equals: [TemplateString]? = nil, notEquals: [TemplateString]? = nil,
            startsWith: [TemplateString]? = nil, notStartsWith: [TemplateString]? = nil,
            endsWith: [TemplateString]? = nil, notEndsWith: [TemplateString]? = nil
        ) {
            self.field = field
            self.equals = equals
            self.notEquals = notEquals
            self.startsWith = startsWith
            self.notStartsWith = notStartsWith
            self.endsWith = endsWith
            self.notEndsWith = notEndsWith
        }

        public var templateValue: TemplateValue {
            var members = PropertyList()
            members.set("EndsWith", endsWith)
            members.set("Equals", equals)
            members.set("Field", field)
            members.set("NotEndsWith", notEndsWith)
            members.set("NotEquals", notEquals)
            members.set("NotStartsWith", notStartsWith)
            members.set("StartsWith", startsWith)
            return .object(members)
        }
    }

    /// A field of events that advanced selectors choose by.
    public struct Field: TemplateEnumeration {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// `Management`, `Data`, `NetworkActivity`; in stores also `Insight`, `ConfigurationItem`, `Evidence`,
        /// `ActivityAuditLog`.
        public static let eventCategory = Self(rawValue: "eventCategory")
        public static let readOnly = Self(rawValue: "readOnly")
        public static let eventSource = Self(rawValue: "eventSource")
        public static let eventName = Self(rawValue: "eventName")
        public static let eventType = Self(rawValue: "eventType")
        /// Only with `equals`.
        public static let resourceType = Self(rawValue: "resources.type")
        public static let resourceARN = Self(rawValue: "resources.ARN")
        public static let userIdentityARN = Self(rawValue: "userIdentity.arn")
        public static let sessionCredentialFromConsole = Self(rawValue: "sessionCredentialFromConsole")
        public static let errorCode = Self(rawValue: "errorCode")
        public static let vpcEndpointID = Self(rawValue: "vpcEndpointId")
    }
}

extension CfnTrail.AdvancedEventSelector {
    /// Takes management events.
    /// - Parameters:
    ///   - readOnly: reading calls only, or writing calls only; `nil` for both.
    ///   - excludingSources: services whose events are left out, such as `kms.amazonaws.com`.
    public static func managementEvents(
        name: TemplateString? = nil, readOnly: Bool? = nil, excludingSources: [TemplateString] = []
    ) -> Self {
        var conditions: [CfnTrail.FieldSelector] = [.init(.eventCategory, equals: ["Management"])]
        if let readOnly { conditions.append(.init(.readOnly, equals: [readOnly ? "true" : "false"])) }
        if !excludingSources.isEmpty { conditions.append(.init(.eventSource, notEquals: excludingSources)) }
        return Self(name: name, conditions)
    }

    /// Takes data events of a type of resources.
    /// - Parameters:
    ///   - startingWith: beginnings of ARNs; empty for all resources of the type.
    ///   - excluding: beginnings of ARNs that are left out.
    public static func dataEvents(
        of type: DataResourceType, name: TemplateString? = nil, readOnly: Bool? = nil,
        startingWith: [TemplateString] = [], excluding: [TemplateString] = []
    ) -> Self {
        var conditions: [CfnTrail.FieldSelector] = [
            .init(.eventCategory, equals: ["Data"]), .init(.resourceType, equals: [TemplateString(type.rawValue)]),
        ]
        if let readOnly { conditions.append(.init(.readOnly, equals: [readOnly ? "true" : "false"])) }
        if !startingWith.isEmpty || !excluding.isEmpty {
            conditions.append(
                .init(
                    .resourceARN, startsWith: startingWith.isEmpty ? nil : startingWith,
                    notStartsWith: excluding.isEmpty ? nil : excluding))
        }
        return Self(name: name, conditions)
    }
}
