public import CairnModel

extension IDMap {
    /// The map as a document: `{"ids": {…}, "accounts": {…}, "regions": {…}}`.
    public var json: JSON {
        [
            "ids": Self.object(allIDs), "accounts": Self.object(allAccounts), "regions": Self.object(regions),
        ]
    }

    private static func object(_ map: [String: String]) -> JSON {
        .object(JSONObject(map.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }))
    }

    /// Reads what ``json`` has written.
    /// - Throws: ``ReplayError`` with `identities` for anything else.
    public init(json: JSON) throws(ReplayError) {
        self.init()
        guard json.objectValue != nil, json["ids"]?.objectValue != nil else {
            throw ReplayError(.identities, "This is no id map: an object with the member \"ids\" is wanted")
        }
        accounts = try Self.map(json["accounts"])
        regions = try Self.map(json["regions"])
        for (recorded, answered) in try Self.map(json["ids"]) {
            learn(Pair(recorded: recorded, answered: answered))
        }
    }

    private static func map(_ json: JSON?) throws(ReplayError) -> [String: String] {
        var map: [String: String] = [:]
        for member in json?.objectValue?.members ?? [] {
            guard let text = member.value.stringValue else {
                throw ReplayError(.identities, "The id map gives \(member.key) no text")
            }
            map[member.key] = text
        }
        return map
    }
}
