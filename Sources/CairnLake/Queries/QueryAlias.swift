public import CairnModel
public import CairnStore

/// A statement under a name, to be started by that name: one that was generated from a prompt, or that of a
/// dashboard's widget.
///
/// Source: CloudTrail API Reference, StartQuery, `QueryAlias`.
public struct QueryAlias: Sendable, Hashable {
    /// Letters, digits, `.`, `_` and `-`, the first a letter. Unique in its account and region.
    public var name: String
    public var account: String
    public var region: String
    /// With a placeholder `?`, or `'?'`, for each value that is given when it is started.
    public var statement: String
    /// The values of the placeholders for whoever starts it without any.
    public var parameters: [String]
    /// The id of the store that it is about; `nil` if only the statement, or a value, says.
    public var storeID: String?
    /// What was asked in words; `nil` if it was not generated.
    public var prompt: String?
    /// In seconds since 1970-01-01T00:00:00Z.
    public var createdTime: Double

    public init(
        name: String, account: String, region: String, statement: String, parameters: [String] = [],
        storeID: String? = nil, prompt: String? = nil, createdTime: Double
    ) {
        self.name = name
        self.account = account
        self.region = region
        self.statement = statement
        self.parameters = parameters
        self.storeID = storeID
        self.prompt = prompt
        self.createdTime = createdTime
    }

    static func id(_ name: String, account: String, region: String) -> String { "\(account)/\(region)/\(name)" }
}

extension QueryAlias: StateEntry {
    public static let documentVersion = 1

    public static let documentKind = "lake-query-alias"

    public var id: String { Self.id(name, account: account, region: region) }

    public var documentKey: StateDocument.Key {
        StateDocument.Key(kind: Self.documentKind, account: account, region: region, id: name)
    }

    public var document: JSON {
        var object: JSONObject = [
            "version": .integer(Self.documentVersion), "name": .string(name), "account": .string(account),
            "region": .string(region), "statement": .string(statement),
            "parameters": .array(parameters.map(JSON.string)),
        ]
        object["createdTime"] = JSONNumber(createdTime).map(JSON.number)
        object["storeID"] = storeID.map(JSON.string)
        object["prompt"] = prompt.map(JSON.string)
        return .object(object)
    }

    public init(reading document: StateDocumentMembers) throws {
        self.init(
            name: try document.string("name"), account: try document.string("account"),
            region: try document.string("region"), statement: try document.string("statement"),
            parameters: document.array("parameters").compactMap(\.stringValue),
            storeID: document["storeID"]?.stringValue, prompt: document["prompt"]?.stringValue,
            createdTime: try document.double("createdTime"))
    }
}
