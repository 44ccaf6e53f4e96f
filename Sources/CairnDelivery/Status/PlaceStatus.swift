import CairnModel

/// What became of the latest deliveries of each kind, of one account and region. Times are seconds since the epoch.
///
/// Source: CloudTrail API Reference, GetTrailStatus.
public struct PlaceStatus: Sendable, Hashable {
    /// One kind of delivery.
    public struct Outcome: Sendable, Hashable {
        /// The latest try, whether it succeeded or not.
        public var attemptTime: Double?
        public var successTime: Double?
        /// The code of what went wrong in the latest try; `nil` after a success.
        public var error: String?

        public init() {}

        mutating func succeeded(at time: Double) {
            attemptTime = time
            successTime = time
            error = nil
        }

        /// - Parameter code: `nil` for a failure that says nothing of the destination, such as no answer in time.
        mutating func failed(at time: Double, code: String?) {
            attemptTime = time
            if let code { error = code }
        }
    }

    public var logFiles = Outcome()
    public var notifications = Outcome()
    public var cloudWatchLogs = Outcome()
    public var digests = Outcome()

    public init() {}
}

extension PlaceStatus {
    var json: JSON {
        var object = JSONObject()
        let all = [
            ("logFiles", logFiles), ("notifications", notifications), ("cloudWatchLogs", cloudWatchLogs),
            ("digests", digests),
        ]
        for (name, outcome) in all where outcome != Outcome() { object[name] = outcome.json }
        return .object(object)
    }

    init(json: JSON) {
        logFiles = json["logFiles"].map(Outcome.init(json:)) ?? Outcome()
        notifications = json["notifications"].map(Outcome.init(json:)) ?? Outcome()
        cloudWatchLogs = json["cloudWatchLogs"].map(Outcome.init(json:)) ?? Outcome()
        digests = json["digests"].map(Outcome.init(json:)) ?? Outcome()
    }
}

extension PlaceStatus.Outcome {
    fileprivate var json: JSON {
        var object = JSONObject()
        object["attemptTime"] = attemptTime.flatMap { JSONNumber($0) }.map(JSON.number)
        object["successTime"] = successTime.flatMap { JSONNumber($0) }.map(JSON.number)
        object["error"] = error.map(JSON.string)
        return .object(object)
    }

    fileprivate init(json: JSON) {
        attemptTime = json["attemptTime"]?.doubleValue
        successTime = json["successTime"]?.doubleValue
        error = json["error"]?.stringValue
    }
}
