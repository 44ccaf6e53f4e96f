public import CairnModel

/// A call of a service.
public struct ApplyCall: Hashable, Sendable {
    public let service: String
    public let operation: String
    public let input: JSON

    init(_ service: String, _ operation: String, _ input: JSONObject) {
        self.service = service
        self.operation = operation
        self.input = .object(input)
    }
}
