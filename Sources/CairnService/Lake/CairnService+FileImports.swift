public import CairnAPI
public import CairnLake
import CairnStore

/// Imports that the API does not have: from folders of the machine that the server runs on, and, where AWS has other
/// services deliver to stores, from the files of these services.
extension CairnService {
    /// Begins an import, or goes on with the one of the same source, store and times that is running, has failed, or was
    /// stopped.
    ///
    /// - Parameters:
    ///   - source: a folder or file by an absolute path, or a bucket.
    ///   - store: a name, an id or an ARN, of a store of the caller.
    ///   - start: the first time that is wanted, in seconds since the epoch.
    ///   - end: the last.
    /// - Throws: ``CloudTrailError``, as StartImport does.
    public func importFiles(
        from source: ImportRun.Source, intoStore store: String, start: Double? = nil, end: Double? = nil,
        for context: RequestContext
    ) async throws(CloudTrailError) -> ImportRun {
        let scoped = ScopedService(service: self, context: context)
        let lake = try scoped.lake
        if let start, let end, start > end { throw EventDataStoreErrors.parameter("startTime is after endTime.") }
        let destination = try await scoped.store(named: store)
        let earlier = lake.imports.runs.snapshot.entries(account: context.account, region: context.region).last {
            $0.storeID == destination.id && $0.source == source && $0.startTime == start && $0.endTime == end
        }
        switch earlier?.status {
        case .initializing?, .inProgress?: if let earlier { return earlier }
        case .failed?, .stopped?: if let earlier { return try await scoped.retryImport(earlier.id, lake) }
        case .completed?, nil: break
        }
        return try await scoped.beginImport(
            into: destination, of: EventDataStoreKind.imported, from: source, start: start, end: end, lake)
    }

    /// A bucket as a source, checked as StartImport checks it.
    /// - Throws: ``CloudTrailError`` with `invalidParameter` or `invalidImportSource`.
    public static func importSource(
        uri: String, region: String, roleARN: String
    ) throws(CloudTrailError) -> ImportRun.Source {
        try ImportRequestRules.checked(
            S3ImportSource(s3LocationUri: uri, s3BucketRegion: region, s3BucketAccessRoleArn: roleARN))
    }

    /// The import of that id, if it is the caller's.
    public func importRun(_ id: String, for context: RequestContext) throws(CloudTrailError) -> ImportRun {
        try ScopedService(service: self, context: context).readImport(id)
    }
}

extension ScopedService {
    /// A store of the caller by its name, id or ARN.
    /// - Throws: ``CloudTrailError`` with `eventDataStoreNotFound` or `eventDataStoreARNInvalid`; it names the stores that
    ///   there are.
    fileprivate func store(named text: String) async throws(CloudTrailError) -> EventDataStore {
        let stores = try await visibleStores()
        if let store = stores.first(where: { $0.name == text }) { return store }
        do throws(CloudTrailError) {
            return try await readStore(text)
        } catch {
            guard [.eventDataStoreNotFound, .eventDataStoreARNInvalid].contains(error.code) else { throw error }
            let names = stores.map(\.name).joined(separator: ", ")
            throw CloudTrailError(
                error.code,
                "Account \(context.account) has no event data store in \(context.region) with the name, id or ARN "
                    + "\(CloudTrailError.excerpt(text)); "
                    + (names.isEmpty ? "there are none." : "there are: \(names)."))
        }
    }
}
