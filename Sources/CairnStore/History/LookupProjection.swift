import CairnModel

/// A record as LookupEvents shows it.
///
/// Source: CloudTrail API Reference, Event; the rules are in the record specification, "LookupEvents projection".
public struct LookupProjection: Sendable, Hashable {
    /// Something that the event is about. Without a known type the type is `nil`.
    public struct Resource: Sendable, Hashable {
        public var type: String?
        public var name: String?

        public init(type: String?, name: String?) {
            self.type = type
            self.name = name
        }
    }

    public var eventID: String?
    public var eventName: String?
    public var eventSource: String?
    /// Seconds since the epoch.
    public var eventTime: Int64?
    public var readOnly: Bool?
    public var username: String?
    public var accessKeyID: String?
    public var resources: [Resource] = []

    /// Reads what LookupEvents shows from the bytes of a record; `nil` if they are no record.
    public init?(record: [UInt8]) {
        let projection = record.withUnsafeBytes { LookupProjection(record: $0) }
        guard let projection else { return nil }
        self = projection
    }

    /// See ``init(record:)-([UInt8])``.
    public init?(record: UnsafeRawBufferPointer) {
        guard let view = RecordView(scanning: record) else { return nil }
        var extraction = LookupExtraction(view: view, record: record)
        eventTime = extraction.eventTime
        readOnly = view.readOnly.bool(in: record)
        extraction.forEachField { attribute, text in
            let value = String(decoding: text, as: UTF8.self)
            switch attribute {
            case .eventID: eventID = value
            case .eventName: eventName = value
            case .eventSource: eventSource = value
            case .username: username = value
            case .accessKeyID: accessKeyID = value
            case .readOnly, .resourceType, .resourceName: break
            }
        }
        extraction.forEachResource { type, name in
            let resource = Resource(
                type: type.map { String(decoding: $0, as: UTF8.self) }, name: String(decoding: name, as: UTF8.self))
            if !resources.contains(resource) { resources.append(resource) }
        }
    }

    /// Whether the event has exactly that value of the attribute.
    public func matches(_ attribute: LookupAttribute, _ value: String) -> Bool {
        switch attribute {
        case .eventID: eventID == value
        case .eventName: eventName == value
        case .readOnly: readOnly.map { $0 ? "true" : "false" } == value
        case .username: username == value
        case .resourceType: resources.contains { $0.type == value }
        case .resourceName: resources.contains { $0.name == value }
        case .eventSource: eventSource == value
        case .accessKeyID: accessKeyID == value
        }
    }
}
