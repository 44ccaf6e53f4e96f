import CairnModel
import CairnWire

/// Turns an event into the call that it records, with stand-ins for what CloudTrail does not record.
struct CallPreparation: Sendable {
    let catalog: ServiceCatalog
    let bodies: any BodySource

    init(catalog: ServiceCatalog = .shared, bodies: any BodySource = NoBodies()) {
        self.catalog = catalog
        self.bodies = bodies
    }

    enum Result {
        case ready(PreparedCall)
        case impossible(SkipReason, detail: String?)
    }

    /// The operation that a record stands for; `nil` if no public model has it.
    func operation(of event: RecordedEvent) -> (service: ServiceModel, operation: OperationModel)? {
        RecordNaming.bestCandidate(
            eventSource: event.source, eventName: event.name, apiVersion: event.record["apiVersion"]?.stringValue,
            requestParameters: event.requestParameters, catalog: catalog)
    }

    func prepare(_ event: RecordedEvent, operation: OperationModel, service: ServiceModel) -> Result {
        let (value, leftovers) = ParameterReading().input(
            from: event.requestParameters, operation: operation, service: service)
        var call = PreparedCall(
            service: service, operation: operation, input: value, approximations: [], unplaced: [])
        for leftover in leftovers where leftover.reason != .redacted { call.unplaced.append(leftover.path) }
        if let supplied = bodies.members(of: event, service: service.id) {
            call.input = Self.merging(supplied, into: call.input)
        }
        var filling = StandInFilling(event: event, service: service, operation: operation, bodies: bodies)
        filling.redactedPaths = leftovers.filter { $0.reason == .redacted }.map(\.path)
        guard let input = filling.completed(call.input) else {
            return .impossible(filling.obstacle.reason, detail: filling.obstacle.detail)
        }
        call.input = input
        call.approximations = filling.approximations
        call.neededItem = filling.neededItem
        return .ready(call)
    }

    private static func merging(_ supplied: [WireValue.Member], into input: WireValue) -> WireValue {
        guard case .structure(var members) = input else { return input }
        for member in supplied {
            members.removeAll { $0.name == member.name }
            members.append(member)
        }
        return .structure(members)
    }
}
