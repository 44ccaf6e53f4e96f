import CairnAPI
import CairnStore
import Logging

/// Carries out what EnableFederation and DisableFederation begin: the description of a federated store lies in its
/// folder, in `federation/`, a file for each engine.
///
/// A store that was between two states when the process ended is taken up again.
struct FederationKeeper: Sendable {
    let registry: EventDataStoreRegistry
    let stores: LakeStores
    let sleep: @Sendable (_ seconds: Double) async throws -> Void
    let logger: Logger
    private let threads = WorkThreads("cairn.lake.federation")

    init(
        registry: EventDataStoreRegistry, stores: LakeStores,
        sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void, logger: Logger
    ) {
        self.registry = registry
        self.stores = stores
        self.sleep = sleep
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    func run() async {
        for await set in registry.changes() {
            var unsettled = set.all.filter { $0.federation != nil }
            while !unsettled.isEmpty, !Task.isCancelled {
                var failed: [EventDataStore] = []
                for store in unsettled where !(await settle(store)) { failed.append(store) }
                unsettled = failed
                // One that fails does not hold up the others.
                if !failed.isEmpty { try? await sleep(5) }
            }
        }
    }

    /// - Returns: false if it failed, and is to be tried again.
    private func settle(_ store: EventDataStore) async -> Bool {
        guard let federation = registry.snapshot[store.id]?.federation else { return true }
        do {
            let (folder, schema) = (stores.folder, store.schema)
            switch federation {
            case .enabling, .enabled:
                try await threads.run { () throws(LakeError) in
                    try FederationFiles.write(store.id, schema, stores: folder)
                }
                if federation == .enabling { try move(store.id, from: .enabling, to: .enabled) }
            case .disabling:
                try await threads.run { () throws(LakeError) in try FederationFiles.remove(store.id, stores: folder) }
                try move(store.id, from: .disabling, to: .disabled)
            case .disabled: break
            }
            return true
        } catch {
            logger.error(
                "The federation of an event data store cannot be changed; it is tried again",
                metadata: ["eventDataStore": "\(store.arn)", "error": "\(error)"])
            return false
        }
    }

    private func move(
        _ id: String, from old: EventDataStore.Federation, to new: EventDataStore.Federation
    ) throws(CloudTrailError) {
        try registry.change { stores throws(CloudTrailError) in
            guard var store = stores[id], store.federation == old else { return }
            store.federation = new
            stores[id] = store
        }
    }
}

/// The files that describe a federated store.
public enum FederationFiles {
    /// Where the statements for an engine lie.
    /// - Parameter stores: the folder of all stores.
    public static func path(_ engine: ExternalTable.Engine, store id: String, stores: String) -> String {
        "\(stores)/\(id)/federation/\(engine.rawValue).sql"
    }

    static func write(_ id: String, _ schema: LakeSchema, stores: String) throws(LakeError) {
        let table = ExternalTable(folder: stores + "/" + id, storeID: id, schema: schema)
        try LakeFile.createFolder("\(stores)/\(id)/federation")
        for engine in ExternalTable.Engine.allCases {
            let (path, text) = (path(engine, store: id, stores: stores), Array(table.statements(for: engine).utf8))
            if LakeFile.exists(path), try LakeFile.contents(of: path) == text { continue }
            try LakeFile.replace(path, with: text, syncing: true)
        }
    }

    static func remove(_ id: String, stores: String) throws(LakeError) {
        for engine in ExternalTable.Engine.allCases {
            let path = path(engine, store: id, stores: stores)
            if LakeFile.exists(path) { try LakeFile.remove(path) }
        }
    }
}
