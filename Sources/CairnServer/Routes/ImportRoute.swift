import CairnAPI
import CairnLake
import CairnModel
import CairnService
import Hummingbird

/// `POST /_cairn/imports`: a folder or file of this machine, or a bucket, into an event data store; `GET
/// /_cairn/imports/ID` says how far it is. Stopping it, and what failed in it, are the API's StopImport and
/// ListImportFailures.
///
/// The server reads the files itself: only one process writes a store. Whoever names a path reads it with the server's
/// rights, and so only loopback may.
struct ImportRoute {
    let service: CairnService
    let callers: CallerScope
    let isLoopback: Bool
    let guardian: AdminGuard

    func add(to router: Router<BasicRequestContext>) {
        router.post("/_cairn/imports") { request, _ in
            try await guardian.admit(request, to: .importFiles) { body, _ in
                try await answer { () async throws(CloudTrailError) in try await start(body) }
            }
        }
        router.get("/_cairn/imports/:id") { request, context in
            try await guardian.admit(request, to: .importFiles) { _, _ in
                try await answer { () async throws(CloudTrailError) in
                    try service.importRun(context.parameters.get("id") ?? "", for: try callers.current())
                }
            }
        }
    }

    private func answer(_ body: () async throws(CloudTrailError) -> ImportRun) async throws -> Response {
        do throws(CloudTrailError) {
            return Response(json: try await body().progressJSON)
        } catch {
            return Response(
                error.code == .importNotFound ? .notFound : .badRequest,
                json: ["__type": .string(error.code.rawValue), "message": .string(error.message)])
        }
    }

    private func start(_ body: [UInt8]) async throws(CloudTrailError) -> ImportRun {
        guard let request = try? JSON(parsing: body), let store = request["store"]?.stringValue else {
            throw CloudTrailError(.invalidParameter, "The request needs store: a name, an id or an ARN.")
        }
        return try await service.importFiles(
            from: try source(request), intoStore: store, start: try time("startTime", request),
            end: try time("endTime", request),
            for: try callers.current())
    }

    private func source(_ request: JSON) throws(CloudTrailError) -> ImportRun.Source {
        if let uri = request["uri"]?.stringValue {
            guard let region = request["bucketRegion"]?.stringValue, let role = request["roleArn"]?.stringValue else {
                throw CloudTrailError(.invalidParameter, "With uri, the request needs bucketRegion and roleArn.")
            }
            return try CairnService.importSource(uri: uri, region: region, roleARN: role)
        }
        guard let path = request["path"]?.stringValue, path.hasPrefix("/") else {
            throw CloudTrailError(
                .invalidParameter, "The request needs path, an absolute one, or uri: s3://BUCKET/PREFIX.")
        }
        guard isLoopback else {
            throw CloudTrailError(
                .operationNotPermitted, "Folders are imported only while Cairn listens on loopback alone.")
        }
        return .folder(path: path)
    }

    /// From year 1 up to year 9999.
    private static let times = -62_135_596_800.0...253_402_300_799

    private func time(_ name: String, _ request: JSON) throws(CloudTrailError) -> Double? {
        guard let value = request[name], !value.isNull else { return nil }
        guard let time = value.doubleValue, Self.times.contains(time) else {
            throw CloudTrailError(.invalidParameter, "\(name) must be a time in seconds since 1970, up to year 9999.")
        }
        return time
    }
}

extension ImportRun {
    fileprivate var progressJSON: JSON {
        var object: JSONObject = [
            "importId": .string(id), "status": .string(status.rawValue), "eventDataStore": .string(storeARN),
            "source": .string(source.uri), "filesCompleted": .integer(progress.filesCompleted),
            "filesFailed": .integer(progress.failedFiles), "prefixesFound": .integer(progress.prefixesFound),
            "prefixesCompleted": .integer(progress.prefixesCompleted),
            "eventsCompleted": .integer(progress.eventsCompleted), "duplicates": .integer(progress.duplicates),
            "eventsSkipped": .integer(progress.eventsSkipped),
            "skipped": [
                "retention": .integer(progress.skippedByRetention), "timeRange": .integer(progress.skippedByTime),
                "notARecord": .integer(progress.skippedRecords),
            ],
        ]
        object["filesFound"] = progress.filesFound.map { .integer($0) }
        return .object(object)
    }
}
