import CairnAPI
import CairnLake
import CairnModel
import CairnStore

/// What became of imports.
///
/// Source: CloudTrail API Reference, GetImport, ListImports, StopImport and ListImportFailures.
extension ScopedService {
    func getImport(_ request: GetImportRequest) async throws(CloudTrailError) -> GetImportResponse {
        try readImport(request.importId).answer
    }

    /// Ends an import that is running; what it has imported stays.
    func stopImport(_ request: StopImportRequest) async throws(CloudTrailError) -> StopImportResponse {
        let id = try readImport(request.importId).id
        let now = service.clock.now()
        return try lake.imports.runs.change { runs throws(CloudTrailError) in
            guard var run = runs[id] else { throw ImportErrors.notFound(id) }
            guard run.status.isRunning else {
                throw EventDataStoreErrors.parameter(
                    "Import \(id) has ended: \(run.status.rawValue). Only one that is running can be stopped."
                )
            }
            run.status = .stopped
            run.updatedTime = max(now, run.createdTime)
            runs[id] = run
            return run.stopAnswer
        }
    }

    /// Returns the imports of the account in the region, the newest first.
    func listImports(_ request: ListImportsRequest) async throws(CloudTrailError) -> ListImportsResponse {
        let destination = try request.destination.map { text throws(CloudTrailError) in
            try EventDataStoreReference(text)
        }
        if let status = request.importStatus, ImportRun.Status(rawValue: status.rawValue) == nil {
            throw EventDataStoreErrors.parameter(
                "There is no ImportStatus \(CloudTrailError.excerpt(status.rawValue)).")
        }
        let runs = try lake.imports.runs.snapshot.entries(account: context.account, region: context.region).reversed()
            .filter { run in
                destination.map { $0.id == run.storeID && ($0.arn == nil || request.destination == run.storeARN) }
                    ?? true
                    && request.importStatus.map { $0.rawValue == run.status.rawValue } ?? true
            }
        var parameters = request
        parameters.nextToken = nil
        let (page, next) = try page(
            of: Array(runs), \.id, count: request.maxResults, token: request.nextToken, .listImports,
            parameters.jsonText
        )
        return ListImportsResponse(imports: page.map(\.item), nextToken: next)
    }

    /// Returns what failed in an import, by location.
    func listImportFailures(
        _ request: ListImportFailuresRequest
    ) async throws(CloudTrailError) -> ListImportFailuresResponse {
        guard let run = try ownImport(request.importId) else {
            // The operation has no exception for it in AWS's model.
            throw EventDataStoreErrors.parameter("There is no import \(CloudTrailError.excerpt(request.importId)).")
        }
        let failures: [ImportFailure]
        let imports = try lake.imports
        do throws(StoreError) { failures = try imports.failures(of: run) } catch {
            throw service.internalFailure(error, during: .listImportFailures, context)
        }
        let (page, next) = try page(
            of: Array(failures.enumerated()), { String($0.offset) }, count: request.maxResults,
            token: request.nextToken, .listImportFailures,
            Array(run.id.utf8)
        )
        return ListImportFailuresResponse(failures: page.map(\.element.item), nextToken: next)
    }

    /// - Throws: ``CloudTrailError`` with `importNotFound`.
    func readImport(_ id: String) throws(CloudTrailError) -> ImportRun {
        guard let run = try ownImport(id) else { throw ImportErrors.notFound(id) }
        return run
    }

    private func ownImport(_ id: String) throws(CloudTrailError) -> ImportRun? {
        guard let run = try lake.imports.runs.snapshot[id], run.account == context.account,
            run.region == context.region
        else { return nil }
        return run
    }

    /// A page of a list behind the entry that a token names, and the token of the next.
    private func page<Entry>(
        of entries: [Entry], _ name: (Entry) -> String, count: Int32?, token: String?, _ operation: APIOperation,
        _ parameters: [UInt8]
    ) throws(CloudTrailError) -> ([Entry], String?) {
        let tokens = ListTokenCoder(
            service: service, operation: operation, context: context, parameters: parameters
        )
        let last = try token.map { token throws(CloudTrailError) in try tokens.place(of: token) }
        let start = try last.map { last throws(CloudTrailError) in
            guard let index = entries.firstIndex(where: { ListPlace([name($0)]) == last }) else {
                throw PageTokenCoder.invalidToken
            }
            return index + 1
        }
        let rest = entries[(start ?? 0)...]
        let page = Array(rest.prefix(count.map(Int.init) ?? 1000))
        let next = page.count < rest.count ? page.last.map { tokens.token(for: ListPlace([name($0)])) } : nil
        return (page, next)
    }
}
