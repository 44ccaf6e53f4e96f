extension Trail {
    /// How many values a selector may have. For AWS it is the limit of the whole trail.
    static let valueCountMax = 250
    /// More than this, and no selector can be added; AWS allows no more than this.
    static let selectorCountMax = 5

    /// Keeps data events of resources whose ARNs begin with the values. One call makes one selector.
    ///
    /// - Parameters:
    ///   - values: at most 250. A value that is an ARN's beginning stands for all such resources.
    ///   - includeManagementEvents: whether management events are kept by this selector too. `nil` leaves it to
    ///     CloudTrail, which keeps them, unless the trail keeps none.
    /// - Throws: ``ConstructError`` with `maximumDataElementsOneEvent`, or with `maximumEventSelectors` for the seventh
    ///   selector. (AWS refuses the sixth; ``TrailImprovements/checksLimits`` does too.)
    public func addEventSelector(
        _ type: DataResourceType, _ values: [TemplateString], includeManagementEvents: Bool? = nil,
        readWriteType: ReadWriteType? = nil, excludeManagementEventSources: [ManagementEventSource]? = nil
    ) throws {
        guard values.count <= Self.valueCountMax else {
            throw refusal(
                .maximumDataElementsOneEvent, "A maximum of 250 data elements can be in one event selector")
        }
        guard var selectors = resource.properties.eventSelectors else {
            throw refusal(
                .invalidProperty, "The trail has advanced event selectors; basic ones cannot stand beside them")
        }
        guard selectors.count <= Self.selectorCountMax else {
            throw refusal(.maximumEventSelectors, "A maximum of 5 event selectors are supported per trail.")
        }
        selectors.append(
            CfnTrail.EventSelector(
                dataResources: [CfnTrail.DataResource(type: type, values: values)],
                excludeManagementEventSources: excludeManagementEventSources,
                includeManagementEvents: includeManagementEvents
                    ?? (managementEvents == ManagementEvents.none ? false : nil),
                readWriteType: readWriteType))
        resource.properties.eventSelectors = selectors
    }

    private func refusal(_ code: ConstructError.Code, _ message: String) -> ConstructError {
        ConstructError(code, path: node.path, property: "eventSelectors", message)
    }

    /// Keeps data events of functions. Without functions nothing is added.
    public func addLambdaEventSelector(
        _ functions: [Function], includeManagementEvents: Bool? = nil, readWriteType: ReadWriteType? = nil,
        excludeManagementEventSources: [ManagementEventSource]? = nil
    ) throws {
        guard !functions.isEmpty else { return }
        try addEventSelector(
            .lambdaFunction, functions.map(\.functionARN), includeManagementEvents: includeManagementEvents,
            readWriteType: readWriteType, excludeManagementEventSources: excludeManagementEventSources)
    }

    /// Keeps data events of all functions of the account.
    public func logAllLambdaDataEvents(
        includeManagementEvents: Bool? = nil, readWriteType: ReadWriteType? = nil,
        excludeManagementEventSources: [ManagementEventSource]? = nil
    ) throws {
        try addEventSelector(
            .lambdaFunction, ["arn:\(stack.partition):lambda"], includeManagementEvents: includeManagementEvents,
            readWriteType: readWriteType, excludeManagementEventSources: excludeManagementEventSources)
    }

    /// Keeps data events of objects of buckets. Without buckets nothing is added.
    public func addS3EventSelector(
        _ objects: [S3Objects], includeManagementEvents: Bool? = nil, readWriteType: ReadWriteType? = nil,
        excludeManagementEventSources: [ManagementEventSource]? = nil
    ) throws {
        guard !objects.isEmpty else { return }
        try addEventSelector(
            .s3Object, objects.map(\.beginning), includeManagementEvents: includeManagementEvents,
            readWriteType: readWriteType, excludeManagementEventSources: excludeManagementEventSources)
    }

    /// Keeps data events of all objects of the account: those of the trail's own bucket too.
    ///
    /// Every delivery is then an event of the next one. Advanced selectors can exclude the bucket
    /// (``TrailImprovements/guardsOwnBucket``).
    public func logAllS3DataEvents(
        includeManagementEvents: Bool? = nil, readWriteType: ReadWriteType? = nil,
        excludeManagementEventSources: [ManagementEventSource]? = nil
    ) throws {
        try addEventSelector(
            .s3Object, ["arn:\(stack.partition):s3:::"], includeManagementEvents: includeManagementEvents,
            readWriteType: readWriteType, excludeManagementEventSources: excludeManagementEventSources)
        if improvements.contains(.guardsOwnBucket) { warnOfOwnBucket() }
    }

    /// Keeps data events of DynamoDB tables, by their ARNs; without ARNs, of all tables of the account.
    public func addDynamoDBEventSelector(
        _ tables: [TemplateString] = [], includeManagementEvents: Bool? = nil, readWriteType: ReadWriteType? = nil
    ) throws {
        let values = tables.isEmpty ? ["arn:\(stack.partition):dynamodb"] : tables
        try addEventSelector(
            .dynamoDBTable, values, includeManagementEvents: includeManagementEvents, readWriteType: readWriteType)
    }

    /// Adds an advanced selector to a trail that has such.
    /// - Throws: ``ConstructError`` with `invalidProperty` if the trail was made without `advancedEventSelectors`.
    public func addAdvancedEventSelector(_ selector: CfnTrail.AdvancedEventSelector) throws {
        guard let selectors = resource.properties.advancedEventSelectors else {
            throw refusal(
                .invalidProperty, "The trail has basic event selectors: make it with advancedEventSelectors, if only []"
            )
        }
        resource.properties.advancedEventSelectors = selectors + [selector]
        try excludeOwnBucket()
    }
}
