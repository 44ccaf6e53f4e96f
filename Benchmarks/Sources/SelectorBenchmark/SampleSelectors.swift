import CairnAPI
import CairnSelectors

/// Selectors as trails have them.
enum SampleSelectors {
    /// Category, type, access, name and ARN: every condition is evaluated for an event that is kept.
    static let fiveFields = EventSelectors.advanced([
        AdvancedEventSelector(
            name: "Writes of media and invoices",
            fieldSelectors: [
                AdvancedFieldSelector(field: "eventCategory", equals: ["Data"]),
                AdvancedFieldSelector(field: "resources.type", equals: ["AWS::S3::Object"]),
                AdvancedFieldSelector(field: "eventName", startsWith: ["Put", "Delete", "Get"]),
                AdvancedFieldSelector(
                    field: "resources.ARN", startsWith: ["arn:aws:s3:::media/", "arn:aws:s3:::invoices/"],
                    notStartsWith: ["arn:aws:s3:::media/tmp/"]),
                AdvancedFieldSelector(field: "userIdentity.arn", notEndsWith: ["/backup"]),
            ])
    ])

    /// As above, but only for writes, so that half of the events are refused early.
    private static let earlyRefusal = EventSelectors.advanced([
        AdvancedEventSelector(
            fieldSelectors: [
                AdvancedFieldSelector(field: "eventCategory", equals: ["Data"]),
                AdvancedFieldSelector(field: "resources.type", equals: ["AWS::S3::Object"]),
                AdvancedFieldSelector(field: "readOnly", equals: ["false"]),
                AdvancedFieldSelector(field: "eventName", startsWith: ["Put", "Delete"]),
                AdvancedFieldSelector(field: "resources.ARN", startsWith: ["arn:aws:s3:::media/"]),
            ])
    ])

    /// Fills one condition as far as the quota allows.
    private static let manyValues = EventSelectors.advanced([
        AdvancedEventSelector(
            fieldSelectors: [
                AdvancedFieldSelector(field: "eventCategory", equals: ["Data"]),
                AdvancedFieldSelector(field: "resources.type", equals: ["AWS::S3::Object"]),
                AdvancedFieldSelector(
                    field: "resources.ARN", startsWith: (0..<498).map { "arn:aws:s3:::tenant-\($0)/" }),
            ])
    ])

    static let all: [(name: String, selectors: EventSelectors)] = [
        ("the standard selector", .standard),
        ("basic, one prefix of objects", basic),
        ("advanced, five fields", fiveFields),
        ("advanced, five fields, half refused by readOnly", earlyRefusal),
        ("advanced, 500 values", manyValues),
    ]

    private static let basic = EventSelectors.basic([
        EventSelector(
            readWriteType: .all, includeManagementEvents: true,
            dataResources: [DataResource(type: "AWS::S3::Object", values: ["arn:aws:s3:::media/"])])
    ])
}
