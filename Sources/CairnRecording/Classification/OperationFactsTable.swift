import CairnWire
import Synchronization

/// The facts of all operations that were called so far. There are no more of them than the models have operations.
final class OperationFactsTable: Sendable {
    private struct Key: Hashable {
        let service: ObjectIdentifier
        let operation: String
        let label: String
    }

    private let entries = Mutex<[Key: OperationFacts]>([:])
    private let learner: IdentityLearner

    init(learner: IdentityLearner) { self.learner = learner }

    /// The facts of a routed call whose operation the model knows.
    /// - Parameter signingName: the service in the signature's scope.
    func facts(service: ServiceModel, operation: OperationModel, signingName: String?) -> OperationFacts {
        let label = RecordNaming.labelOfSharedModel(signingName: signingName)
        let key = Key(service: ObjectIdentifier(service), operation: operation.name, label: label ?? "")
        if let known = entries.withLock({ $0[key] }) { return known }
        let facts = make(service: service, operation: operation, label: label)
        return entries.withLock { entries in
            if let known = entries[key] { return known }
            entries[key] = facts
            return facts
        }
    }

    private func make(service: ServiceModel, operation: OperationModel, label: String?) -> OperationFacts {
        let source = RecordNaming.eventSource(of: service, operation: operation, signingName: label)
        let suffix = OperationFacts.sourceSuffix
        return OperationFacts(
            service: service, operation: operation,
            label: source.hasSuffix(suffix) ? String(source.dropLast(suffix.count)) : source,
            eventName: RecordNaming.eventName(of: operation, in: service, request: nil),
            apiVersion: RecordNaming.apiVersion(of: service),
            isInstructive: learner.isInstructive(service: service.id, operation: operation.name))
    }
}
