import CairnConstructs
import CairnModel

/// A service in memory that has one of each, and two event data stores.
final class RecordedTarget: ApplyTarget {
    let usesTLS: Bool
    var changes: [String] = []
    private(set) var bucket: String?
    private(set) var policy: String?
    var trail: JSON?
    var channel: JSON?
    let stores = RecordedStores()
    var dashboard: JSON?
    private(set) var resourcePolicy: String?
    private var selectors: JSON = [["ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": []]]
    private var tags: JSON = []
    private var isLogging = false
    private var insights: JSON = []
    private var aggregations: JSON = []

    private static let channelARN: JSON = "arn:aws:cloudtrail:eu-west-1:111122223333:channel/made-up"
    private static let readers = ["Get", "List", "Head"]

    init(usesTLS: Bool = true) { self.usesTLS = usesTLS }

    func call(_ service: String, _ operation: String, _ input: JSON) async throws -> JSON {
        if !Self.readers.contains(where: operation.hasPrefix) { changes.append(operation) }
        return service == "s3" ? try bucketCall(operation, input) : try trailCall(operation, input)
    }

    func pause() async throws {}

    private func bucketCall(_ operation: String, _ input: JSON) throws -> JSON {
        switch operation {
        case "HeadBucket": if bucket == nil { throw ApplyRefusal(code: "NotFound", message: "") }
        case "CreateBucket": bucket = input["Bucket"]?.stringValue
        case "PutBucketPolicy": policy = input["Policy"]?.stringValue
        case "GetBucketPolicy":
            guard let policy else { throw ApplyRefusal(code: "NoSuchBucketPolicy", message: "") }
            return ["Policy": .string(policy)]
        default: throw ApplyRefusal(code: "UnknownOperation", message: operation)
        }
        return [:]
    }

    private func trailCall(_ operation: String, _ input: JSON) throws -> JSON {
        switch operation {
        case "GetTrail": return try known(["Trail": trail ?? nil])
        case "CreateTrail", "UpdateTrail": return change(input)
        case "GetEventSelectors": return ["EventSelectors": selectors]
        case "PutEventSelectors": selectors = input["EventSelectors"] ?? []
        case "GetTrailStatus": return ["IsLogging": .bool(isLogging)]
        case "StartLogging": isLogging = true
        case "AddTags": tags = input["TagsList"] ?? []
        case "ListTags": return ["ResourceTagList": [["TagsList": tags]]]
        default: return try configurationCall(operation, input)
        }
        return [:]
    }

    private func configurationCall(_ operation: String, _ input: JSON) throws -> JSON {
        if operation.contains("EventDataStore") || input["EventDataStore"] != nil {
            return try stores.call(operation, input)
        }
        switch operation {
        case "GetInsightSelectors": return ["InsightSelectors": insights]
        case "PutInsightSelectors":
            insights = input["InsightSelectors"] ?? []
            _ = change(["HasInsightSelectors": .bool(insights != [])])
        case "GetEventConfiguration": return ["AggregationConfigurations": aggregations]
        case "PutEventConfiguration": aggregations = input["AggregationConfigurations"] ?? []
        default: return try lakeCall(operation, input)
        }
        return [:]
    }

    private func lakeCall(_ operation: String, _ input: JSON) throws -> JSON {
        switch operation {
        case "ListChannels":
            return [
                "Channels": .array(channel.map { [["Name": $0["Name"] ?? nil, "ChannelArn": Self.channelARN]] } ?? [])
            ]
        case "GetChannel": return channel ?? [:]
        case "CreateChannel":
            channel = input
            return ["ChannelArn": Self.channelARN]
        case "CreateDashboard", "UpdateDashboard":
            var object = dashboard?.objectValue ?? JSONObject()
            object["DashboardArn"] = "arn:aws:cloudtrail:eu-west-1:111122223333:dashboard/overview"
            for member in input.objectValue?.members ?? [] { object[member.key] = member.value }
            dashboard = .object(object)
        case "GetDashboard":
            guard var object = dashboard?.objectValue else {
                throw ApplyRefusal(code: "ResourceNotFoundException", message: "")
            }
            object["Widgets"] = object["Widgets"]?.arrayValue.map { widgets in
                .array(widgets.map { .object(($0.objectValue ?? [:]).with("QueryAlias", "made-up")) })
            }
            return .object(object)
        case "PutResourcePolicy": resourcePolicy = input["ResourcePolicy"]?.stringValue
        case "GetResourcePolicy":
            guard let resourcePolicy else { throw ApplyRefusal(code: "ResourcePolicyNotFoundException", message: "") }
            return ["ResourcePolicy": .string(resourcePolicy)]
        default: throw ApplyRefusal(code: "UnknownOperation", message: operation)
        }
        return [:]
    }

    private func known(_ answer: JSON) throws -> JSON {
        guard trail != nil else { throw ApplyRefusal(code: "TrailNotFoundException", message: "") }
        return answer
    }

    private func change(_ input: JSON) -> JSON {
        var object = trail?.objectValue ?? ["TrailARN": "arn:aws:cloudtrail:eu-west-1:111122223333:trail/x"]
        for member in input.objectValue?.members ?? [] {
            object[member.key == "EnableLogFileValidation" ? "LogFileValidationEnabled" : member.key] = member.value
        }
        trail = .object(object)
        return .object(object)
    }
}

extension JSONObject {
    fileprivate func with(_ key: String, _ value: JSON) -> JSONObject {
        var copy = self
        copy[key] = value
        return copy
    }
}
