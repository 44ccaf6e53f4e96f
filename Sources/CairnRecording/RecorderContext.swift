import CairnModel
import CairnWire

/// What a recorder works with: shared by all its copies, so that handing it around costs nothing.
final class RecorderContext: Sendable {
    let configuration: RecorderConfiguration
    let identities: IdentityDirectory
    let router: CallRouter
    let eventIDs: EventIDGenerator
    let facts: OperationFactsTable
    let rendering: ParameterRendering
    let learner: IdentityLearner

    init(
        configuration: RecorderConfiguration, identities: IdentityDirectory, catalog: ServiceCatalog,
        eventIDs: EventIDGenerator
    ) {
        self.configuration = configuration
        self.identities = identities
        self.eventIDs = eventIDs
        router = CallRouter(catalog: catalog)
        rendering = ParameterRendering(redaction: configuration.redaction)
        learner = IdentityLearner(
            directory: identities, learnsFromGetCallerIdentity: configuration.learnsFromGetCallerIdentity)
        facts = OperationFactsTable(learner: learner)
    }

    var defaultAccountID: String { identities.configuration.defaultAccountID }
}
