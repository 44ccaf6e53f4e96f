public import CairnModel
public import CairnStore

/// The latest that came through a channel.
///
/// Times are seconds since 1970-01-01T00:00:00Z. Source: CloudTrail API Reference, IngestionStatus.
public struct ChannelIngestion: Sendable, Hashable {
    /// That of the channel.
    public var id: String
    public var account: String
    public var region: String
    public var successTime: Double?
    public var successEventID: String?
    /// Of the latest event that was refused; it stays when others are taken.
    public var errorCode: String?
    public var attemptTime: Double
    public var attemptEventID: String

    public init(_ channel: Channel, attemptTime: Double, attemptEventID: String) {
        id = channel.id
        account = channel.account
        region = channel.region
        self.attemptTime = attemptTime
        self.attemptEventID = attemptEventID
    }
}

extension ChannelIngestion: StateEntry {
    public static let documentVersion = 1

    public static let documentKind = "channel-ingestion"

    public var createdTime: Double { attemptTime }

    public var documentKey: StateDocument.Key {
        StateDocument.Key(kind: Self.documentKind, account: account, region: region, id: id)
    }

    public var document: JSON {
        var object: JSONObject = [
            "version": .integer(Self.documentVersion), "id": .string(id), "account": .string(account),
            "region": .string(region), "attemptEventID": .string(attemptEventID),
        ]
        object["attemptTime"] = JSONNumber(attemptTime).map(JSON.number)
        object["successTime"] = successTime.flatMap { JSONNumber($0) }.map(JSON.number)
        object["successEventID"] = successEventID.map(JSON.string)
        object["errorCode"] = errorCode.map(JSON.string)
        return .object(object)
    }

    public init(reading document: StateDocumentMembers) throws {
        id = try document.string("id")
        account = try document.string("account")
        region = try document.string("region")
        attemptTime = try document.double("attemptTime")
        attemptEventID = try document.string("attemptEventID")
        successTime = document["successTime"]?.doubleValue
        successEventID = document["successEventID"]?.stringValue
        errorCode = document["errorCode"]?.stringValue
    }
}
