import CairnModel
import CairnWire

/// Decides what can be done with an event, sending nothing.
struct EventJudgement: Sendable {
    let selector: EventSelector
    let preparation: CallPreparation

    init(selector: EventSelector, preparation: CallPreparation) {
        self.selector = selector
        self.preparation = preparation
    }

    enum Verdict {
        case send(PreparedCall)
        case skip(SkipReason, detail: String?)
    }

    func verdict(on event: RecordedEvent) -> Verdict {
        if event.eventType.lowercased() != "awsapicall" { return .skip(.notACall, detail: event.eventType) }
        guard let (service, operation) = preparation.operation(of: event) else {
            let isSelected = selector.selects(event, serviceID: nil)
            return .skip(isSelected ? .noPublicOperation : .notSelected, detail: nil)
        }
        guard selector.selects(event, serviceID: service.id) else { return .skip(.notSelected, detail: nil) }
        if isReadOnly(event, operation) { return .skip(.readOnly, detail: nil) }
        if let code = event.errorCode, !selector.includesFailed { return .skip(.failed, detail: code) }
        if isDataEvent(event, operation), !selector.includesDataEvents { return .skip(.dataEvent, detail: nil) }
        switch preparation.prepare(event, operation: operation, service: service) {
        case .ready(let call): return .send(call)
        case .impossible(let reason, let detail): return .skip(reason, detail: detail)
        }
    }

    private func isReadOnly(_ event: RecordedEvent, _ operation: OperationModel) -> Bool {
        event.flag("readOnly") ?? OperationNature.isReadOnly(service: event.service, operation: operation.name)
    }

    private func isDataEvent(_ event: RecordedEvent, _ operation: OperationModel) -> Bool {
        if let flag = event.flag("managementEvent") { return !flag }
        if let category = event.record["eventCategory"]?.stringValue { return category != "Management" }
        return OperationNature.isAboutContent(service: event.service, operation: operation.name)
    }
}
