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
        let named = try await scoped.visibleStores().first { $0.name == store }
        let destination: EventDataStore
        if let named { destination = named } else { destination = try await scoped.readStore(store) }
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
