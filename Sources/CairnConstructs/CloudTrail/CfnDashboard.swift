/// `AWS::CloudTrail::Dashboard`, property by property. `Ref` is the dashboard's ARN.
///
/// Source: CloudFormation Template Reference, AWS::CloudTrail::Dashboard.
public final class CfnDashboard: CfnResource {
    public static let typeName = "AWS::CloudTrail::Dashboard"

    /// What the resource has. Members that are `nil` are not written; none is required.
    public struct Properties: Hashable {
        /// 3 to 128 characters: letters, digits, `_`, `-`.
        public var name: TemplateString?
        public var refreshSchedule: RefreshSchedule?
        public var tags: [Tag]
        public var terminationProtectionEnabled: Bool?
        public var widgets: [Widget]?

        public init(
            name: TemplateString? = nil, refreshSchedule: RefreshSchedule? = nil, tags: [Tag] = [],
            terminationProtectionEnabled: Bool? = nil, widgets: [Widget]? = nil
        ) {
            self.name = name
            self.refreshSchedule = refreshSchedule
            self.tags = tags
            self.terminationProtectionEnabled = terminationProtectionEnabled
            self.widgets = widgets
        }
    }

    /// How often the widgets' queries run by themselves.
    public struct RefreshSchedule: Hashable, TemplateConvertible {
        public enum Unit: String, Hashable, Sendable {
            case hours = "HOURS"
            case days = "DAYS"
        }

        public enum Status: String, Hashable, Sendable {
            case enabled = "ENABLED"
            case disabled = "DISABLED"
        }

        /// In ``unit``.
        public var value: Int
        public var unit: Unit
        public var status: Status?
        /// `HH:MM`, UTC; for days.
        public var timeOfDay: String?

        public init(every value: Int, _ unit: Unit, status: Status? = nil, timeOfDay: String? = nil) {
            self.value = value
            self.unit = unit
            self.status = status
            self.timeOfDay = timeOfDay
        }

        public var templateValue: TemplateValue {
            var members: PropertyList = [
                "Frequency": ["Unit": unit.rawValue.templateValue, "Value": value.templateValue]
            ]
            members.set("Status", status?.rawValue)
            members.set("TimeOfDay", timeOfDay)
            return .object(members)
        }
    }

    /// A query and how its answer is shown.
    public struct Widget: Hashable, TemplateConvertible {
        /// Up to 10 000 characters.
        public var queryStatement: TemplateString
        /// 1 to 10 of 1 to 1024 characters.
        public var queryParameters: [TemplateString]?
        public var viewProperties: [String: TemplateString]?

        public init(
            queryStatement: TemplateString, queryParameters: [TemplateString]? = nil,
            viewProperties: [String: TemplateString]? = nil
        ) {
            self.queryStatement = queryStatement
            self.queryParameters = queryParameters
            self.viewProperties = viewProperties
        }

        public var templateValue: TemplateValue {
            var members = PropertyList()
            members.set("QueryParameters", queryParameters)
            members.set("QueryStatement", queryStatement)
            members.set("ViewProperties", viewProperties.map(Self.properties))
            return .object(members)
        }

        private static func properties(_ view: [String: TemplateString]) -> PropertyList {
            var members = PropertyList()
            for (name, value) in view.sorted(by: { $0.key < $1.key }) { members.set(name, value) }
            return members
        }
    }

    public var properties: Properties

    @discardableResult
    public init(_ scope: some Scope, _ id: String, _ properties: Properties = Properties()) throws {
        self.properties = properties
        try super.init(scope, id, type: Self.typeName)
    }

    public var attrDashboardARN: TemplateString { attribute("DashboardArn") }
    public var attrCreatedTimestamp: TemplateString { attribute("CreatedTimestamp") }
    public var attrUpdatedTimestamp: TemplateString { attribute("UpdatedTimestamp") }
    public var attrStatus: TemplateString { attribute("Status") }
    public var attrType: TemplateString { attribute("Type") }

    override var ownTags: [Tag]? { properties.tags }

    override var propertyList: PropertyList {
        var list = PropertyList()
        list.set("Name", properties.name)
        list.set("RefreshSchedule", properties.refreshSchedule)
        list.set("TerminationProtectionEnabled", properties.terminationProtectionEnabled)
        list.set("Widgets", properties.widgets)
        return list
    }
}
