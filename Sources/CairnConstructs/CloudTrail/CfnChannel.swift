/// `AWS::CloudTrail::Channel`, property by property. `Ref` is the channel's ARN.
///
/// Source: CloudFormation Template Reference, AWS::CloudTrail::Channel.
public final class CfnChannel: CfnResource {
    public static let typeName = "AWS::CloudTrail::Channel"

    /// What the resource has. Members that are `nil` are not written; none is required.
    public struct Properties: Hashable {
        /// 1 to 10.
        public var destinations: [Destination]?
        /// 3 to 128 characters.
        public var name: TemplateString?
        /// A partner's name, or `Custom`. Another source replaces the channel.
        public var source: TemplateString?
        public var tags: [Tag]

        public init(
            destinations: [Destination]? = nil, name: TemplateString? = nil, source: TemplateString? = nil,
            tags: [Tag] = []
        ) {
            self.destinations = destinations
            self.name = name
            self.source = source
            self.tags = tags
        }
    }

    /// Where the channel's events go.
    public struct Destination: Hashable, TemplateConvertible {
        /// The ARN of an event data store.
        public var location: TemplateString
        public var type: TemplateString

        public init(location: TemplateString, type: TemplateString = "EVENT_DATA_STORE") {
            self.location = location
            self.type = type
        }

        public var templateValue: TemplateValue { ["Location": .string(location), "Type": .string(type)] }
    }

    public var properties: Properties

    @discardableResult
    public init(_ scope: some Scope, _ id: String, _ properties: Properties = Properties()) throws {
        self.properties = properties
        try super.init(scope, id, type: Self.typeName)
    }

    public var attrChannelARN: TemplateString { attribute("ChannelArn") }

    override var ownTags: [Tag]? { properties.tags }

    override var propertyList: PropertyList {
        var list = PropertyList()
        list.set("Destinations", properties.destinations)
        list.set("Name", properties.name)
        list.set("Source", properties.source)
        return list
    }
}
