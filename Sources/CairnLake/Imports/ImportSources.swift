/// Opens what imports read.
public protocol ImportSources: Sendable {
    /// Opens the source of an import, and checks that it is there.
    ///
    /// - Throws: ``ImportSourceError``: the bucket is none to import from, the role cannot be assumed, or there is no
    ///   such folder.
    func open(_ run: ImportRun) async throws(ImportSourceError) -> any LogFileSource
}

/// Folders of this machine, and no buckets.
public struct FolderImportSources: ImportSources {
    public init() {}

    public func open(_ run: ImportRun) async throws(ImportSourceError) -> any LogFileSource {
        guard case .folder(let path) = run.source else {
            throw ImportSourceError(ImportSourceError.accessDenied, "This server reads no buckets")
        }
        return try Self.open(path, run)
    }

    /// - Throws: ``ImportSourceError`` with `NoSuchKey`.
    public static func open(_ path: String, _ run: ImportRun) throws(ImportSourceError) -> any LogFileSource {
        guard LakeFile.exists(path) else {
            throw ImportSourceError(ImportSourceError.noSuchKey, "There is no file or folder \(path)")
        }
        let names = ImportNames(kind: run.kind, start: run.startTime, end: run.endTime)
        return FolderImportSource(path, names: names)
    }
}
