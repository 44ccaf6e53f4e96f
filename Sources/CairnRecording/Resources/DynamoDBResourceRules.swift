import CairnWire

/// The resources of calls to DynamoDB: the tables, or the stream.
enum DynamoDBResourceRules {
    static func resources(of call: ResourceContext) -> [RecordResource] {
        if let stream = call.text("StreamArn") {
            return [call.resource(stream, service: "dynamodb", prefix: "", type: "AWS::DynamoDB::Stream")]
        }
        if let table = call.text("TableName") {
            return [call.resource(table, service: "dynamodb", prefix: "table/", type: "AWS::DynamoDB::Table")]
        }
        return tables(call.input).prefix(ResourceRules.countMax).map {
            call.resource($0, service: "dynamodb", prefix: "table/", type: "AWS::DynamoDB::Table")
        }
    }

    /// The names or ARNs of all tables that an input names, each once, in order.
    private static func tables(_ input: WireValue) -> [String] {
        var names: [String] = []
        switch (input["RequestItems"], input["TransactItems"]) {
        case (.map(let requests)?, _): names = requests.map(\.name)
        case (_, .list(let items)?): names = items.compactMap(table(ofTransactItem:))
        default: break
        }
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    private static func table(ofTransactItem item: WireValue) -> String? {
        guard case .structure(let members) = item else { return nil }
        return members.lazy.compactMap { $0.value.text("TableName") }.first
    }
}
