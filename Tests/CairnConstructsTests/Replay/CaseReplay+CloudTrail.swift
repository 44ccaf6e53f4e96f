import CairnConstructs
import CairnModel

extension CaseReplay {
    func makeCfnTrail(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> CfnTrail {
        guard let isLogging = try values.bool("isLogging"), let bucket = try values.text("s3BucketName") else {
            throw ReplayError("a trail without isLogging or s3BucketName")
        }
        return try CfnTrail(
            scope, id,
            CfnTrail.Properties(
                isLogging: isLogging, s3BucketName: bucket,
                advancedEventSelectors: values.list("advancedEventSelectors", advancedSelector),
                aggregationConfigurations: values.list("aggregationConfigurations") { reader in
                    try CfnTrail.AggregationConfiguration(
                        eventCategory: reader.text("eventCategory") ?? "", templates: reader.texts("templates") ?? [])
                },
                cloudWatchLogsLogGroupARN: values.text("cloudWatchLogsLogGroupArn"),
                cloudWatchLogsRoleARN: values.text("cloudWatchLogsRoleArn"),
                enableLogFileValidation: values.bool("enableLogFileValidation"),
                eventSelectors: values.list("eventSelectors", basicSelector),
                includeGlobalServiceEvents: values.bool("includeGlobalServiceEvents"),
                insightSelectors: values.list("insightSelectors", insightSelector),
                isMultiRegionTrail: values.bool("isMultiRegionTrail"),
                isOrganizationTrail: values.bool("isOrganizationTrail"), kmsKeyID: values.text("kmsKeyId"),
                s3KeyPrefix: values.text("s3KeyPrefix"), snsTopicName: values.text("snsTopicName"),
                tags: tags(values), trailName: values.text("trailName")))
    }

    func makeCfnEventDataStore(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> CfnEventDataStore {
        try CfnEventDataStore(
            scope, id,
            CfnEventDataStore.Properties(
                advancedEventSelectors: values.list("advancedEventSelectors", advancedSelector),
                billingMode: values.open("billingMode"),
                contextKeySelectors: values.list("contextKeySelectors") { reader in
                    try CfnEventDataStore.ContextKeySelector(
                        type: reader.text("type") ?? "", equals: reader.texts("equalTo") ?? [])
                },
                federationEnabled: values.bool("federationEnabled"),
                federationRoleARN: values.text("federationRoleArn"), ingestionEnabled: values.bool("ingestionEnabled"),
                insightSelectors: values.list("insightSelectors", insightSelector),
                insightsDestination: values.text("insightsDestination"), kmsKeyID: values.text("kmsKeyId"),
                maxEventSize: values.open("maxEventSize"), multiRegionEnabled: values.bool("multiRegionEnabled"),
                name: values.text("name"), organizationEnabled: values.bool("organizationEnabled"),
                retentionPeriod: values.int("retentionPeriod"), tags: tags(values),
                terminationProtectionEnabled: values.bool("terminationProtectionEnabled")))
    }

    func makeCfnChannel(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> CfnChannel {
        try CfnChannel(
            scope, id,
            CfnChannel.Properties(
                destinations: values.list("destinations") { reader in
                    try CfnChannel.Destination(
                        location: reader.text("location") ?? "", type: reader.text("type") ?? "")
                }, name: values.text("name"), source: values.text("source"), tags: tags(values)))
    }

    func makeCfnDashboard(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> CfnDashboard {
        try CfnDashboard(
            scope, id,
            CfnDashboard.Properties(
                name: values.text("name"), refreshSchedule: refreshSchedule(values.reader("refreshSchedule")),
                tags: tags(values), terminationProtectionEnabled: values.bool("terminationProtectionEnabled"),
                widgets: values.list("widgets") { reader in
                    try CfnDashboard.Widget(
                        queryStatement: reader.text("queryStatement") ?? "",
                        queryParameters: reader.texts("queryParameters"),
                        viewProperties: reader["viewProperties"]?.objectValue.map(self.texts))
                }))
    }

    func makeCfnResourcePolicy(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> CfnResourcePolicy {
        guard let arn = try values.text("resourceArn"), let policy = values["resourcePolicy"] else {
            throw ReplayError("a resource policy without resourceArn or resourcePolicy")
        }
        return try CfnResourcePolicy(scope, id, .init(resourceARN: arn, resourcePolicy: try value(policy)))
    }

    private func texts(_ object: JSONObject) throws -> [String: TemplateString] {
        Dictionary(try object.members.map { ($0.key, try text($0.value)) }, uniquingKeysWith: { _, last in last })
    }

    private func refreshSchedule(_ values: ValueReader?) throws -> CfnDashboard.RefreshSchedule? {
        guard let values, let frequency = values.reader("frequency") else { return nil }
        return try CfnDashboard.RefreshSchedule(
            every: frequency.int("value") ?? 0, frequency.choice("unit") ?? .hours, status: values.choice("status"),
            timeOfDay: values.string("timeOfDay"))
    }

    private func tags(_ values: ValueReader) throws -> [Tag] {
        try values.list("tags") { Tag(key: try $0.string("key") ?? "", value: try $0.text("value") ?? "") } ?? []
    }

    private func advancedSelector(_ reader: ValueReader) throws -> CfnTrail.AdvancedEventSelector {
        let conditions = try reader.list("fieldSelectors") { field in
            try CfnTrail.FieldSelector(
                field.open("field") ?? "", equals: field.texts("equalTo"), notEquals: field.texts("notEquals"),
                startsWith: field.texts("startsWith"), notStartsWith: field.texts("notStartsWith"),
                endsWith: field.texts("endsWith"), notEndsWith: field.texts("notEndsWith"))
        }
        return CfnTrail.AdvancedEventSelector(name: try reader.text("name"), conditions ?? [])
    }

    private func basicSelector(_ reader: ValueReader) throws -> CfnTrail.EventSelector {
        try CfnTrail.EventSelector(
            dataResources: reader.list("dataResources") { resource in
                try CfnTrail.DataResource(type: resource.open("type") ?? "", values: resource.texts("values"))
            }, excludeManagementEventSources: reader.opens("excludeManagementEventSources"),
            includeManagementEvents: reader.bool("includeManagementEvents"),
            readWriteType: reader.choice("readWriteType"))
    }

    private func insightSelector(_ reader: ValueReader) throws -> CfnTrail.InsightSelector {
        try CfnTrail.InsightSelector(
            insightType: reader.open("insightType") ?? "", eventCategories: reader.opens("eventCategories"))
    }
}
