import CairnModel

/// Tells the category of a record, also of those from before `eventCategory` (1.07) and `managementEvent` (1.06).
enum RecordCategory {
    static func category(of view: RecordView, in bytes: UnsafeRawBufferPointer) -> SelectorCategory {
        guard case .bytes(let text) = RecordText(view.eventCategory, in: bytes).text else {
            return derived(view, in: bytes)
        }
        if isEqual(text, "Data") { return .data }
        if isEqual(text, "Management") { return .management }
        return SelectorCategory(text: String(decoding: text, as: UTF8.self))
    }

    @inline(__always)
    private static func isEqual(_ text: UnsafeRawBufferPointer, _ name: StaticString) -> Bool {
        guard text.count == name.utf8CodeUnitCount, let base = text.baseAddress else { return false }
        for index in 0..<text.count where base.load(fromByteOffset: index, as: UInt8.self) != name.utf8Start[index] {
            return false
        }
        return true
    }

    private static func derived(_ view: RecordView, in bytes: UnsafeRawBufferPointer) -> SelectorCategory {
        if let category = byType(view.eventType.string(in: bytes)) { return category }
        switch view.managementEvent.bool(in: bytes) {
        case true?: return .management
        case false?: return .data
        case nil: return touchesData(view, in: bytes) ? .data : .management
        }
    }

    /// The category of the types of events that have one of their own.
    private static func byType(_ type: String?) -> SelectorCategory? {
        switch type {
        case "AwsVpceEvent", "AwsVpceEvents": .networkActivity
        case "AwsCloudTrailInsight": .insight
        case "AwsAggregatedEvent": .aggregated
        case "AwsConfigurationItem", "ConfigurationItem": .configurationItem
        case "AwsAuditManagerEvidence", "Evidence": .evidence
        case "ActivityLog", "ActivityAuditLog": .activityAuditLog
        default: nil
        }
    }

    /// Before version 1.06 there were two kinds of data events: objects of S3 and invocations of Lambda.
    private static func touchesData(_ view: RecordView, in bytes: UnsafeRawBufferPointer) -> Bool {
        var resources = RecordResources(view.resources, in: bytes)
        while let resource = resources.next() {
            if resource.type.equals("AWS::S3::Object") { return true }
            let isFunction = resource.type.equals("AWS::Lambda::Function")
            if isFunction, view.eventName.equals("Invoke", in: bytes) { return true }
        }
        return false
    }
}
