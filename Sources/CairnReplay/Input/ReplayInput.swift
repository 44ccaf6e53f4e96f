import CairnObjects
import NIOCore

/// Where events are read from.
public enum ReplayInput: Sendable, Hashable {
    case standardInput
    case file(String)
    case folder(String)
    case bucket(String, prefix: String)

    /// Understands `-`, `s3://bucket/prefix`, and paths of files and folders.
    /// - Throws: ``ReplayError`` with `input` if there is no such file.
    public init(_ text: String) throws(ReplayError) {
        if text == "-" {
            self = .standardInput
        } else if text.hasPrefix("s3://") {
            let rest = text.dropFirst(5)
            let bucket = rest.prefix { $0 != "/" }
            guard !bucket.isEmpty else {
                throw ReplayError(.input, "s3:// wants the name of a bucket: s3://BUCKET/PREFIX")
            }
            self = .bucket(String(bucket), prefix: String(rest.dropFirst(bucket.count + 1)))
        } else if POSIXFile.isFolder(text) {
            self = .folder(text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text)
        } else if POSIXFile.exists(text) {
            self = .file(text)
        } else {
            throw ReplayError(.input, "\(text): there is no such file or folder")
        }
    }

    func read(into builder: PlanBuilder, bucket store: (any ObjectStore)?) async throws(ReplayError) {
        switch self {
        case .standardInput: try Self.read("-", into: builder, isInOrder: false)
        case .file(let path): try Self.read(path, into: builder, isInOrder: EventFolder.isSegment(path))
        case .folder(let path):
            for file in try EventFolder.files(in: path) {
                try Self.read(file, into: builder, isInOrder: EventFolder.isSegment(file))
            }
        case .bucket(let name, let prefix):
            guard let store else { throw ReplayError(.input, "There is no way to read s3://\(name)") }
            try await Self.read(bucket: name, prefix: prefix, store, into: builder)
        }
    }

    private static func read(_ path: String, into builder: PlanBuilder, isInOrder: Bool) throws(ReplayError) {
        try builder.addFile(path, isInOrder: isInOrder) { receive in POSIXFile.read(path, receive) }
    }

    private static let pageSize = 1000

    private static func read(
        bucket: String, prefix: String, _ store: any ObjectStore, into builder: PlanBuilder
    ) async throws(ReplayError) {
        var after: String?
        var count = 0
        repeat {
            let page: ObjectPage
            do {
                page = try await store.list(bucket: bucket, prefix: prefix, after: after, limit: pageSize)
            } catch {
                throw ReplayError(.input, "s3://\(bucket)/\(prefix) cannot be listed: \(error)", cause: error)
            }
            for object in page.objects where !object.key.hasSuffix("/") && !EventFolder.isDigest(object.key) {
                count += 1
                try await read(object: object.key, of: bucket, store, into: builder)
            }
            after = page.next
        } while after != nil
        guard count > 0 else { throw ReplayError(.input, "There is no object at s3://\(bucket)/\(prefix)") }
    }

    private static func read(
        object key: String, of bucket: String, _ store: any ObjectStore, into builder: PlanBuilder
    ) async throws(ReplayError) {
        var file = PlanFile("s3://\(bucket)/\(key)", isInOrder: false)
        var problem: String?
        do {
            let body = try await store.get(bucket: bucket, key: key)
            for try await chunk in body.chunks { chunk.withUnsafeReadableBytes { builder.feed($0, of: &file) } }
        } catch {
            problem = "cannot be read: \(error)"
        }
        try builder.finish(&file, problem: problem)
    }
}
