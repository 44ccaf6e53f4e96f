import CairnAPI
public import CairnModel
import CairnSelectors
public import CairnStore

/// The state document of a channel: its settings under their own names, and the version of this form.
extension Channel: StateEntry {
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

    public init(reading document: StateDocumentMembers) throws {
        self.init(
            id: try document.string("id"), name: try document.string("name"), account: try document.string("account"),
            region: try document.string("region"), partition: try document.string("partition"),
            source: try document.string("source"),
            storeIDs: document.array("storeIDs").compactMap(\.stringValue),
            serviceLink: try document["serviceLink"].map(ServiceLink.init(reading:)),
            tags: try document.array("tags").map(Tag.init(json:)), createdTime: try document.double("createdTime"))
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
