import CairnModel
import CairnSelectors

/// Which events a store takes: by region, account and selectors.
///
/// Source: CloudTrail User Guide, "Create an event data store for CloudTrail events".
struct StoreFilter: Sendable {
    private let region: String?
    private let accounts: Set<String>
    private let selectors: CompiledSelectors
    /// The ARNs of the stores whose Insights events a store of those takes; `nil` for stores of anything else.
    private let insightSources: Set<String>?

    /// - Parameters:
    ///   - accounts: whose events an organization's store takes; the owner's alone for any other.
    ///   - insightSources: the ARNs of the stores whose Insights events go to this one.
    init(_ store: EventDataStore, accounts: Set<String>, insightSources: Set<String> = []) {
        self.insightSources = store.kind == .insights ? insightSources : nil
        region = store.isMultiRegion ? nil : store.region
        self.accounts = accounts.union([store.account])
        selectors = CompiledSelectors(.advanced(store.selectors))
    }

    /// - Parameter view: what was found in the bytes.
    func takes(_ view: RecordView, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard selectors.selects(view, in: bytes) else { return false }
        if let region, view.awsRegion.string(in: bytes) != region { return false }
        if let insightSources {
            // Few events come here. Those of trails have no source: they are for trails.
            let source = (try? JSON(parsing: Array(bytes)))?["insightSource"]?.stringValue
            return source.map(insightSources.contains) ?? false
        }
        let account = view.recipientAccountID.string(in: bytes) ?? view.identity.accountID.string(in: bytes)
        return account.map(accounts.contains) ?? false
    }
}
