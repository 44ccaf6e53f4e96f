/// `AWS::CloudTrail::Trail`, property by property.
///
/// Source: CloudFormation Template Reference, AWS::CloudTrail::Trail.
public final class CfnTrail: CfnResource {
    public static let typeName = "AWS::CloudTrail::Trail"

    /// What the resource has. Members that are `nil` are not written.
    public struct Properties: Hashable {
        public var isLogging: Bool
        public var s3BucketName: TemplateString
        /// Not together with ``eventSelectors``.
        public var advancedEventSelectors: [AdvancedEventSelector]?
        /// At most one.
        public var aggregationConfigurations: [AggregationConfiguration]?
        /// Ends in `:*`.
        public var cloudWatchLogsLogGroupARN: TemplateString?
        public var cloudWatchLogsRoleARN: TemplateString?
        public var enableLogFileValidation: Bool?
        /// At most five.
        public var eventSelectors: [EventSelector]?
        public var includeGlobalServiceEvents: Bool?
        public var insightSelectors: [InsightSelector]?
        public var isMultiRegionTrail: Bool?
        public var isOrganizationTrail: Bool?
        /// A key's ARN or id, an alias's name or ARN.
        public var kmsKeyID: TemplateString?
        /// Up to 200 characters.
        public var s3KeyPrefix: TemplateString?
        /// A name or an ARN.
        public var snsTopicName: TemplateString?
        public var tags: [Tag]
        /// 3 to 128 characters. Another name replaces the trail.
        public var trailName: TemplateString?

        public init(
            isLogging: Bool, s3BucketName: TemplateString, advancedEventSelectors: [AdvancedEventSelector]? = nil,
            aggregationConfigurations: [AggregationConfiguration]? = nil,
            cloudWatchLogsLogGroupARN: TemplateString? = nil, cloudWatchLogsRoleARN: TemplateString? = nil,
            enableLogFileValidation: Bool? = nil, eventSelectors: [EventSelector]? = nil,
            includeGlobalServiceEvents: Bool? = nil, insightSelectors: [InsightSelector]? = nil,
            isMultiRegionTrail: Bool? = nil, isOrganizationTrail: Bool? = nil, kmsKeyID: TemplateString? = nil,
            s3KeyPrefix: TemplateString? = nil, snsTopicName: TemplateString? = nil, tags: [Tag] = [],
            trailName: TemplateString? = nil
        ) {
            self.isLogging = isLogging
            self.s3BucketName = s3BucketName
            self.advancedEventSelectors = advancedEventSelectors
            self.aggregationConfigurations = aggregationConfigurations
            self.cloudWatchLogsLogGroupARN = cloudWatchLogsLogGroupARN
            self.cloudWatchLogsRoleARN = cloudWatchLogsRoleARN
            self.enableLogFileValidation = enableLogFileValidation
            self.eventSelectors = eventSelectors
            self.includeGlobalServiceEvents = includeGlobalServiceEvents
            self.insightSelectors = insightSelectors
            self.isMultiRegionTrail = isMultiRegionTrail
            self.isOrganizationTrail = isOrganizationTrail
            self.kmsKeyID = kmsKeyID
            self.s3KeyPrefix = s3KeyPrefix
            self.snsTopicName = snsTopicName
            self.tags = tags
            self.trailName = trailName
        }
    }

    public var properties: Properties

    @discardableResult
    public init(_ scope: some Scope, _ id: String, _ properties: Properties) throws {
        self.properties = properties
        try super.init(scope, id, type: Self.typeName)
    }

    /// The trail's ARN.
    public var attrARN: TemplateString { attribute("Arn") }
    /// The ARN of the topic that hears of new log files.
    public var attrSNSTopicARN: TemplateString { attribute("SnsTopicArn") }

    override var ownTags: [Tag]? { properties.tags }

    override var propertyList: PropertyList {
        var list = PropertyList()
        list.set("AdvancedEventSelectors", properties.advancedEventSelectors)
        list.set("AggregationConfigurations", properties.aggregationConfigurations)
        list.set("CloudWatchLogsLogGroupArn", properties.cloudWatchLogsLogGroupARN)
        list.set("CloudWatchLogsRoleArn", properties.cloudWatchLogsRoleARN)
        list.set("EnableLogFileValidation", properties.enableLogFileValidation)
        list.set("EventSelectors", properties.eventSelectors)
        list.set("IncludeGlobalServiceEvents", properties.includeGlobalServiceEvents)
        list.set("InsightSelectors", properties.insightSelectors)
        list.set("IsLogging", properties.isLogging)
        list.set("IsMultiRegionTrail", properties.isMultiRegionTrail)
        list.set("IsOrganizationTrail", properties.isOrganizationTrail)
        list.set("KMSKeyId", properties.kmsKeyID)
        list.set("S3BucketName", properties.s3BucketName)
        list.set("S3KeyPrefix", properties.s3KeyPrefix)
        list.set("SnsTopicName", properties.snsTopicName)
        list.set("TrailName", properties.trailName)
        return list
    }
}
