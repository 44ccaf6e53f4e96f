import CairnAPI
public import CairnModel
import CairnSelectors
public import CairnStore

/// The state document of a channel: its settings under their own names, and the version of this form.
extension Channel: StateEntry {
    /// The form that is written. Documents of every earlier version are read.
    public static let documentVersion = 1

    public static let documentKind = "channel"

    public var documentKey: StateDocument.Key {
        StateDocument.Key(kind: Self.documentKind, account: account, region: region, id: id)
    }

    public var document: JSON {
        var object: JSONObject = [
            "version": .integer(Self.documentVersion), "id": .string(id), "name": .string(name),
            "account": .string(account), "region": .string(region), "partition": .string(partition),
            "source": .string(source), "storeIDs": .array(storeIDs.map(JSON.string)),
            "tags": .array(tags.map(\.documentValue)),
        ]
        object["createdTime"] = JSONNumber(createdTime).map(JSON.number)
        object["serviceLink"] = serviceLink.map { link in
            [
                "service": .string(link.service), "appliesToAllRegions": .bool(link.appliesToAllRegions),
                "selectors": EventSelectors.advanced(link.selectors).json,
            ]
        }
        return .object(object)
    }

    public init(document: JSON) throws(StoreError) {
        guard let version = document["version"]?.intValue, version <= Self.documentVersion else {
            throw StoreError(.database, "The document of a channel was written by a newer Cairn")
        }
        do {
            try self.init(reading: document)
        } catch {
            let id = document["id"]?.stringValue ?? "without an id"
            throw StoreError(.damaged, "The document of the channel \(id) is damaged", cause: error)
        }
    }

    private struct Missing: Error { let member: String }

    private init(reading document: JSON) throws {
        func string(_ name: String) throws -> String {
            guard let value = document[name]?.stringValue else { throw Missing(member: name) }
            return value
        }
        guard let createdTime = document["createdTime"]?.doubleValue else { throw Missing(member: "createdTime") }
        self.init(
            id: try string("id"), name: try string("name"), account: try string("account"),
            region: try string("region"), partition: try string("partition"), source: try string("source"),
            storeIDs: (document["storeIDs"]?.arrayValue ?? []).compactMap(\.stringValue),
            serviceLink: try document["serviceLink"].map(ServiceLink.init(reading:)),
            tags: try (document["tags"]?.arrayValue ?? []).map(Tag.init(json:)), createdTime: createdTime)
    }
}

extension Channel.ServiceLink {
    fileprivate init(reading json: JSON) throws {
        self.init(
            service: json["service"]?.stringValue ?? "",
            appliesToAllRegions: json["appliesToAllRegions"]?.boolValue ?? false,
            selectors: try json["selectors"].flatMap { try EventSelectors(json: $0).advancedSelectors } ?? [])
    }
}

extension Tag {
    fileprivate var documentValue: JSON {
        var object: JSONObject = ["Key": .string(key)]
        object["Value"] = value.map(JSON.string)
        return .object(object)
    }
}
