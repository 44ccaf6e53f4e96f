import CairnModel
import CairnObjects
import CairnService
import NIOPosix

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The bucket store of a Cairn without another one: a folder of plain files.
struct EmbeddedBuckets: Sendable {
    let store: DirectoryStore
    /// `nil` if the folder could not be marked.
    let place: BucketPlace?
    /// Removed when the server ends; `nil` if the buckets stay.
    private let temporaryFolder: String?

    /// - Throws: ``StartupError`` if the folder cannot be used.
    init(configuration: ServerConfiguration, clock: any WallClock) throws(StartupError) {
        let isTemporary = configuration.isInMemory
        let folder =
            isTemporary
            ? FileManager.default.temporaryDirectory.path + "/cairn-buckets-\(UUID().uuidString)"
            : configuration.dataDirectory + "/buckets"
        temporaryFolder = isTemporary ? folder : nil
        do {
            store = try DirectoryStore(
                DirectoryStore.Configuration(path: folder, syncs: configuration.sync != .never && !isTemporary),
                clock: clock)
            place = BucketPlace(marking: folder)
        } catch {
            throw StartupError("cannot keep buckets in \(folder): \(error)")
        }
    }

    /// Gives up what ends with the process.
    func close() {
        store.close()
        if let temporaryFolder { try? FileManager.default.removeItem(atPath: temporaryFolder) }
    }
}

/// Looks at the buckets of the embedded store.
struct EmbeddedBucketInspector: BucketInspector {
    let store: DirectoryStore

    func bucket(_ name: String, account: String) async throws(ResourceInspectionError) -> BucketFacts? {
        do {
            return try await store.bucketInfo(name).map { bucket in
                BucketFacts(region: bucket.region, policy: bucket.policy, isRequesterPays: bucket.isRequesterPays)
            }
        } catch {
            throw ResourceInspectionError(.unavailable, "\(error)")
        }
    }
}
