import CairnModel
import CairnWire

/// All that is the same for every call of one operation: worked out once, then only looked up.
final class OperationFacts: Sendable {
    let service: ServiceModel?
    let operation: OperationModel?
    /// The event source without `.amazonaws.com`.
    let label: String
    let eventSource: String
    let eventName: String
    let apiVersion: String?
    /// Before the statement of a PartiQL call is known.
    let isReadOnly: Bool
    let hasStatement: Bool
    let category: EventCategory
    /// The resource type by which selectors name data events.
    let dataResourceType: String?
    /// Whether the answer can teach whom a key belongs to.
    let isInstructive: Bool
    let isS3: Bool
    /// The body of the request, or of the answer, is what the operation carries, not what it says.
    let hasOpaqueRequestBody: Bool
    let hasOpaqueResponseBody: Bool
    /// Whether a successful answer is worth reading: for the record, its resources, or for learning.
    let readsResponse: Bool
    /// Whether the decoded request is needed: most calls of S3 are shown as they stand on the wire.
    let readsInput: Bool
    /// `"eventSource":"…","eventName":"…"`
    let nameMembers: String
    /// `"eventType":"AwsApiCall"`, `apiVersion` where the service has it, and `managementEvent`.
    let kindMembers: String
    /// `"eventCategory":"…"`
    let categoryMember: String

    /// Facts of an operation that the model knows.
    init(
        service: ServiceModel, operation: OperationModel, label: String, eventName: String, apiVersion: String?,
        isInstructive: Bool = false
    ) {
        self.service = service
        self.operation = operation
        self.label = label
        self.eventName = eventName
        self.apiVersion = apiVersion
        eventSource = label + Self.sourceSuffix
        isReadOnly = ReadOnlyRules.isReadOnly(label: label, operation: operation.name)
        hasStatement = label == "dynamodb" && operation.name == "ExecuteStatement"
        dataResourceType = DataEventRules.resourceType(label: label, operation: operation.name)
        category = dataResourceType == nil ? .management : .data
        self.isInstructive = isInstructive
        isS3 = Self.isS3(label)
        hasOpaqueRequestBody = Self.isOpaque(operation.input, of: service)
        hasOpaqueResponseBody = Self.isOpaque(operation.output, of: service)
        readsResponse = Self.readsResponse(
            label: label, operation: operation, isReadOnly: isReadOnly, isInstructive: isInstructive,
            isData: category == .data)
        readsInput = !isS3 || dataResourceType != nil && S3ResourceRules.prefixOperations.contains(operation.name)
        nameMembers = Self.nameMembers(eventSource, eventName)
        kindMembers = Self.kindMembers(apiVersion: apiVersion, category: category)
        categoryMember = Self.categoryMember(category)
    }

    /// Facts of a call that no model knows: what its names tell.
    init(unmodelled label: String, eventName: String, method: String) {
        service = nil
        operation = nil
        self.label = label
        self.eventName = eventName
        apiVersion = nil
        eventSource = label + Self.sourceSuffix
        isReadOnly =
            eventName == method
            ? ["GET", "HEAD", "OPTIONS"].contains(method) : ReadOnlyRules.isReadOnly(label: label, operation: eventName)
        hasStatement = false
        dataResourceType = DataEventRules.resourceType(label: label, operation: eventName)
        category = dataResourceType == nil ? .management : .data
        isInstructive = false
        isS3 = Self.isS3(label)
        hasOpaqueRequestBody = true
        hasOpaqueResponseBody = true
        readsResponse = false
        readsInput = false
        nameMembers = Self.nameMembers(eventSource, eventName)
        kindMembers = Self.kindMembers(apiVersion: nil, category: category)
        categoryMember = Self.categoryMember(category)
    }

    /// Whether the body of a successful answer is wanted, not only that of a failure.
    var tapsEveryAnswer: Bool { readsResponse && !hasOpaqueResponseBody }

    static let sourceSuffix = ".amazonaws.com"

    static func isS3(_ label: String) -> Bool { label == "s3" || label == "s3express" || label == "s3-outposts" }

    /// Whether the body is one member that is bytes or events: an object's content, a function's payload.
    private static func isOpaque(_ id: ShapeID?, of service: ServiceModel) -> Bool {
        guard let shape = id.map(service.shape) else { return false }
        if let payload = shape.payload {
            guard let member = shape.member(named: payload) else { return false }
            let body = service.shape(member.shape)
            return body.kind == .blob || member.traits.contains(.streaming)
                || !body.traits.isDisjoint(with: [.streaming, .eventStream])
        }
        return shape.members.contains {
            $0.location == .body && service.shape($0.shape).traits.contains(.eventStream)
        }
    }

    private static func readsResponse(
        label: String, operation: OperationModel, isReadOnly: Bool, isInstructive: Bool, isData: Bool
    ) -> Bool {
        if isInstructive || label == "kms" { return true }
        if isReadOnly || isData && (label == "dynamodb" || label == "lambda") { return false }
        return true
    }

    private static func nameMembers(_ source: String, _ name: String) -> String {
        JSONWriter.members { writer in
            writer.member("eventSource", source)
            writer.member("eventName", name)
        }
    }

    private static func categoryMember(_ category: EventCategory) -> String {
        JSONWriter.members { $0.member("eventCategory", category.rawValue) }
    }

    private static func kindMembers(apiVersion: String?, category: EventCategory) -> String {
        JSONWriter.members { writer in
            writer.member("eventType", "AwsApiCall")
            writer.member("apiVersion", apiVersion)
            writer.member("managementEvent", category == .management)
        }
    }
}

extension OperationFacts {
    /// The facts of another operation of the same service, under its own name.
    func sibling(_ name: String) -> OperationFacts? {
        guard let service, let operation = service.operation(named: name) else { return nil }
        return OperationFacts(
            service: service, operation: operation, label: label, eventName: name, apiVersion: apiVersion)
    }
}
