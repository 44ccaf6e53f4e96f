import CairnModel

/// A message for the trail's topic that is not published yet.
///
/// Source: CloudTrail User Guide, "Configuring Amazon SNS notifications for CloudTrail".
struct TopicMessage: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        /// Sent once to every new topic.
        case validation
        case files(bucket: String, keys: [String])
    }

    var topicARN: String
    /// What it is about.
    var place: LanePlace
    var content: Content

    /// So many files are told of in one message.
    private static let keyCountMax = 20

    /// The messages about files: each is of one account and region.
    static func messages(about files: [DeliveredFile], topicARN: String) -> [TopicMessage] {
        let byPlace = Dictionary(grouping: files, by: \.place).sorted { $0.key < $1.key }
        return byPlace.flatMap { place, files in
            let keys = files.map(\.key).sorted()
            return stride(from: 0, to: keys.count, by: keyCountMax).map { start in
                let part = keys[start..<min(keys.count, start + keyCountMax)]
                let bucket = files.first?.bucket ?? ""
                return TopicMessage(
                    topicARN: topicARN, place: place, content: .files(bucket: bucket, keys: Array(part)))
            }
        }
    }

    /// What is published.
    var text: String {
        switch content {
        case .validation:
            return "CloudTrail validation message."
        case .files(let bucket, let keys):
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("s3Bucket")
            writer.string(bucket)
            writer.key("s3ObjectKey")
            writer.beginArray()
            for key in keys { writer.string(key) }
            writer.endArray()
            writer.endObject()
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }
}

extension TopicMessage {
    var json: JSON {
        var object: JSONObject = [
            "topic": .string(topicARN), "account": .string(place.account), "region": .string(place.region),
        ]
        if case .files(let bucket, let keys) = content {
            object["bucket"] = .string(bucket)
            object["keys"] = .array(keys.map(JSON.string))
        }
        return .object(object)
    }

    init?(json: JSON) {
        guard let topicARN = json["topic"]?.stringValue, let account = json["account"]?.stringValue,
            let region = json["region"]?.stringValue
        else { return nil }
        self.init(topicARN: topicARN, place: LanePlace(account: account, region: region), content: .validation)
        if let bucket = json["bucket"]?.stringValue {
            content = .files(bucket: bucket, keys: (json["keys"]?.arrayValue ?? []).compactMap(\.stringValue))
        }
    }
}
