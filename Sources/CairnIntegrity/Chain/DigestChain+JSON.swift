public import CairnModel

// How a chain is kept in the state of a trail:
//
//     {"phase":"open","from":1772359200,"lastEnd":1772359200,
//      "previous":{"bucket":"box","key":"…","sha256":"…","signature":"…"},
//      "pending":{"start":1772359200,"end":1772362800,"isFinal":false,"isStarting":false}}

extension DigestChain {
    /// Returns the state to keep.
    public var json: JSON {
        var object = phase.json
        object["lastEnd"] = lastEnd.map { JSON.integer($0) }
        object["previous"] = previous.map(\.json)
        object["pending"] = pending.map(\.json)
        return .object(object)
    }

    /// Reads a state that was kept; `nil` for something else.
    public init?(json: JSON) {
        guard let phase = Phase(json) else { return nil }
        self.init(
            phase: phase, previous: json["previous"].flatMap(DigestLink.init), lastEnd: json["lastEnd"]?.seconds,
            pending: json["pending"].flatMap(DigestWindow.init))
    }
}

extension DigestChain.Phase {
    fileprivate var json: JSONObject {
        switch self {
        case .closed: ["phase": "closed"]
        case .open(let from): ["phase": "open", "from": .integer(from)]
        case .closing(let from, let end): ["phase": "closing", "from": .integer(from), "end": .integer(end)]
        }
    }

    fileprivate init?(_ json: JSON) {
        switch (json["phase"]?.stringValue, json["from"]?.seconds, json["end"]?.seconds) {
        case ("closed", _, _): self = .closed
        case ("open", let from?, _): self = .open(from: from)
        case ("closing", let from?, let end?): self = .closing(from: from, end: end)
        default: return nil
        }
    }
}

extension DigestLink {
    fileprivate var json: JSON {
        var object: JSONObject = ["bucket": .string(bucket), "key": .string(key)]
        object["sha256"] = sha256.map(JSON.string)
        object["signature"] = signature.map(JSON.string)
        return .object(object)
    }

    fileprivate init?(_ json: JSON) {
        guard let bucket = json["bucket"]?.stringValue, let key = json["key"]?.stringValue else { return nil }
        self.init(
            bucket: bucket, key: key, sha256: json["sha256"]?.stringValue,
            signature: json["signature"]?.stringValue)
    }
}

extension DigestWindow {
    fileprivate var json: JSON {
        [
            "start": .integer(start), "end": .integer(end), "isFinal": .bool(isFinal),
            "isStarting": .bool(isStarting),
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let start = json["start"]?.seconds, let end = json["end"]?.seconds else { return nil }
        self.init(
            start: start, end: end, isFinal: json["isFinal"]?.boolValue ?? false,
            isStarting: json["isStarting"]?.boolValue ?? false)
    }
}

extension JSON {
    fileprivate var seconds: Int64? { intValue.map(Int64.init) }
}
