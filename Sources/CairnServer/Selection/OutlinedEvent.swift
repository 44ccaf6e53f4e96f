import CairnRecording
import CairnSelectors

/// A call that is being recorded, as selectors look at it.
struct OutlinedEvent: SelectableEvent {
    let outline: EventOutline

    var category: SelectorCategory? { outline.category == .management ? .management : .data }

    func text(of field: SelectorField) -> EventText {
        switch field {
        case .readOnly: outline.isReadOnly.map { .string($0 ? "true" : "false") } ?? .unknown
        case .eventSource: .string(outline.eventSource)
        case .eventName: .string(outline.eventName)
        case .eventType: .string(outline.eventType)
        case .sessionCredentialFromConsole: outline.isConsoleSession ? .string("true") : .missing
        case .userIdentityARN: known(outline.userIdentityARN)
        case .errorCode: known(outline.errorCode)
        case .vpcEndpointID: known(outline.vpcEndpointID)
        case .eventCategory, .resourceType, .resourceARN: .missing
        }
    }

    /// Of a call that has only begun, what is missing may still come.
    private func known(_ text: String?) -> EventText {
        text.map(EventText.string) ?? (outline.isOfHead ? .unknown : .missing)
    }

    func eachResource(_ visit: (_ type: EventText, _ arn: EventText) -> Bool) -> Bool {
        if outline.isOfHead { return visitExpectedResource(visit) }
        for resource in outline.resources {
            guard visit(resource.type.map(EventText.string) ?? .missing, .string(resource.arn)) else { break }
        }
        return true
    }

    /// It will be of the same service as the operation's own (`AWS::S3::AccessPoint` for `AWS::S3::Object`): that alone
    /// rules many selectors out.
    private func visitExpectedResource(_ visit: (_ type: EventText, _ arn: EventText) -> Bool) -> Bool {
        guard let type = outline.resourceType, let end = type.utf8.lastIndex(of: UInt8(ascii: ":")) else {
            return false
        }
        _ = visit(.beginning(String(type[...end])), .unknown)
        return true
    }
}
