import CairnAPI
public import CairnModel
import CairnSelectors
public import CairnStore

/// The state document of a trail: its settings under their own names, and the version of this form.
extension Trail {
    /// The form that is written. Documents of every earlier version are read.
    public static let documentVersion = 1

    static let documentKind = "trail"

    /// The document as it is stored.
    public var document: JSON {
        var object = JSONObject()
        object.append("version", .integer(Self.documentVersion))
        appendIdentity(to: &object)
        appendDestinations(to: &object)
        appendSelection(to: &object)
        appendLogging(to: &object)
        return .object(object)
    }

    private func appendIdentity(to object: inout JSONObject) {
        object.append("name", .string(name))
        object.append("homeRegion", .string(homeRegion))
        object.append("account", .string(account))
        object.append("partition", .string(partition))
        object.append("createdTime", Self.number(createdTime))
        object["tags"] = .array(tags.map(\.document))
    }

    private func appendDestinations(to object: inout JSONObject) {
        object.append("s3BucketName", .string(s3BucketName))
        object["s3KeyPrefix"] = s3KeyPrefix.map(JSON.string)
        object["snsTopicName"] = snsTopicName.map(JSON.string)
        object["snsTopicARN"] = snsTopicARN.map(JSON.string)
        object["cloudWatchLogsLogGroupARN"] = cloudWatchLogsLogGroupARN.map(JSON.string)
        object["cloudWatchLogsRoleARN"] = cloudWatchLogsRoleARN.map(JSON.string)
        object["kmsKeyID"] = kmsKeyID.map(JSON.string)
    }

    private func appendSelection(to object: inout JSONObject) {
        object.append("includeGlobalServiceEvents", .bool(includeGlobalServiceEvents))
        object.append("isMultiRegion", .bool(isMultiRegion))
        object.append("isOrganizationTrail", .bool(isOrganizationTrail))
        object.append("logFileValidationEnabled", .bool(logFileValidationEnabled))
        object.append("eventSelectors", eventSelectors.json)
        object.append("insightSelectors", .array(insightSelectors.map(\.document)))
        object.append("aggregations", .array(aggregations.map(\.document)))
    }

    private func appendLogging(to object: inout JSONObject) {
        object.append("isLogging", .bool(isLogging))
        object["startLoggingTime"] = startLoggingTime.map(Self.number)
        object["stopLoggingTime"] = stopLoggingTime.map(Self.number)
    }

    private static func number(_ seconds: Double) -> JSON { JSONNumber(seconds).map(JSON.number) ?? 0 }
}

extension Trail {
    /// Reads a document of this or an earlier version.
    /// - Throws: ``StoreError`` with `damaged` if it is not the document of a trail, with `database` if a newer version
    ///   wrote it.
    public init(document: JSON) throws(StoreError) {
        let reader = DocumentReader(document, of: "a trail")
        try reader.checkVersion(atMost: Self.documentVersion)
        self.init(
            name: try reader.string("name"), homeRegion: try reader.string("homeRegion"),
            account: try reader.string("account"), partition: try reader.string("partition"),
            s3BucketName: try reader.string("s3BucketName"), createdTime: try reader.number("createdTime")
        )
        readDestinations(from: reader)
        try readSelection(from: reader)
        isLogging = try reader.bool("isLogging")
        startLoggingTime = document["startLoggingTime"]?.doubleValue
        stopLoggingTime = document["stopLoggingTime"]?.doubleValue
        tags = try reader.array("tags", of: Tag.init(document:))
    }

    private mutating func readDestinations(from reader: DocumentReader) {
        let document = reader.document
        s3KeyPrefix = document["s3KeyPrefix"]?.stringValue
        snsTopicName = document["snsTopicName"]?.stringValue
        snsTopicARN = document["snsTopicARN"]?.stringValue
        cloudWatchLogsLogGroupARN = document["cloudWatchLogsLogGroupARN"]?.stringValue
        cloudWatchLogsRoleARN = document["cloudWatchLogsRoleARN"]?.stringValue
        kmsKeyID = document["kmsKeyID"]?.stringValue
    }

    private mutating func readSelection(from reader: DocumentReader) throws(StoreError) {
        includeGlobalServiceEvents = try reader.bool("includeGlobalServiceEvents")
        isMultiRegion = try reader.bool("isMultiRegion")
        isOrganizationTrail = try reader.bool("isOrganizationTrail")
        logFileValidationEnabled = try reader.bool("logFileValidationEnabled")
        eventSelectors = try reader.value("eventSelectors") { try EventSelectors(json: $0) }
        insightSelectors = try reader.array("insightSelectors", of: InsightSelector.init(document:))
        aggregations = try reader.array("aggregations", of: AggregationConfiguration.init(document:))
    }
}
