public import CairnAPI
import CairnModel
public import CairnStore

/// The imports of all accounts and regions, and what failed in them.
///
/// Failures may be many: they stay in the database, one document each, and are read when they are asked for.
public struct ImportRegistry: Sendable {
    public let runs: LakeRegistry<ImportRun>
    private let database: StateDatabase

    /// - Throws: ``StoreError`` if the database cannot be read, a document is damaged or was written by a newer Cairn.
    public init(
        database: StateDatabase, reportFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) throws(StoreError) {
        self.database = database
        runs = try LakeRegistry<ImportRun>(database: database, reportFailure: reportFailure)
    }

    // MARK: Failures

    private static func kind(ofFailuresIn id: String) -> String { "import-failure/" + id }

    /// What failed in an import, by location.
    public func failures(of run: ImportRun) throws(StoreError) -> [ImportFailure] {
        try database.documents(kind: Self.kind(ofFailuresIn: run.id), account: run.account, region: run.region)
            .compactMap { ImportFailure(json: $0.value) }
    }

    /// Adds failures, or replaces those of the same locations.
    public func keep(_ failures: [ImportFailure], of run: ImportRun) throws(StoreError) {
        guard !failures.isEmpty else { return }
        try database.change(
            storing: failures.map { failure in
                StateDocument(key: Self.key(of: failure, run), value: failure.json)
            })
    }

    private static func key(of failure: ImportFailure, _ run: ImportRun) -> StateDocument.Key {
        StateDocument.Key(
            kind: kind(ofFailuresIn: run.id), account: run.account, region: run.region, id: failure.location)
    }

    // MARK: Changes

    /// Begins an import that has just been made.
    /// - Throws: ``CloudTrailError`` with `accountHasOngoingImport`.
    public func begin(_ run: ImportRun) throws(CloudTrailError) {
        let forgotten = try runs.change { runs throws(CloudTrailError) in
            try runs.checkNoneRuns(account: run.account)
            runs[run.id] = run
            let ended = runs.all.filter { !$0.status.isRunning }
            let forgotten = ended.prefix(max(0, ended.count - ImportRun.endedMax))
            for old in forgotten { runs[old.id] = nil }
            return Array(forgotten)
        }
        for old in forgotten {
            guard let failures = try? failures(of: old) else { continue }
            try? database.change(storing: [], removing: failures.map { Self.key(of: $0, old) })
        }
    }

    /// Begins an import again that has failed or was stopped: first what failed, then what it has not come to.
    /// - Throws: ``CloudTrailError`` with `accountHasOngoingImport`, or what `check` throws.
    public func retry(
        _ run: ImportRun, at time: Double, check: (ImportRun) throws(CloudTrailError) -> Void
    ) throws(CloudTrailError) -> ImportRun {
        let outstanding: Int
        do throws(StoreError) {
            let failures = try failures(of: run)
            outstanding = failures.count { $0.status != .succeeded }
            try keep(failures.filter { $0.status == .failed }.map { $0.with(.retry, at: time) }, of: run)
            if run.progress.firstUnlisted != nil {
                // Others take their places in the list.
                let good = failures.filter { $0.status == .succeeded }
                try database.change(storing: [], removing: good.map { Self.key(of: $0, run) })
            }
        } catch {
            throw CloudTrailError(.serviceUnavailable, "The failures of the import cannot be read: \(error)")
        }
        return try runs.change { runs throws(CloudTrailError) in
            guard var current = runs[run.id] else {
                throw CloudTrailError(.importNotFound, "There is no import \(run.id).")
            }
            try runs.checkNoneRuns(account: run.account)
            try check(current)
            current.status = .initializing
            current.attempt += 1
            current.progress.goBackToFirstUnlisted(outstanding: outstanding)
            current.updatedTime = max(time, current.createdTime)
            runs[run.id] = current
            return current
        }
    }

    /// Whether an import into a store is running.
    public func isRunning(intoStore id: String) -> Bool {
        runs.snapshot.all.contains { $0.storeID == id && $0.status.isRunning }
    }
}

extension StateEntries<ImportRun> {
    /// - Throws: ``CloudTrailError`` with `accountHasOngoingImport`.
    public func checkNoneRuns(account: String) throws(CloudTrailError) {
        guard let running = all.first(where: { $0.account == account && $0.status.isRunning }) else { return }
        throw CloudTrailError(
            .accountHasOngoingImport,
            "Import \(running.id) of account \(account) is still in progress; wait for it, or stop it.")
    }
}

extension ImportFailure {
    func with(_ status: Status, at time: Double) -> ImportFailure {
        var failure = self
        failure.status = status
        failure.updatedTime = time
        return failure
    }

    fileprivate var json: JSON {
        var object: JSONObject = [
            "location": .string(location), "status": .string(status.rawValue), "type": .string(type),
            "message": .string(message),
        ]
        object["path"] = path.map(JSON.string)
        object["updatedTime"] = JSONNumber(updatedTime).map(JSON.number)
        return .object(object)
    }

    fileprivate init?(json: JSON) {
        guard let location = json["location"]?.stringValue, let type = json["type"]?.stringValue,
            let status = json["status"]?.stringValue.flatMap(Status.init(rawValue:)),
            let message = json["message"]?.stringValue
        else { return nil }
        self.init(
            path: json["path"]?.stringValue, location: location, status: status, type: type, message: message,
            updatedTime: json["updatedTime"]?.doubleValue ?? 0)
    }
}
