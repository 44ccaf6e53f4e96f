import CairnModel
import CairnWire

/// Makes keys of DynamoDB's items, whose values records do not hold: the target's table says what a key consists of.
actor ItemKeys {
    private struct KeyMember {
        let name: String
        /// `S`, `N` or `B`.
        let type: String
    }

    private let target: any ReplayTarget
    private let catalog: ServiceCatalog
    private var tables: [String: [KeyMember]] = [:]
    private static let tablesMax = 10_000

    /// Members that mean nothing without the values that records leave out.
    private static let expressions: Set<String> = [
        "ConditionExpression", "Expected", "ExpressionAttributeNames", "UpdateExpression",
    ]

    init(target: any ReplayTarget, catalog: ServiceCatalog) {
        self.target = target
        self.catalog = catalog
    }

    /// Returns the input with an item that has the table's key, made from the event's own key.
    func filling(
        _ member: String, of input: WireValue, event: RecordedEvent, region: String, account: String
    ) async -> WireValue {
        guard case .structure(var members) = input, let table = input["TableName"]?.stringValue else { return input }
        let key = await keyMembers(of: table, region: region, account: account)
        members.removeAll { $0.name == member || Self.expressions.contains($0.name) }
        let entries = key.map { part in
            WireValue.Member(part.name, .structure([WireValue.Member(part.type, Self.value(part.type, event.key))]))
        }
        members.append(WireValue.Member(member, .map(entries)))
        return .structure(members)
    }

    private static func value(_ type: String, _ key: EventKey) -> WireValue {
        switch type {
        case "N": .string(String(key.hash >> 1))
        case "B": .blob(Array(key.text.utf8))
        default: .string("replay-" + key.text)
        }
    }

    private func keyMembers(of table: String, region: String, account: String) async -> [KeyMember] {
        let name = "\(account)/\(region)/\(table)"
        if let known = tables[name] { return known }
        let found = await ask(table, region: region, account: account)
        if !found.isEmpty, tables.count < Self.tablesMax { tables[name] = found }
        return found
    }

    private func ask(_ table: String, region: String, account: String) async -> [KeyMember] {
        guard let service = catalog.model(id: "dynamodb"), let operation = service.operation(named: "DescribeTable"),
            let call = try? OutgoingCall(
                .structure([WireValue.Member("TableName", .string(table))]), operation: operation, service: service,
                region: region, account: account),
            let answer = try? await target.send(call),
            let description = try? WireCodec.decodeResponse(answer, call: call.routed)["Table"]
        else { return [] }
        return Self.elements(description["KeySchema"]).compactMap { element in
            guard let name = element["AttributeName"]?.stringValue else { return nil }
            let attribute = Self.elements(description["AttributeDefinitions"]).first {
                $0["AttributeName"]?.stringValue == name
            }
            return KeyMember(name: name, type: attribute?["AttributeType"]?.stringValue ?? "S")
        }
    }

    private static func elements(_ value: WireValue?) -> [WireValue] {
        guard case .list(let elements)? = value else { return [] }
        return elements
    }
}
