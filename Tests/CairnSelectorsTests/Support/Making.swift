import CairnAPI
import CairnModel
import CairnSelectors

/// Short forms for the tests.
enum Make {
    static func field(
        _ field: String, _ equals: String..., startsWith: [String]? = nil, endsWith: [String]? = nil,
        not: [String]? = nil, notStartsWith: [String]? = nil, notEndsWith: [String]? = nil
    ) -> AdvancedFieldSelector {
        AdvancedFieldSelector(
            field: field, equals: equals.isEmpty ? nil : equals, startsWith: startsWith, endsWith: endsWith,
            notEquals: not, notStartsWith: notStartsWith, notEndsWith: notEndsWith)
    }

    static func advanced(_ fields: AdvancedFieldSelector..., name: String? = nil) -> AdvancedEventSelector {
        AdvancedEventSelector(name: name, fieldSelectors: fields)
    }

    /// An advanced selector of data events of one type.
    static func data(
        _ fields: AdvancedFieldSelector..., type: String = "AWS::S3::Object", name: String? = nil
    ) -> AdvancedEventSelector {
        AdvancedEventSelector(
            name: name, fieldSelectors: [field("eventCategory", "Data"), field("resources.type", type)] + fields)
    }

    static func management(_ fields: AdvancedFieldSelector..., name: String? = nil) -> AdvancedEventSelector {
        AdvancedEventSelector(name: name, fieldSelectors: [field("eventCategory", "Management")] + fields)
    }

    static func network(_ fields: AdvancedFieldSelector...) -> AdvancedEventSelector {
        AdvancedEventSelector(fieldSelectors: [field("eventCategory", "NetworkActivity")] + fields)
    }

    static func basic(
        _ access: ReadWriteType? = nil, management: Bool? = nil, exclude: [String]? = nil, _ resources: DataResource...
    ) -> EventSelector {
        EventSelector(
            readWriteType: access, includeManagementEvents: management,
            dataResources: resources.isEmpty ? nil : resources, excludeManagementEventSources: exclude)
    }

    static func objects(_ values: String...) -> DataResource { DataResource(type: "AWS::S3::Object", values: values) }
}

/// Records of our own making.
enum Record {
    static func text(
        category: String? = "Data", source: String = "s3.amazonaws.com", name: String = "GetObject",
        readOnly: Bool? = true, userARN: String? = "arn:aws:iam::222233334444:user/dana", extra: String = "",
        resources: [(type: String?, arn: String?)]? = nil
    ) -> String {
        var members = ["\"eventVersion\":\"1.11\""]
        let arn = userARN.map { ",\"arn\":\"\($0)\"" } ?? ""
        members.append("\"userIdentity\":{\"type\":\"IAMUser\"\(arn)}")
        members.append("\"eventSource\":\"\(source)\",\"eventName\":\"\(name)\"")
        if let readOnly { members.append("\"readOnly\":\(readOnly)") }
        if let resources {
            let objects = resources.map { resource in
                let parts = [resource.type.map { "\"type\":\"\($0)\"" }, resource.arn.map { "\"ARN\":\"\($0)\"" }]
                return "{" + parts.compactMap { $0 }.joined(separator: ",") + "}"
            }
            members.append("\"resources\":[\(objects.joined(separator: ","))]")
        }
        if let category {
            members.append("\"eventType\":\"AwsApiCall\",\"eventCategory\":\"\(category)\"")
        }
        if !extra.isEmpty { members.append(extra) }
        return "{" + members.joined(separator: ",") + "}"
    }

    static func object(_ arn: String, name: String = "GetObject", readOnly: Bool? = true) -> String {
        let bucket = arn.split(separator: "/").first.map(String.init) ?? arn
        return text(name: name, readOnly: readOnly, resources: [("AWS::S3::Object", arn), ("AWS::S3::Bucket", bucket)])
    }

    static func management(
        _ source: String, _ name: String, readOnly: Bool? = false, extra: String = ""
    ) -> String {
        text(category: "Management", source: source, name: name, readOnly: readOnly, extra: extra)
    }
}

extension CompiledSelectors {
    /// Whether a record's text is kept; `nil` if it is no record.
    func selects(text: String) -> Bool? {
        let bytes = Array(text.utf8)
        guard let view = RecordView(scanning: bytes) else { return nil }
        return bytes.withUnsafeBytes { selects(view, in: $0) }
    }

    func explain(text: String) -> SelectorExplanation? {
        let bytes = Array(text.utf8)
        guard let view = RecordView(scanning: bytes) else { return nil }
        return bytes.withUnsafeBytes { explain(RecordEvent(view, in: $0)) }
    }
}
