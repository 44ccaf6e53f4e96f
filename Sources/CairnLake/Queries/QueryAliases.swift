public import CairnAPI
public import CairnStore

/// The statements that can be started by a name.
///
/// Whoever has statements of its own, such as a dashboard, registers them and removes them. Generated ones go by
/// themselves, the oldest first, when an account has many.
public final class QueryAliases: Sendable {
    private let registry: LakeRegistry<QueryAlias>

    /// How many generated statements an account keeps in a region.
    public static let generatedMax = 200

    /// Aliases of the state database.
    /// - Throws: ``StoreError`` if the database cannot be read.
    public convenience init(
        database: StateDatabase, reportFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) throws(StoreError) {
        self.init(registry: try LakeRegistry<QueryAlias>(database: database, reportFailure: reportFailure))
    }

    /// Aliases that end with the process.
    public convenience init() { self.init(registry: LakeRegistry<QueryAlias>()) }

    private init(registry: LakeRegistry<QueryAlias>) { self.registry = registry }

    /// The alias of that name; `nil` if there is none.
    public func alias(_ name: String, account: String, region: String) -> QueryAlias? {
        registry.snapshot[QueryAlias.id(name, account: account, region: region)]
    }

    /// Keeps a statement under a name, in the place of what had that name.
    /// - Parameters:
    ///   - alias: see ``QueryAlias/name``.
    ///   - statement: with placeholders `?`; it is checked when it is started.
    ///   - parameters: the values of the placeholders for whoever starts it without any.
    ///   - store: the id of the store that it is about, if that is known.
    ///   - prompt: what was asked in words, if it was generated.
    ///   - time: now, in seconds since 1970-01-01T00:00:00Z.
    /// - Throws: ``CloudTrailError`` with `serviceUnavailable` if it cannot be stored.
    public func register(
        alias name: String, statement: String, parameters: [String] = [], store: String? = nil, prompt: String? = nil,
        account: String, region: String, at time: Double
    ) throws(CloudTrailError) {
        let alias = QueryAlias(
            name: name, account: account, region: region, statement: statement, parameters: parameters, storeID: store,
            prompt: prompt, createdTime: time)
        try registry.change { aliases throws(CloudTrailError) in
            if prompt != nil {
                let generated = aliases.entries(account: account, region: region).filter { $0.prompt != nil }
                for old in generated.dropLast(Self.generatedMax - 1) { aliases[old.id] = nil }
            }
            aliases[alias.id] = alias
        }
    }

    /// Forgets names; those that there are not do not matter.
    /// - Throws: ``CloudTrailError`` with `serviceUnavailable` if the change cannot be stored.
    public func remove(_ names: some Sequence<String>, account: String, region: String) throws(CloudTrailError) {
        try registry.change { aliases throws(CloudTrailError) in
            for name in names { aliases[QueryAlias.id(name, account: account, region: region)] = nil }
        }
    }

    /// Forgets all.
    /// - Throws: ``CloudTrailError`` with `serviceUnavailable` if the change cannot be stored.
    public func reset() throws(CloudTrailError) { try registry.reset() }
}
