import CairnAPI
import CairnModel
import CairnStore
import Logging

/// Carries out the imports that are to run, one task each; what an end of the process breaks off goes on at the next
/// start.
struct ImportRunner: Sendable {
    let world: LakeWorld
    let imports: ImportRegistry
    let sources: any ImportSources

    /// Runs until the task is cancelled.
    func run() async {
        var running: [String: (attempt: Int, task: Task<Void, Never>)] = [:]
        for await runs in imports.runs.changes() {
            for (id, entry) in running {
                // Changes may be missed in between: a retry is another attempt.
                if let run = runs[id], run.status.isRunning, run.attempt == entry.attempt { continue }
                entry.task.cancel()
                await entry.task.value
                running[id] = nil
            }
            for run in runs.all where run.status.isRunning && running[run.id] == nil {
                running[run.id] = (run.attempt, Task { await carryOut(run) })
            }
        }
        for entry in running.values { entry.task.cancel() }
        for entry in running.values { await entry.task.value }
    }

    private func carryOut(_ run: ImportRun) async {
        do {
            guard world.registry.snapshot[run.storeID]?.isQueryable == true else {
                throw ImportSourceError(ImportSourceError.internalError, "The event data store is being deleted")
            }
            let failures = try imports.failures(of: run).filter { $0.status == .retry }
            let files = try world.stores.files(ofStore: run.storeID)
            let source = try await sources.open(run)
            change(run.id) { $0.status = .inProgress }
            let importer = Importer(
                into: files, from: source, kind: run.kind, program: world.program,
                workFolder: world.workFolder + "/imports/" + run.id, scope: scope(of: run),
                journalEnd: { [journal = world.journal] in journal.end.sequence }, clock: world.clock)
            let progress = try await importer.run(from: run.progress, retrying: failures) { progress, failures in
                try imports.keep(failures, of: run)
                try imports.keep(progress, of: run.id, at: world.clock.now())
            }
            change(run.id) { run in
                run.progress = progress
                run.status = progress.failedFiles == 0 ? .completed : .failed
            }
        } catch {
            guard !Task.isCancelled else { return }
            fail(run, error)
        }
    }

    private func scope(of run: ImportRun) -> Importer.Scope {
        return Importer.Scope(
            start: run.startTime, end: run.endTime,
            keptSince: world.registry.snapshot[run.storeID]?.keptSince(world.clock.now()))
    }

    /// The import as a whole cannot go on: that is a failure of its source, which it can be tried again behind.
    private func fail(_ run: ImportRun, _ error: any Error) {
        world.logger.error(
            "An import has failed", metadata: ["import": "\(run.id)", "error": "\(error)"])
        let reason =
            error as? ImportSourceError ?? ImportSourceError(ImportSourceError.internalError, "\(error)")
        let failure = ImportFailure(
            path: nil, location: run.source.uri, type: reason.type, message: reason.message,
            updatedTime: world.clock.now())
        var isCounted = false
        do throws(StoreError) {
            isCounted = try imports.failures(of: run).contains { $0.path == nil && $0.status != .succeeded }
            try imports.keep([failure], of: run)
        } catch {
            world.logger.error("A failure of an import cannot be stored", metadata: ["error": "\(error)"])
        }
        change(run.id) { run in
            run.status = .failed
            if !isCounted { run.progress.failedFiles += 1 }
        }
    }

    /// Changes an import that is still to run.
    private func change(_ id: String, _ body: (inout ImportRun) -> Void) {
        do throws(CloudTrailError) {
            try imports.runs.change { runs throws(CloudTrailError) in
                guard var run = runs[id], run.status.isRunning else { return }
                body(&run)
                run.updatedTime = max(world.clock.now(), run.createdTime)
                runs[id] = run
            }
        } catch {
            world.logger.error("The state of an import cannot be stored", metadata: ["import": "\(id)"])
        }
    }
}

extension ImportRegistry {
    /// Keeps how far an import is, also of one that was stopped meanwhile.
    fileprivate func keep(_ progress: ImportProgress, of id: String, at time: Double) throws(CloudTrailError) {
        try runs.change { runs throws(CloudTrailError) in
            guard var run = runs[id] else { return }
            run.progress = progress
            run.updatedTime = max(time, run.createdTime)
            runs[id] = run
        }
    }
}
