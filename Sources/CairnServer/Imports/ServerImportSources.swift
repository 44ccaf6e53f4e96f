import CairnAWSClient
import CairnLake
import CairnModel
import CairnObjects
import CairnPolicy
import CairnService
import CairnWire

/// Opens what imports read: buckets where trails deliver to, and folders of this machine.
///
/// Where the upstream has an STS, buckets are read with the import's role; an S3 endpoint of its own and the embedded
/// buckets know no roles.
struct ServerImportSources: ImportSources {
    /// The embedded buckets or the S3 endpoint; `nil` where the upstream has the buckets.
    let ownStore: (any ObjectStore)?
    /// Clients of the upstream.
    let clients: AccountClients?
    /// Whether roles and regions are looked at before an import begins.
    let isStrict: Bool

    func open(_ run: ImportRun) async throws(ImportSourceError) -> any LogFileSource {
        switch run.source {
        case .folder(let path): return try FolderImportSources.open(path, run)
        case .bucket(let uri, let region, let roleARN):
            guard let place = BucketURI(uri) else {
                throw ImportSourceError("InvalidURI", "\(uri) does not look like s3://BUCKET/PREFIX/")
            }
            let store = try await store(roleARN, region: region, account: run.account)
            try await check(place.bucket, in: store, region: region, account: run.account)
            let names = ImportNames(
                bucketPrefix: place.prefix, kind: run.kind, start: run.startTime, end: run.endTime)
            return BucketImportSource(store: store, bucket: place.bucket, names: names)
        }
    }

    private func check(
        _ bucket: String, in store: any ObjectStore, region: String, account: String
    ) async throws(ImportSourceError) {
        let info: BucketInfo?
        do throws(ObjectStoreError) { info = try await store.bucketInfo(bucket) } catch {
            throw ImportSourceError(error.code.name, "Bucket \(bucket) cannot be looked at: \(error.message)")
        }
        guard let info else { throw ImportSourceError("NoSuchBucket", "There is no bucket \(bucket)") }
        guard !isStrict || ownStore == nil || info.owner == nil || info.owner == account else {
            throw ImportSourceError(
                ImportSourceError.accessDenied, "Bucket \(bucket) belongs to another account than \(account)")
        }
        guard !isStrict || info.region.isEmpty || info.region == region else {
            throw ImportSourceError(
                "InvalidRegion", "Bucket \(bucket) is in \(info.region), not in \(region), which S3BucketRegion says")
        }
    }

    private func store(
        _ roleARN: String, region: String, account: String
    ) async throws(ImportSourceError) -> any ObjectStore {
        if let ownStore { return ownStore }
        guard let clients else { throw ImportSourceError(ImportSourceError.accessDenied, "There are no buckets") }
        if isStrict { try await checkTrust(roleARN, clients) }
        var latest = ImportSourceError(ImportSourceError.accessDenied, "There is nobody to ask for role \(roleARN)")
        for client in clients.clients(for: account) {
            let role = AssumedRole(arn: roleARN, client: client)
            do {
                _ = try await role.credentials()
                var reader = client
                reader.credentials = role
                reader.configuration.region = region
                return S3ObjectStore(client: reader)
            } catch {
                latest = ImportSourceError(
                    ImportSourceError.accessDenied, "Role \(roleARN) cannot be assumed: \(error)")
            }
        }
        throw latest
    }

    /// AWS itself refuses who is not trusted; emulators let everyone assume everything.
    private func checkTrust(_ roleARN: String, _ clients: AccountClients) async throws(ImportSourceError) {
        guard clients.kind == .emulator else { return }
        let facts: RoleFacts?
        do throws(ResourceInspectionError) {
            facts = try await AWSResourceInspector(clients: clients).role(arn: roleARN)
        } catch {
            throw ImportSourceError(
                ImportSourceError.accessDenied, "Role \(roleARN) cannot be looked at: \(error.message)")
        }
        guard let facts else {
            throw ImportSourceError(ImportSourceError.accessDenied, "There is no role \(roleARN)")
        }
        let policy = facts.trustPolicy.flatMap { try? PolicyDocument(parsing: $0) }
        guard RequiredPolicy.logsRoleTrust(roleARN: roleARN).missing(from: policy).isEmpty else {
            throw ImportSourceError(
                ImportSourceError.accessDenied,
                "Role \(roleARN) does not trust cloudtrail.amazonaws.com: its trust policy must allow sts:AssumeRole")
        }
    }
}
