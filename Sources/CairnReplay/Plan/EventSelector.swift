/// Which events are wanted at all.
public struct EventSelector: Sendable, Hashable {
    /// Event sources without `.amazonaws.com`, or the services' ids; empty for all.
    public var services: Set<String> = []
    /// Event names, `*` at the end for any rest; empty for all.
    public var events: [String] = []
    public var includesFailed = false
    public var includesDataEvents = false

    public init() {}

    func selects(_ event: RecordedEvent, serviceID: String?) -> Bool {
        let label = event.service.lowercased()
        let isOfService = services.isEmpty || services.contains(label) || serviceID.map(services.contains) == true
        return isOfService && (events.isEmpty || events.contains { Self.matches($0, event.name) })
    }

    private static func matches(_ pattern: String, _ name: String) -> Bool {
        pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : pattern == name
    }
}
