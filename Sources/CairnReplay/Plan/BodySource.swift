public import CairnModel
import CairnWire

/// Gives what CloudTrail never records: objects' contents, code archives, secrets.
public protocol BodySource: Sendable {
    /// The content of one member; `nil` if there is none.
    func content(of event: RecordedEvent, service: String, member: String) -> [UInt8]?

    /// Whether there are members for this very event.
    func memberDocument(of event: RecordedEvent) -> JSON?
}

/// Nothing: everything that is not recorded is stood in for.
public struct NoBodies: BodySource {
    public init() {}

    public func content(of event: RecordedEvent, service: String, member: String) -> [UInt8]? { nil }
    public func memberDocument(of event: RecordedEvent) -> JSON? { nil }
}

extension BodySource {
    /// Members for this very event, as a JSON object with the model's names or those of records.
    func members(of event: RecordedEvent, service: String) -> [WireValue.Member]? {
        guard let object = memberDocument(of: event)?.objectValue else { return nil }
        guard
            let (model, operation) = RecordNaming.bestCandidate(
                eventSource: event.source, eventName: event.name, apiVersion: event.record["apiVersion"]?.stringValue,
                requestParameters: event.requestParameters, catalog: .shared)
        else { return nil }
        return ParameterReading().input(from: .object(object), operation: operation, service: model).value.members
    }
}
