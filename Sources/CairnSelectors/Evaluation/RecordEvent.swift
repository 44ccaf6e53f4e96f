public import CairnModel

/// A record's bytes with what a scan found in them.
///
/// It points into the bytes: use it only while they are there, inside `withUnsafeBytes`.
/// Source of the derived category: CloudTrail User Guide, "CloudTrail record contents".
public struct RecordEvent: SelectableEvent {
    private let bytes: UnsafeRawBufferPointer
    private let knownCategory: SelectorCategory
    // Only what selectors look at: a whole view would cost more to copy than to evaluate.
    private let readOnly: JSONSlice
    private let eventName: JSONSlice
    private let eventSource: JSONSlice
    private let eventType: JSONSlice
    private let errorCode: JSONSlice
    private let sessionCredentialFromConsole: JSONSlice
    private let vpcEndpointID: JSONSlice
    private let userIdentityARN: JSONSlice
    private let resources: JSONSlice

    /// - Parameter view: what ``RecordView/init(scanning:)-(UnsafeRawBufferPointer)`` found in the same bytes.
    public init(_ view: RecordView, in bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        knownCategory = RecordCategory.category(of: view, in: bytes)
        readOnly = view.readOnly
        eventName = view.eventName
        eventSource = view.eventSource
        eventType = view.eventType
        errorCode = view.errorCode
        sessionCredentialFromConsole = view.sessionCredentialFromConsole
        vpcEndpointID = view.vpcEndpointID
        userIdentityARN = view.identity.arn
        resources = view.resources
    }

    public var category: SelectorCategory? { knownCategory }

    public func text(of field: SelectorField) -> EventText {
        switch field {
        case .readOnly: text(readOnly)
        case .eventName: text(eventName)
        case .eventSource: text(eventSource)
        case .eventType: text(eventType)
        case .errorCode: text(errorCode)
        case .sessionCredentialFromConsole: text(sessionCredentialFromConsole)
        case .vpcEndpointID: text(vpcEndpointID)
        case .userIdentityARN: text(userIdentityARN)
        case .eventCategory, .resourceType, .resourceARN: .missing
        }
    }

    public func eachResource(_ visit: (_ type: EventText, _ arn: EventText) -> Bool) -> Bool {
        var resources = RecordResources(resources, in: bytes)
        while let resource = resources.next() {
            guard visit(resource.type.text, resource.arn.text) else { break }
        }
        return true
    }

    @inline(__always)
    private func text(_ slice: JSONSlice) -> EventText { RecordText(slice, in: bytes).text }
}
