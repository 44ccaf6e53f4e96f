import CairnAPI
public import CairnModel
import CairnSelectors
public import CairnStore

/// The state document of a store: its settings under their own names, and the version of this form.
extension EventDataStore: StateEntry {
    /// The form that is written. Documents of every earlier version are read.
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

    /// Reads a document of this or an earlier version.
    /// - Throws: ``StoreError`` with `damaged` if it is not the document of a store, with `database` if a newer version
    ///   wrote it.
    public init(document: JSON) throws(StoreError) {
        guard let version = document["version"]?.intValue, version <= Self.documentVersion else {
            throw StoreError(.database, "The document of an event data store was written by a newer Cairn")
        }
        do {
            try self.init(reading: document)
        } catch {
            let id = document["id"]?.stringValue ?? "without an id"
            throw StoreError(.damaged, "The document of the event data store \(id) is damaged", cause: error)
        }
    }

    private struct Missing: Error { let member: String }

    private init(reading document: JSON) throws {
        func string(_ name: String) throws -> String {
            guard let value = document[name]?.stringValue else { throw Missing(member: name) }
            return value
        }
        guard let kind = EventDataStoreKind(rawValue: try string("kind")),
            let status = Status(rawValue: try string("status")), let selectors = document["selectors"],
            let retentionDays = document["retentionDays"]?.intValue,
            let createdTime = document["createdTime"]?.doubleValue,
            let ingestion = document["ingestion"].flatMap(Ingestion.init(json:))
        else { throw Missing(member: "kind, status, selectors, retentionDays, createdTime or ingestion") }
        self.init(
            id: try string("id"), name: try string("name"), account: try string("account"),
            region: try string("region"), partition: try string("partition"), kind: kind,
            selectors: try EventSelectors(json: selectors).advancedSelectors ?? [],
            isMultiRegion: document["isMultiRegion"]?.boolValue ?? true,
            isOrganizationStore: document["isOrganizationStore"]?.boolValue ?? false, retentionDays: retentionDays,
            isTerminationProtected: document["isTerminationProtected"]?.boolValue ?? true,
            billingMode: BillingMode(rawValue: try string("billingMode")),
            kmsKeyID: document["kmsKeyID"]?.stringValue, status: status,
            tags: try (document["tags"]?.arrayValue ?? []).map(Tag.init(json:)), createdTime: createdTime,
            ingestion: ingestion)
        maxEventSize = MaxEventSize(rawValue: try string("maxEventSize"))
        contextKeySelectors = try (document["contextKeySelectors"]?.arrayValue ?? []).map(
            ContextKeySelector.init(json:))
        insightTypes = (document["insightTypes"]?.arrayValue ?? []).compactMap(\.stringValue)
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
