import CairnAPI
public import CairnModel
public import CairnStore

/// The state document of a dashboard.
extension Dashboard: StateEntry {
    public static let documentVersion = 1

    public static let documentKind = "dashboard"

    public var id: String { Self.id(name, account: account, region: region) }

    public var documentKey: StateDocument.Key {
        StateDocument.Key(kind: Self.documentKind, account: account, region: region, id: name)
    }

    public var document: JSON {
        var object: JSONObject = [
            "version": .integer(Self.documentVersion), "name": .string(name), "account": .string(account),
            "region": .string(region), "partition": .string(partition), "isManaged": .bool(isManaged),
            "widgets": Self.json(widgets), "isTerminationProtected": .bool(isTerminationProtected),
            "tags": Self.json(tags),
        ]
        if let schedule { object["schedule"] = Self.json([schedule])[0] }
        object["createdTime"] = JSONNumber(createdTime).map(JSON.number)
        object["updatedTime"] = JSONNumber(updatedTime).map(JSON.number)
        object["lastRefreshID"] = lastRefreshID.map(JSON.string)
        object["lastRefreshFailure"] = lastRefreshFailure.map(JSON.string)
        if isBeginningRefresh { object["isBeginningRefresh"] = true }
        object["nextRefreshTime"] = nextRefreshTime.flatMap { JSONNumber($0) }.map(JSON.number)
        return .object(object)
    }

    private static func json(_ shapes: [some APIShape]) -> JSON {
        .array(shapes.compactMap { try? JSON(parsing: $0.jsonText) })
    }

    public init(reading document: StateDocumentMembers) throws {
        let createdTime = try document.double("createdTime")
        self.init(
            name: try document.string("name"), account: try document.string("account"),
            region: try document.string("region"), partition: document["partition"]?.stringValue ?? "aws",
            isManaged: document["isManaged"]?.boolValue ?? false,
            widgets: try document.array("widgets").map(Widget.init(json:)),
            schedule: try document["schedule"].map(RefreshSchedule.init(json:)),
            isTerminationProtected: document["isTerminationProtected"]?.boolValue ?? false,
            tags: try document.array("tags").map(Tag.init(json:)), createdTime: createdTime)
        updatedTime = document["updatedTime"]?.doubleValue ?? createdTime
        lastRefreshID = document["lastRefreshID"]?.stringValue
        lastRefreshFailure = document["lastRefreshFailure"]?.stringValue
        isBeginningRefresh = document["isBeginningRefresh"]?.boolValue ?? false
        nextRefreshTime = document["nextRefreshTime"]?.doubleValue
    }
}

/// The dashboards.
public typealias DashboardRegistry = LakeRegistry<Dashboard>
