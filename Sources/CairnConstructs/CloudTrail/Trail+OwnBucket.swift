extension Trail {
    /// Excludes the trail's bucket from advanced selectors that would take all objects.
    func excludeOwnBucket() throws {
        guard improvements.contains(.guardsOwnBucket) else { return }
        let own: TemplateString = "\(bucket.bucketARN)/"
        resource.properties.advancedEventSelectors = resource.properties.advancedEventSelectors?.map {
            Self.excluding(own, from: $0)
        }
    }

    private static func excluding(
        _ own: TemplateString, from selector: CfnTrail.AdvancedEventSelector
    ) -> CfnTrail.AdvancedEventSelector {
        let types = selector.fieldSelectors.first { $0.field == .resourceType }?.equals ?? []
        guard types.contains(TemplateString(DataResourceType.s3Object.rawValue)) else { return selector }
        var result = selector
        guard let index = result.fieldSelectors.firstIndex(where: { $0.field == .resourceARN }) else {
            result.fieldSelectors.append(CfnTrail.FieldSelector(.resourceARN, notStartsWith: [own]))
            return result
        }
        let condition = result.fieldSelectors[index]
        guard condition.equals == nil, condition.startsWith == nil, condition.endsWith == nil else { return selector }
        result.fieldSelectors[index].notStartsWith = ((condition.notStartsWith ?? []) + [own]).unique
        return result
    }

    func warnOfOwnBucket() {
        annotations.addWarning(
            id: "cairn:ownBucketDataEvents",
            """
            The trail keeps the data events of its own deliveries: every log file makes an event, which goes into the \
            next one. Use advancedEventSelectors, which can exclude the bucket.
            """)
    }
}
