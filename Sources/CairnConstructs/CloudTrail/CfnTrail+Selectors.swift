extension CfnTrail {
    /// A basic event selector.
    ///
    /// Source: CloudFormation Template Reference, AWS::CloudTrail::Trail EventSelector.
    public struct EventSelector: Hashable, TemplateConvertible {
        public var dataResources: [DataResource]?
        public var excludeManagementEventSources: [ManagementEventSource]?
        public var includeManagementEvents: Bool?
        public var readWriteType: ReadWriteType?

        public init(
            dataResources: [DataResource]? = nil, excludeManagementEventSources: [ManagementEventSource]? = nil,
            includeManagementEvents: Bool? = nil, readWriteType: ReadWriteType? = nil
        ) {
            self.dataResources = dataResources
            self.excludeManagementEventSources = excludeManagementEventSources
            self.includeManagementEvents = includeManagementEvents
            self.readWriteType = readWriteType
        }

        public var templateValue: TemplateValue {
            var members = PropertyList()
            members.set("DataResources", dataResources)
            members.set("ExcludeManagementEventSources", excludeManagementEventSources)
            members.set("IncludeManagementEvents", includeManagementEvents)
            members.set("ReadWriteType", readWriteType)
            return .object(members)
        }
    }

    /// Resources whose data events are kept: beginnings of ARNs, by type.
    public struct DataResource: Hashable, TemplateConvertible {
        public var type: DataResourceType
        public var values: [TemplateString]?

        public init(type: DataResourceType, values: [TemplateString]? = nil) {
            self.type = type
            self.values = values
        }

        public var templateValue: TemplateValue {
            var members = PropertyList()
            members.set("Type", type)
            members.set("Values", values)
            return .object(members)
        }
    }

    /// A kind of insight, and the events that it is looked for in.
    public struct InsightSelector: Hashable, TemplateConvertible {
        public var insightType: InsightType
        /// `nil` leaves it to CloudTrail: management events.
        public var eventCategories: [InsightEventCategory]?

        public init(insightType: InsightType, eventCategories: [InsightEventCategory]? = nil) {
            self.insightType = insightType
            self.eventCategories = eventCategories
        }

        public var templateValue: TemplateValue {
            var members = PropertyList()
            members.set("EventCategories", eventCategories)
            members.set("InsightType", insightType)
            return .object(members)
        }
    }

    /// Aggregated events that the trail delivers beside the single ones.
    public struct AggregationConfiguration: Hashable, TemplateConvertible {
        public var eventCategory: TemplateString
        /// 1 to 50 of `API_ACTIVITY`, `RESOURCE_ACCESS`, `USER_ACTIONS`.
        public var templates: [TemplateString]

        public init(eventCategory: TemplateString = "Data", templates: [TemplateString]) {
            self.eventCategory = eventCategory
            self.templates = templates
        }

        public var templateValue: TemplateValue {
            ["EventCategory": .string(eventCategory), "Templates": templates.templateValue]
        }
    }
}
