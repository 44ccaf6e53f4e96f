import CairnModel
import CairnStore
import CairnTrails

/// What is about to be delivered, kept before anything is put: whoever carries it out again puts the same bytes under
/// the same keys.
struct DeliveryIntent: Sendable, Hashable {
    /// What becomes of the trail when it is done.
    enum Consequence: Sendable, Hashable {
        case none
        /// New settings come into force.
        case adopt(Trail)
        /// Logging has ended.
        case close
    }

    /// The part of the journal: behind the one place, up to the other.
    var from: JournalPosition
    var to: JournalPosition
    /// When it is delivered, in seconds since the epoch.
    var time: Int64
    /// The settings in force.
    var trail: Trail
    var scope: AccountScope
    var fileBytesMax: Int
    var consequence = Consequence.none
    /// Files that were put before the trail got another bucket.
    var placed: [DeliveredFile] = []

    var organizationID: String? { scope.organizationID }
}

extension DeliveryIntent {
    var json: JSON {
        var object: JSONObject = [
            "from": from.json, "to": to.json, "time": .integer(time), "trail": trail.document, "scope": scope.json,
            "fileBytesMax": .integer(fileBytesMax),
        ]
        switch consequence {
        case .none: break
        case .adopt(let trail): object["adopt"] = trail.document
        case .close: object["close"] = true
        }
        if !placed.isEmpty { object["placed"] = .array(placed.map(\.json)) }
        return .object(object)
    }

    init?(json: JSON) throws(StoreError) {
        guard let from = json["from"].flatMap(JournalPosition.init(json:)),
            let to = json["to"].flatMap(JournalPosition.init(json:)), let time = json["time"]?.intValue,
            let trail = json["trail"], let scope = json["scope"].flatMap(AccountScope.init(json:)),
            let fileBytesMax = json["fileBytesMax"]?.intValue
        else { return nil }
        self.init(
            from: from, to: to, time: Int64(time), trail: try Trail(document: trail), scope: scope,
            fileBytesMax: fileBytesMax)
        if let adopted = json["adopt"] { consequence = .adopt(try Trail(document: adopted)) }
        if json["close"]?.boolValue == true { consequence = .close }
        placed = (json["placed"]?.arrayValue ?? []).compactMap(DeliveredFile.init(json:))
    }
}

extension JournalPosition {
    var json: JSON {
        ["sequence": .integer(sequence), "segment": .integer(segment), "offset": .integer(offset)]
    }

    init?(json: JSON) {
        guard let sequence = json["sequence"]?.intValue, let segment = json["segment"]?.intValue,
            let offset = json["offset"]?.intValue, sequence >= 0, segment >= 0, offset >= 0
        else { return nil }
        self.init(sequence: UInt64(sequence), segment: UInt64(segment), offset: UInt64(offset))
    }
}

extension AccountScope {
    var json: JSON {
        switch self {
        case .account(let account): ["account": .string(account)]
        case .organization(let id, let accounts):
            ["organization": .string(id), "accounts": .array(accounts.sorted().map(JSON.string))]
        }
    }

    init?(json: JSON) {
        if let account = json["account"]?.stringValue {
            self = .account(account)
        } else if let id = json["organization"]?.stringValue {
            self = .organization(id: id, accounts: Set((json["accounts"]?.arrayValue ?? []).compactMap(\.stringValue)))
        } else {
            return nil
        }
    }
}
