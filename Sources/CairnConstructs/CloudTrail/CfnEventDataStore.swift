/// `AWS::CloudTrail::EventDataStore`, property by property. `Ref` is the store's ARN.
///
/// Source: CloudFormation Template Reference, AWS::CloudTrail::EventDataStore.
public final class CfnEventDataStore: CfnResource {
    public static let typeName = "AWS::CloudTrail::EventDataStore"

    /// What the resource has. Members that are `nil` are not written; none is required.
    public struct Properties: Hashable {
        /// Up to five.
        public var advancedEventSelectors: [CfnTrail.AdvancedEventSelector]?
        public var billingMode: BillingMode?
        /// Up to two; they need ``maxEventSize`` `Large`.
        public var contextKeySelectors: [ContextKeySelector]?
        public var federationEnabled: Bool?
        public var federationRoleARN: TemplateString?
        public var ingestionEnabled: Bool?
        /// Without event categories.
        public var insightSelectors: [CfnTrail.InsightSelector]?
        /// The ARN of the store that gets the insights.
        public var insightsDestination: TemplateString?
        /// Cannot be changed once it is set.
        public var kmsKeyID: TemplateString?
        public var maxEventSize: MaxEventSize?
        public var multiRegionEnabled: Bool?
        /// 3 to 128 characters.
        public var name: TemplateString?
        public var organizationEnabled: Bool?
        /// In days, from 7 to 3653.
        public var retentionPeriod: Int?
        public var tags: [Tag]
        public var terminationProtectionEnabled: Bool?

        public init(
            advancedEventSelectors: [CfnTrail.AdvancedEventSelector]? = nil, billingMode: BillingMode? = nil,
            contextKeySelectors: [ContextKeySelector]? = nil, federationEnabled: Bool? = nil,
            federationRoleARN: TemplateString? = nil, ingestionEnabled: Bool? = nil,
            insightSelectors: [CfnTrail.InsightSelector]? = nil, insightsDestination: TemplateString? = nil,
            kmsKeyID: TemplateString? = nil, maxEventSize: MaxEventSize? = nil, multiRegionEnabled: Bool? = nil,
            name: TemplateString? = nil, organizationEnabled: Bool? = nil, retentionPeriod: Int? = nil,
            tags: [Tag] = [], terminationProtectionEnabled: Bool? = nil
        ) {
            self.advancedEventSelectors = advancedEventSelectors
            self.billingMode = billingMode
            self.contextKeySelectors = contextKeySelectors
            self.federationEnabled = federationEnabled
            self.federationRoleARN = federationRoleARN
            self.ingestionEnabled = ingestionEnabled
            self.insightSelectors = insightSelectors
            self.insightsDestination = insightsDestination
            self.kmsKeyID = kmsKeyID
            self.maxEventSize = maxEventSize
            self.multiRegionEnabled = multiRegionEnabled
            self.name = name
            self.organizationEnabled = organizationEnabled
            self.retentionPeriod = retentionPeriod
            self.tags = tags
            self.terminationProtectionEnabled = terminationProtectionEnabled
        }
    }

    public var properties: Properties

    @discardableResult
    public init(_ scope: some Scope, _ id: String, _ properties: Properties = Properties()) throws {
        self.properties = properties
        try super.init(scope, id, type: Self.typeName)
    }

    public var attrEventDataStoreARN: TemplateString { attribute("EventDataStoreArn") }
    public var attrCreatedTimestamp: TemplateString { attribute("CreatedTimestamp") }
    public var attrUpdatedTimestamp: TemplateString { attribute("UpdatedTimestamp") }
    public var attrStatus: TemplateString { attribute("Status") }

    override var ownTags: [Tag]? { properties.tags }

    override var propertyList: PropertyList {
        var list = PropertyList()
        list.set("AdvancedEventSelectors", properties.advancedEventSelectors)
        list.set("BillingMode", properties.billingMode)
        list.set("ContextKeySelectors", properties.contextKeySelectors)
        list.set("FederationEnabled", properties.federationEnabled)
        list.set("FederationRoleArn", properties.federationRoleARN)
        list.set("IngestionEnabled", properties.ingestionEnabled)
        list.set("InsightSelectors", properties.insightSelectors)
        list.set("InsightsDestination", properties.insightsDestination)
        list.set("KmsKeyId", properties.kmsKeyID)
        list.set("MaxEventSize", properties.maxEventSize)
        list.set("MultiRegionEnabled", properties.multiRegionEnabled)
        list.set("Name", properties.name)
        list.set("OrganizationEnabled", properties.organizationEnabled)
        list.set("RetentionPeriod", properties.retentionPeriod)
        list.set("TerminationProtectionEnabled", properties.terminationProtectionEnabled)
        return list
    }
}

extension CfnEventDataStore {
    /// What keeping events costs, and how long they may be kept.
    public struct BillingMode: TemplateEnumeration {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// 366 days, up to 3653.
        public static let extendableRetention = Self(rawValue: "EXTENDABLE_RETENTION_PRICING")
        /// Up to 2557 days.
        public static let fixedRetention = Self(rawValue: "FIXED_RETENTION_PRICING")
    }

    /// How large an event may be.
    public struct MaxEventSize: TemplateEnumeration {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let standard = Self(rawValue: "Standard")
        public static let large = Self(rawValue: "Large")
    }

    /// Context that is added to events.
    public struct ContextKeySelector: Hashable, TemplateConvertible {
        /// `RequestContext` or `TagContext`.
        public var type: TemplateString
        /// 1 to 50 keys of 1 to 128 characters.
        public var equals: [TemplateString]

        public init(type: TemplateString, equals: [TemplateString]) {
            self.type = type
            self.equals = equals
        }

        public var templateValue: TemplateValue { ["Equals": equals.templateValue, "Type": .string(type)] }
    }
}
