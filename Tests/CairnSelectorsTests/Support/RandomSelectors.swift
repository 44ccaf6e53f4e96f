import CairnAPI
import CairnModel
import CairnSelectors

/// A repeatable source of randomness (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Selectors and records of few words.
enum RandomSelectors {
    static let fields = [
        "readOnly", "eventSource", "eventName", "eventType", "sessionCredentialFromConsole", "errorCode",
        "vpcEndpointId", "userIdentity.arn", "resources.type", "resources.ARN", "eventCategory",
    ]

    private static let words: [String: [String]] = [
        "readOnly": ["true", "false"], "sessionCredentialFromConsole": ["true"],
        "eventSource": ["s3.amazonaws.com", "kms.amazonaws.com", "s3"],
        "eventName": ["GetObject", "PutObject", "PutObjectAcl", "Put", "Object"],
        "eventType": ["AwsApiCall", "AwsServiceEvent"], "errorCode": ["AccessDenied", "VpceAccessDenied"],
        "vpcEndpointId": ["vpce-1", "vpce-12"],
        "userIdentity.arn": ["arn:aws:iam::1:user/dana", "arn:aws:iam::1:user/d", "user/ĥans \"x\"\\", "na"],
        "resources.type": ["AWS::S3::Object", "AWS::Lambda::Function", "AWS::DynamoDB::Table", "AWS::S3::Bucket"],
        "resources.ARN": [
            "arn:aws:s3:::b/k", "arn:aws:s3:::b/key.log", "arn:aws:s3:::b/", "arn:aws:s3:::c/k", ".log",
            "arn:aws:lambda:r:1:function:f", "arn:aws:dynamodb:r:1:table/t",
        ],
        "eventCategory": ["Management", "Data", "NetworkActivity"],
    ]

    static func values(of field: String, using random: inout SeededGenerator) -> [String] {
        (0..<Int.random(in: 1...2, using: &random)).compactMap { _ in words[field]?.randomElement(using: &random) }
    }

    static func advanced(using random: inout SeededGenerator) throws -> EventSelectors {
        let operators = ["Equals", "StartsWith", "EndsWith", "NotEquals", "NotStartsWith", "NotEndsWith"]
        let selectors = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
            let chosen = fields.shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random))
            return AdvancedEventSelector(
                fieldSelectors: try chosen.map { field in
                    var json: JSONObject = ["Field": .string(field)]
                    for name in operators.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)) {
                        json[name] = .array(values(of: field, using: &random).map(JSON.string))
                    }
                    return try AdvancedFieldSelector(json: .object(json))
                })
        }
        return .advanced(selectors)
    }

    static func basic(using random: inout SeededGenerator) -> EventSelectors {
        let values = [
            "AWS::S3::Object": [
                "arn:aws:s3", "arn:aws:s3:::", "arn:aws:s3:::b/", "arn:aws:s3:::b/key", "arn:aws:s3:::c/",
            ],
            "AWS::Lambda::Function": [
                "arn:aws:lambda", "arn:aws:lambda:r:1:function:f", "arn:aws:lambda:r:1:function:ff",
            ],
            "AWS::DynamoDB::Table": ["arn:aws:dynamodb", "arn:aws:dynamodb:r:1:table/t"],
        ]
        let selectors = (0..<Int.random(in: 1...2, using: &random)).map { _ in
            let resources = values.keys.sorted().filter { _ in Bool.random(using: &random) }.map { type in
                let chosen = (values[type] ?? []).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
                return DataResource(type: type, values: chosen)
            }
            return EventSelector(
                readWriteType: [nil, .all, .readOnly, .writeOnly].randomElement(using: &random) ?? nil,
                includeManagementEvents: [nil, true, false].randomElement(using: &random) ?? nil,
                dataResources: resources,
                excludeManagementEventSources: Bool.random(using: &random) ? ["kms.amazonaws.com"] : nil)
        }
        return .basic(selectors)
    }

    /// A record with some of the fields, in any order.
    static func record(using random: inout SeededGenerator) -> JSON {
        func has() -> Bool { Int.random(in: 0..<4, using: &random) > 0 }
        func word(_ field: String) -> JSON? { words[field]?.randomElement(using: &random).map(JSON.string) }
        var members: [JSONObject.Member] = []
        for field in fields where !field.contains(".") && (field == "eventCategory" || has()) {
            guard let value = word(field) else { continue }
            let isFlag = field == "readOnly"
            members.append(.init(key: field, value: isFlag ? .bool(value == "true") : value))
        }
        if has() {
            let identity: JSON = .object(["type": "IAMUser", "arn": word("userIdentity.arn") ?? ""])
            members.append(.init(key: "userIdentity", value: identity))
        }
        let resources = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            var resource: JSONObject = ["accountId": "111122223333"]
            if has() { resource["ARN"] = word("resources.ARN") }
            if has() { resource["type"] = word("resources.type") }
            return JSON.object(resource)
        }
        if !resources.isEmpty { members.append(.init(key: "resources", value: .array(resources))) }
        return .object(JSONObject(members: members.shuffled(using: &random)))
    }

    static func facts(of record: JSON) -> EventFacts {
        var texts: [SelectorField: String] = [:]
        for field in SelectorField.allCases where field != .readOnly && field != .userIdentityARN {
            texts[field] = record[field.rawValue]?.stringValue
        }
        texts[.readOnly] = record["readOnly"]?.boolValue.map { $0 ? "true" : "false" }
        texts[.userIdentityARN] = record["userIdentity"]?["arn"]?.stringValue
        let resources = (record["resources"]?.arrayValue ?? []).map {
            EventFacts.Resource(type: $0["type"]?.stringValue, arn: $0["ARN"]?.stringValue)
        }
        return EventFacts(
            category: record["eventCategory"]?.stringValue.map(SelectorCategory.init(text:)), texts: texts,
            resources: resources)
    }

    /// The same event with some facts not known yet.
    static func head(of event: EventFacts, using random: inout SeededGenerator) -> EventFacts {
        var head = event
        for field in SelectorField.allCases where Int.random(in: 0..<3, using: &random) == 0 {
            head.unknownFields.insert(field)
            head.texts[field] = nil
        }
        if Bool.random(using: &random) {
            head.resources.removeAll { _ in Bool.random(using: &random) }
            head.mayHaveMoreResources = true
        }
        if Int.random(in: 0..<8, using: &random) == 0 { head.category = nil }
        return head
    }
}
