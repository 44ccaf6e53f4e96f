public import CairnModel

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import struct Foundation.Date
#endif

/// How a request was encrypted: `tlsDetails` of a record.
public struct TLSDetails: Sendable, Hashable {
    public var tlsVersion: String?
    public var cipherSuite: String?
    public var clientProvidedHostHeader: String?
    public var keyExchange: String?

    init?(_ slice: JSONSlice, in text: RecordText) {
        guard let part = EventPart(slice, in: text) else { return nil }
        tlsVersion = part.string("tlsVersion")
        cipherSuite = part.string("cipherSuite")
        clientProvidedHostHeader = part.string("clientProvidedHostHeader")
        keyExchange = part.string("keyExchange")
    }
}

/// Why an event came late or again: `addendum` of a record.
public struct EventAddendum: Sendable, Hashable {
    /// `DELIVERY_DELAY`, `UPDATED_DATA` or `SERVICE_OUTAGE`.
    public var reason: String?
    public var updatedFields: String?
    public var originalRequestID: String?
    public var originalEventID: String?

    init?(_ slice: JSONSlice, in text: RecordText) {
        guard let part = EventPart(slice, in: text) else { return nil }
        reason = part.string("reason")
        updatedFields = part.string("updatedFields")
        originalRequestID = part.string("originalRequestID")
        originalEventID = part.string("originalEventID")
    }
}

/// The edge device that a request was made on: `edgeDeviceDetails` of a record.
public struct EdgeDeviceDetails: Sendable, Hashable {
    public var type: String?
    public var snowJobID: String?
    public var deviceID: String?
    public var deviceFamily: String?
    public var attributes: JSON?

    init?(_ slice: JSONSlice, in text: RecordText) {
        guard let part = EventPart(slice, in: text) else { return nil }
        type = part.string("type")
        snowJobID = part.string("snowJobId")
        deviceID = part.string("deviceId")
        deviceFamily = part.string("deviceFamily")
        attributes = part.json("attributes")
    }
}

/// Tags and conditions that were looked at when a request was authorised: `eventContext` of a record.
public struct EventContext: Sendable, Hashable {
    /// Condition keys with a text, or with a list of texts.
    public var requestContext: JSON?
    public var tagContext: JSON?

    init?(_ slice: JSONSlice, in text: RecordText) {
        guard let part = EventPart(slice, in: text) else { return nil }
        requestContext = part.json("requestContext")
        tagContext = part.json("tagContext")
    }
}

/// The time that an aggregated event is about: `timeWindow` of a record.
public struct AggregationWindow: Sendable, Hashable {
    /// Inclusive.
    public var start: Date?
    /// Exclusive.
    public var end: Date?
    /// Such as `PT5M`.
    public var size: String?

    init?(_ slice: JSONSlice, in text: RecordText) {
        guard let part = EventPart(slice, in: text) else { return nil }
        start = part.seconds("windowStart").map(Date.init(timeIntervalSince1970:))
        end = part.seconds("windowEnd").map(Date.init(timeIntervalSince1970:))
        size = part.string("windowSize")
    }
}
