import CairnAPI
public import CairnSelectors

/// Which kinds of events selectors can let through at all: what Insights and aggregation ask before they are turned on.
extension EventSelectors {
    /// Whether some management event that writes can be logged.
    public var logsManagementWrites: Bool { logsManagement(readOnly: false) }

    /// Whether some management event that reads can be logged.
    public var logsManagementReads: Bool { logsManagement(readOnly: true) }

    /// Whether some data event can be logged.
    public var logsDataEvents: Bool {
        switch self {
        case .basic(let selectors):
            selectors.contains { selector in
                selector.dataResources?.contains { !($0.values ?? []).isEmpty } ?? false
            }
        case .advanced(let selectors): selectors.contains { $0.category == "Data" }
        }
    }

    private func logsManagement(readOnly: Bool) -> Bool {
        switch self {
        case .basic(let selectors):
            selectors.contains { selector in
                selector.includeManagementEvents ?? true
                    && selector.readWriteType != (readOnly ? .writeOnly : .readOnly)
            }
        case .advanced(let selectors):
            selectors.contains { $0.category == "Management" && $0.admits(readOnly: readOnly) }
        }
    }
}

extension AdvancedEventSelector {
    fileprivate var category: String? {
        fieldSelectors.first { $0.field == "eventCategory" }?.equals?.first
    }

    fileprivate func admits(readOnly: Bool) -> Bool {
        let values = fieldSelectors.first { $0.field == "readOnly" }?.equals
        return values?.contains(readOnly ? "true" : "false") ?? true
    }
}
