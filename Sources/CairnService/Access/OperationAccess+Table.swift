import CairnAPI

extension OperationAccess {
    /// One row an operation.
    ///
    /// Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS CloudTrail" and "… for AWS
    /// CloudTrail Data".
    static let table: [OperationAccess] = [
        // Trails
        OperationAccess(.createTrail, .new(.trail, named: "Name"), tags: "TagsList"),
        OperationAccess(.updateTrail, .named(.trail, "Name")),
        OperationAccess(.deleteTrail, .named(.trail, "Name")),
        OperationAccess(.getTrail, .named(.trail, "Name")),
        OperationAccess(.getTrailStatus, .named(.trail, "Name")),
        OperationAccess(.describeTrails),
        OperationAccess(.listTrails),
        OperationAccess(.startLogging, .named(.trail, "Name")),
        OperationAccess(.stopLogging, .named(.trail, "Name")),
        OperationAccess(.putEventSelectors, .named(.trail, "TrailName")),
        OperationAccess(.getEventSelectors, .named(.trail, "TrailName")),
        OperationAccess(
            .putInsightSelectors, .named(.trail, "TrailName"), .named(.eventDataStore, "EventDataStore"),
            .named(.eventDataStore, "InsightsDestination")),
        OperationAccess(
            .getInsightSelectors, .named(.trail, "TrailName"), .named(.eventDataStore, "EventDataStore")),
        OperationAccess(
            .putEventConfiguration, .named(.trail, "TrailName"), .named(.eventDataStore, "EventDataStore")),
        OperationAccess(
            .getEventConfiguration, .named(.trail, "TrailName"), .named(.eventDataStore, "EventDataStore")),

        // Events
        OperationAccess(.lookupEvents),
        OperationAccess(.listInsightsData, .named(.trail, "InsightSource")),
        OperationAccess(.listInsightsMetricData, .named(.trail, "TrailName")),
        OperationAccess(.listPublicKeys),

        // Tags, policies, organization
        OperationAccess(.addTags, .arns("ResourceId"), tags: "TagsList"),
        OperationAccess(.removeTags, .arns("ResourceId"), tags: "TagsList"),
        OperationAccess(.listTags, .arns("ResourceIdList")),
        OperationAccess(.putResourcePolicy, .arns("ResourceArn")),
        OperationAccess(.getResourcePolicy, .arns("ResourceArn")),
        OperationAccess(.deleteResourcePolicy, .arns("ResourceArn")),
        OperationAccess(.registerOrganizationDelegatedAdmin),
        OperationAccess(.deregisterOrganizationDelegatedAdmin),

        // Event data stores
        OperationAccess(.createEventDataStore, .newWithID(.eventDataStore), tags: "TagsList"),
        OperationAccess(.updateEventDataStore, .named(.eventDataStore, "EventDataStore")),
        OperationAccess(.deleteEventDataStore, .named(.eventDataStore, "EventDataStore")),
        OperationAccess(.restoreEventDataStore, .named(.eventDataStore, "EventDataStore")),
        OperationAccess(.getEventDataStore, .named(.eventDataStore, "EventDataStore")),
        OperationAccess(.listEventDataStores),
        OperationAccess(.startEventDataStoreIngestion, .named(.eventDataStore, "EventDataStore")),
        OperationAccess(.stopEventDataStoreIngestion, .named(.eventDataStore, "EventDataStore")),
        OperationAccess(.enableFederation, .named(.eventDataStore, "EventDataStore")),
        OperationAccess(.disableFederation, .named(.eventDataStore, "EventDataStore")),

        // Queries
        OperationAccess(.startQuery, .statement("QueryStatement")),
        OperationAccess(
            .describeQuery, .named(.eventDataStore, "EventDataStore"), .query("QueryId", unless: "EventDataStore")),
        OperationAccess(
            .getQueryResults, .named(.eventDataStore, "EventDataStore"), .query("QueryId", unless: "EventDataStore")),
        OperationAccess(
            .cancelQuery, .named(.eventDataStore, "EventDataStore"), .query("QueryId", unless: "EventDataStore")),
        OperationAccess(.listQueries, .named(.eventDataStore, "EventDataStore")),
        OperationAccess(.generateQuery, .list(.eventDataStore, "EventDataStores")),
        OperationAccess(.searchSampleQueries),

        // Imports
        OperationAccess(.startImport, .list(.eventDataStore, "Destinations")),
        OperationAccess(.stopImport),
        OperationAccess(.getImport),
        OperationAccess(.listImports, .named(.eventDataStore, "Destination")),
        OperationAccess(.listImportFailures),

        // Channels
        OperationAccess(.createChannel, .newWithID(.channel), .destinations("Destinations"), tags: "Tags"),
        OperationAccess(.updateChannel, .named(.channel, "Channel"), .destinations("Destinations")),
        OperationAccess(.deleteChannel, .named(.channel, "Channel")),
        OperationAccess(.getChannel, .named(.channel, "Channel")),
        OperationAccess(.listChannels),
        OperationAccess(.putAuditEvents, .named(.channel, "channelArn")),

        // Dashboards
        OperationAccess(.createDashboard, .new(.dashboard, named: "Name"), tags: "TagsList"),
        OperationAccess(.updateDashboard, .named(.dashboard, "DashboardId")),
        OperationAccess(.deleteDashboard, .named(.dashboard, "DashboardId")),
        OperationAccess(.getDashboard, .named(.dashboard, "DashboardId")),
        OperationAccess(.listDashboards),
        OperationAccess(.startDashboardRefresh, .named(.dashboard, "DashboardId")),
    ]
}
