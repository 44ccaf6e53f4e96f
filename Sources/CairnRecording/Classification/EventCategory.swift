/// The kind of an event, as CloudTrail divides them for selection and delivery.
public enum EventCategory: String, Sendable, Hashable, CaseIterable {
    case management = "Management"
    case data = "Data"
}
