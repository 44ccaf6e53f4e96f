import CairnAPI
public import CairnModel
import CairnSelectors
public import CairnStore

/// The state document of a store: its settings under their own names, and the version of this form.
extension EventDataStore: StateEntry {
    public static let documentVersion = 1

    public static let documentKind = "event-data-store"

    public var documentKey: StateDocument.Key {
        StateDocument.Key(kind: Self.documentKind, account: account, region: region, id: id)
    }

    /// The document as it is stored.
    public var document: JSON {
        var object: JSONObject = [
            "version": .integer(Self.documentVersion), "id": .string(id), "name": .string(name),
            "account": .string(account), "region": .string(region), "partition": .string(partition),
            "kind": .string(kind.rawValue), "selectors": EventSelectors.advanced(selectors).json,
            "isMultiRegion": .bool(isMultiRegion), "isOrganizationStore": .bool(isOrganizationStore),
            "retentionDays": .integer(retentionDays), "isTerminationProtected": .bool(isTerminationProtected),
            "billingMode": .string(billingMode.rawValue), "status": .string(status.rawValue),
            "tags": Self.json(tags), "maxEventSize": .string(maxEventSize.rawValue),
            "contextKeySelectors": Self.json(contextKeySelectors),
            "insightTypes": .array(insightTypes.map(JSON.string)), "ingestion": ingestion.json,
        ]
        object["createdTime"] = JSONNumber(createdTime).map(JSON.number)
        object["updatedTime"] = JSONNumber(updatedTime).map(JSON.number)
        object["deletionTime"] = deletionTime.flatMap { JSONNumber($0) }.map(JSON.number)
        object["kmsKeyID"] = kmsKeyID.map(JSON.string)
        object["insightsDestination"] = insightsDestination.map(JSON.string)
        object["federation"] = federation.map { .string($0.rawValue) }
        object["federationRoleARN"] = federationRoleARN.map(JSON.string)
        return .object(object)
    }

    private static func json(_ shapes: [some APIShape]) -> JSON {
        .array(
            shapes.compactMap { shape in
                var writer = JSONWriter()
                shape.write(to: &writer)
                return try? JSON(parsing: writer.bytes)
            })
    }

    public init(reading document: StateDocumentMembers) throws {
        let createdTime = try document.double("createdTime")
        self.init(
            id: try document.string("id"), name: try document.string("name"), account: try document.string("account"),
            region: try document.string("region"), partition: try document.string("partition"),
            kind: try document.value("kind") { $0.stringValue.flatMap(EventDataStoreKind.init(rawValue:)) },
            selectors: try EventSelectors(json: try document.value("selectors") { $0 }).advancedSelectors ?? [],
            isMultiRegion: document["isMultiRegion"]?.boolValue ?? true,
            isOrganizationStore: document["isOrganizationStore"]?.boolValue ?? false,
            retentionDays: try document.int("retentionDays"),
            isTerminationProtected: document["isTerminationProtected"]?.boolValue ?? true,
            billingMode: BillingMode(rawValue: try document.string("billingMode")),
            kmsKeyID: document["kmsKeyID"]?.stringValue,
            status: try document.value("status") { $0.stringValue.flatMap(Status.init(rawValue:)) },
            tags: try document.array("tags").map(Tag.init(json:)), createdTime: createdTime,
            ingestion: try document.value("ingestion", Ingestion.init(json:)))
        maxEventSize = MaxEventSize(rawValue: try document.string("maxEventSize"))
        contextKeySelectors = try document.array("contextKeySelectors").map(ContextKeySelector.init(json:))
        insightTypes = document.array("insightTypes").compactMap(\.stringValue)
        insightsDestination = document["insightsDestination"]?.stringValue
        federation = document["federation"]?.stringValue.flatMap(Federation.init(rawValue:))
        federationRoleARN = document["federationRoleARN"]?.stringValue
        updatedTime = document["updatedTime"]?.doubleValue ?? createdTime
        deletionTime = document["deletionTime"]?.doubleValue
    }
}

extension EventDataStore.Ingestion {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "sequence": .integer(start.sequence), "segment": .integer(start.segment), "offset": .integer(start.offset),
        ]
        object["lastSequence"] = lastSequence.map { .integer($0) }
        return .object(object)
    }

    fileprivate init?(json: JSON) {
        func number(_ name: String) -> UInt64? { json[name]?.intValue.flatMap(UInt64.init(exactly:)) }
        guard let sequence = number("sequence"), let segment = number("segment"), let offset = number("offset") else {
            return nil
        }
        self.init(
            start: JournalPosition(sequence: sequence, segment: segment, offset: offset),
            lastSequence: number("lastSequence"))
    }
}
