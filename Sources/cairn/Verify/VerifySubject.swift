import CairnIntegrity

/// Something that can be verified: what a bucket holds, or a journal.
enum VerifySubject {
    /// - Parameters:
    ///   - prefix: only what is below it.
    ///   - width: how many files are read at the same time.
    case trailFiles(any TrailFileSource, name: String, prefix: String, width: Int)
    case journal(folder: String)

    /// A folder keeps processors busy; a bucket is waited for.
    private static var folderWidth: Int { ProcessorCount.current }
    private static let bucketWidth = 32

    /// Finds out what a place is: a bucket, a data folder, a folder of buckets, a journal, or a copy of a bucket.
    ///
    /// - Parameter throughEndpoint: whether a bucket is read from its endpoint although its folder is at hand.
    static func subjects(
        of place: String, endpointURL: String?, throughEndpoint: Bool
    ) async throws -> [VerifySubject] {
        if place.hasPrefix("s3://") {
            let parts = place.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let bucket = String(parts.first ?? "")
            guard !bucket.isEmpty else { throw ClientError("s3:// wants the name of a bucket: s3://BUCKET[/PREFIX]") }
            var prefix = parts.count > 1 ? String(parts[1]) : ""
            if !prefix.isEmpty, !prefix.hasSuffix("/") { prefix += "/" }
            if !throughEndpoint, let folder = await LocalBucket.folder(of: bucket, endpointURL: endpointURL) {
                let source = FolderTrailFiles(folder: folder, bucket: bucket)
                return [.trailFiles(source, name: "s3://\(bucket)", prefix: prefix, width: folderWidth)]
            }
            let source = BucketTrailFiles.open(bucket, endpointURL: endpointURL)
            return [.trailFiles(source, name: "s3://\(bucket)", prefix: prefix, width: bucketWidth)]
        }
        return try await subjects(ofFolder: place.count > 1 && place.hasSuffix("/") ? String(place.dropLast()) : place)
    }

    private static func subjects(ofFolder folder: String) async throws -> [VerifySubject] {
        guard FolderEntries.isFolder(folder) else { throw ClientError("\(folder) is no folder") }
        if isJournal(folder) { return [.journal(folder: folder)] }
        let hasJournal = isJournal(folder + "/journal")
        if hasJournal || isBucketsFolder(folder + "/buckets") {
            return (hasJournal ? [.journal(folder: folder + "/journal")] : []) + buckets(in: folder + "/buckets")
        }
        if isBucketsFolder(folder) { return buckets(in: folder) }
        if isBucket(folder) { return [bucket(folder)] }
        if FolderEntries.of(folder).contains(where: { $0.name == ResultSignFile.name || $0.name == "result_1.csv.gz" })
        {
            let source = FolderTrailFiles(folder: folder)
            return [.trailFiles(source, name: folder, prefix: "", width: folderWidth)]
        }
        let copy = try await CopiedTrailFiles.learning(from: FolderTrailFiles(folder: folder))
        return [.trailFiles(copy, name: folder, prefix: "", width: folderWidth)]
    }

    private static func isJournal(_ folder: String) -> Bool {
        FolderEntries.of(folder).contains { entry in
            entry.name == "chain-start.json"
                || (entry.name.hasSuffix(".ndjson") && entry.name.dropLast(7).count == 20
                    && entry.name.dropLast(7).allSatisfy(\.isNumber))
        }
    }

    private static func isBucket(_ folder: String) -> Bool {
        FolderEntries.isFolder("\(folder)/\(FolderTrailFiles.systemFolder)")
    }

    private static func isBucketsFolder(_ folder: String) -> Bool { !buckets(in: folder).isEmpty }

    private static func buckets(in folder: String) -> [VerifySubject] {
        FolderEntries.of(folder)
            .filter { $0.isFolder && $0.name != FolderTrailFiles.systemFolder }
            .map { "\(folder)/\($0.name)" }.filter(isBucket).sorted().map(bucket)
    }

    private static func bucket(_ folder: String) -> VerifySubject {
        let name = String(folder.split(separator: "/").last ?? "")
        return .trailFiles(FolderTrailFiles(folder: folder, bucket: name), name: folder, prefix: "", width: folderWidth)
    }
}
