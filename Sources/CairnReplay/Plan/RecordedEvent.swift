public import CairnModel

/// One event of a log, with the fields that replay needs.
public struct RecordedEvent: Sendable, Hashable {
    /// The record as it was read.
    public let record: JSONObject
    public let id: String
    /// Such as `ec2.amazonaws.com`.
    public let source: String
    public let name: String
    /// Seconds since the epoch; `nil` if the record has none that can be read.
    public let time: Double?
    public let region: String
    /// The account that the event belongs to; empty if the record does not say.
    public let account: String

    /// - Returns: `nil` unless the object names an event.
    public init?(_ record: JSONObject) {
        guard let name = record["eventName"]?.stringValue, record["eventSource"] != nil || record["eventID"] != nil
        else { return nil }
        self.record = record
        self.name = name.trimmed
        source = record["eventSource"]?.stringValue ?? ""
        id = record["eventID"]?.stringValue ?? ""
        time = Self.time(record["eventTime"])
        region = record["awsRegion"]?.stringValue ?? ""
        let accounts = [record["recipientAccountId"], record["userIdentity"]?["accountId"]]
        account = accounts.compactMap { $0?.stringValue }.first(where: AccountID.isValid) ?? ""
    }

    private static func time(_ json: JSON?) -> Double? {
        if let text = json?.stringValue { return ISO8601.parse(text) }
        return json?.doubleValue
    }

    /// The event source without `.amazonaws.com`.
    public var service: String { String(source.prefix { $0 != "." }) }

    /// Tells two copies of one event from two events: ids are not unique across services.
    public var key: EventKey { EventKey(self) }

    public var requestParameters: JSON { Self.structured(record["requestParameters"]) }
    public var responseElements: JSON { Self.structured(record["responseElements"]) }

    /// Forwarders turn objects into texts.
    private static func structured(_ json: JSON?) -> JSON {
        guard case .string(let text)? = json, text.utf8.first == UInt8(ascii: "{"),
            let inner = try? JSON(parsing: text)
        else { return json ?? .null }
        return inner
    }

    /// The record in one line.
    public var bytes: [UInt8] {
        var writer = JSONWriter(reservingCapacity: 2048)
        writer.value(.object(record))
        return writer.bytes
    }
}

extension RecordedEvent {
    var errorCode: String? {
        if let code = record["errorCode"]?.stringValue, !code.isEmpty { return code }
        guard let message = record["errorMessage"]?.stringValue, !message.isEmpty else { return nil }
        return message
    }

    var eventType: String { record["eventType"]?.stringValue ?? "AwsApiCall" }

    /// A field that is a boolean, at times as a text.
    func flag(_ name: String) -> Bool? {
        record[name]?.boolValue ?? record[name]?.stringValue.flatMap { Bool($0.lowercased()) }
    }
}

extension String {
    var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return String(text)
    }
}
