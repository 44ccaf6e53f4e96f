import CairnModel
import CairnStore

/// One run of a statement: who asked what, and what became of it.
///
/// Times are seconds since 1970-01-01T00:00:00Z.
///
/// Source: CloudTrail API Reference, DescribeQuery.
public struct QueryRun: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable {
        case queued = "QUEUED"
        case running = "RUNNING"
        case finished = "FINISHED"
        case failed = "FAILED"
        case cancelled = "CANCELLED"
        case timedOut = "TIMED_OUT"

        public var isEnd: Bool { self != .queued && self != .running }
    }

    /// How the delivery of the results stands.
    ///
    /// Source: CloudTrail API Reference, DescribeQuery, `DeliveryStatus`.
    public enum Delivery: String, Sendable, Hashable {
        /// The query has not ended, or its results are on their way.
        case pending = "PENDING"
        case success = "SUCCESS"
        /// The query failed, or the bucket did not take the results.
        case failed = "FAILED"
        /// The results are there, but could not be signed.
        case failedSigningFile = "FAILED_SIGNING_FILE"
        case accessDenied = "ACCESS_DENIED"
        case accessDeniedSigningFile = "ACCESS_DENIED_SIGNING_FILE"
        /// There is no such bucket any more.
        case resourceNotFound = "RESOURCE_NOT_FOUND"
        case cancelled = "CANCELLED"
        /// The results cannot be read any more, and it is not known how much of them was delivered.
        case unknown = "UNKNOWN"
    }

    public var id: String
    public var account: String
    public var region: String
    public var statement: String
    public var storeIDs: [String]
    /// The values of the statement's placeholders.
    public var parameters: [String] = []
    public var alias: String?
    /// Which refresh of a dashboard it belongs to.
    public var refreshID: String?
    /// What was asked in words, if the statement was generated.
    public var prompt: String?
    public var deliveryURI: String?
    /// `nil` if nothing is to be delivered.
    public var delivery: Delivery?
    public var creationTime: Double
    /// `nil` until it has ended.
    public var completionTime: Double?
    public var status = Status.queued
    public var errorMessage: String?
    public var columnNames: [String] = []
    public var rowCount = 0
    public var eventsMatched = 0
    public var eventsScanned = 0
    public var bytesScanned = 0
    public var executionMilliseconds = 0

    public init(
        id: String, account: String, region: String, statement: String, storeIDs: [String], alias: String? = nil,
        deliveryURI: String? = nil, creationTime: Double
    ) {
        self.id = id
        self.account = account
        self.region = region
        self.statement = statement
        self.storeIDs = storeIDs
        self.alias = alias
        self.deliveryURI = deliveryURI
        delivery = deliveryURI.map { _ in .pending }
        self.creationTime = creationTime
    }

    /// How long a query is known, in seconds.
    ///
    /// Source: CloudTrail API Reference, ListQueries: the past seven days.
    public static let keptSeconds = 7.0 * 86_400

    /// - Parameter time: now.
    mutating func take(_ progress: QueryProgress, at time: Double) {
        switch progress.state {
        case .queued: status = .queued
        case .running: status = .running
        case .finished: status = .finished
        case .cancelled: status = .cancelled
        case .timedOut:
            status = .timedOut
            let seconds = progress.executionMilliseconds / 1000
            errorMessage = "The query was ended after \(seconds) seconds: it ran longer than a query may."
        case .failed(let error):
            status = .failed
            errorMessage = String(error.message.prefix(1000))
        }
        if status.isEnd { end(at: time) }
        columnNames = progress.columnNames
        rowCount = progress.rowCount
        eventsMatched = progress.eventsMatched
        eventsScanned = progress.eventsScanned
        bytesScanned = progress.bytesScanned
        executionMilliseconds = progress.executionMilliseconds
    }

    /// Results of a query that did not come to its end are not delivered.
    mutating func end(at time: Double) {
        completionTime = completionTime ?? time
        guard delivery == .pending else { return }
        switch status {
        case .queued, .running, .finished: break
        case .cancelled: delivery = .cancelled
        case .failed, .timedOut: delivery = .failed
        }
    }
}

extension QueryRun {
    static let documentKind = "lake-query"
    static let documentVersion = 1

    var document: StateDocument {
        var object: JSONObject = [
            "version": .integer(Self.documentVersion), "statement": .string(statement),
            "storeIDs": .array(storeIDs.map(JSON.string)), "status": .string(status.rawValue),
            "columnNames": .array(columnNames.map(JSON.string)), "rowCount": .integer(rowCount),
            "eventsMatched": .integer(eventsMatched), "eventsScanned": .integer(eventsScanned),
            "bytesScanned": .integer(bytesScanned),
            "executionMilliseconds": .integer(executionMilliseconds),
        ]
        object["creationTime"] = JSONNumber(creationTime).map(JSON.number)
        object["parameters"] = parameters.isEmpty ? nil : .array(parameters.map(JSON.string))
        object["alias"] = alias.map(JSON.string)
        object["refreshID"] = refreshID.map(JSON.string)
        object["prompt"] = prompt.map(JSON.string)
        object["deliveryURI"] = deliveryURI.map(JSON.string)
        object["deliveryStatus"] = delivery.map { .string($0.rawValue) }
        object["completionTime"] = completionTime.flatMap { JSONNumber($0) }.map(JSON.number)
        object["errorMessage"] = errorMessage.map(JSON.string)
        let key = StateDocument.Key(kind: Self.documentKind, account: account, region: region, id: id)
        return StateDocument(key: key, value: .object(object))
    }

    init(document: StateDocument) throws(StoreError) {
        let json = document.value
        guard (json["version"]?.intValue ?? 0) <= Self.documentVersion else {
            throw StoreError(.database, "The query \(document.key.id) was written by a newer version of Cairn")
        }
        guard let statement = json["statement"]?.stringValue, let creationTime = json["creationTime"]?.doubleValue,
            let status = json["status"]?.stringValue.flatMap(Status.init(rawValue:))
        else { throw StoreError(.damaged, "The document of the query \(document.key.id) is damaged") }
        self.init(
            id: document.key.id, account: document.key.account, region: document.key.region, statement: statement,
            storeIDs: (json["storeIDs"]?.arrayValue ?? []).compactMap(\.stringValue),
            alias: json["alias"]?.stringValue, deliveryURI: json["deliveryURI"]?.stringValue,
            creationTime: creationTime)
        self.status = status
        parameters = (json["parameters"]?.arrayValue ?? []).compactMap(\.stringValue)
        refreshID = json["refreshID"]?.stringValue
        prompt = json["prompt"]?.stringValue
        delivery = json["deliveryStatus"]?.stringValue.flatMap(Delivery.init(rawValue:))
        completionTime = json["completionTime"]?.doubleValue
        errorMessage = json["errorMessage"]?.stringValue
        columnNames = (json["columnNames"]?.arrayValue ?? []).compactMap(\.stringValue)
        rowCount = json["rowCount"]?.intValue ?? 0
        eventsMatched = json["eventsMatched"]?.intValue ?? 0
        eventsScanned = json["eventsScanned"]?.intValue ?? 0
        bytesScanned = json["bytesScanned"]?.intValue ?? 0
        executionMilliseconds = json["executionMilliseconds"]?.intValue ?? 0
    }
}
