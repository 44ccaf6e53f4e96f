import CairnAPI
import CairnClient
import CairnGzip
import CairnObjects
import CairnServer
import Testing

/// What the client's waiter says of imports of a whole Cairn.
@Suite(.timeLimit(.minutes(1))) struct ImportWaiterTests {
    private static let key = "AWSLogs/222233334444/CloudTrail/eu-west-1/2026/03/01/x.json.gz"
    private static let event =
        #"{"eventVersion":"1.11","eventTime":"2026-03-01T10:00:00Z","eventName":"RunInstances","#
        + #""eventID":"00000000-0000-4000-8000-000000000001","eventCategory":"Management"}"#

    private static let policy: WaiterPolicy = {
        var policy = WaiterPolicy()
        policy.delay = .milliseconds(20)
        policy.delayMax = .milliseconds(100)
        return policy
    }()

    /// Begins an import of one object, and hands over the API and the import's id.
    private func withImport(of bytes: [UInt8], _ body: (any CloudTrailAPI, String) async throws -> Void) async throws {
        var configuration = ServerConfiguration()
        configuration.isInMemory = true
        configuration.isLenient = true
        configuration.account = Door.account
        configuration.region = Door.region
        configuration.logLevel = "critical"
        let server = try await CairnServer(configuration: configuration).start(listens: false)
        do {
            let buckets = try #require(server.buckets)
            try await buckets.createBucket("audit-logs", region: Door.region, owner: Door.account)
            try await buckets.put(bucket: "audit-logs", key: Self.key, bytes: bytes)
            let api = server.api()
            let store = try await api.createEventDataStore(
                CreateEventDataStoreRequest(name: "store", retentionPeriod: 3653))
            let source = S3ImportSource(
                s3LocationUri: "s3://audit-logs", s3BucketRegion: Door.region,
                s3BucketAccessRoleArn: "arn:aws:iam::\(Door.account):role/import")
            let begun = try await api.startImport(
                StartImportRequest(
                    destinations: [try #require(store.eventDataStoreArn)], importSource: ImportSource(s3: source)))
            try await body(api, try #require(begun.importId))
            try await server.stop()
        } catch {
            try? await server.stop()
            throw error
        }
    }

    @Test func anImportThatCompletesIsReached() async throws {
        let file = try Gzip.compress(Array("{\"Records\":[\(Self.event)]}".utf8))
        try await withImport(of: file) { api, id in
            let answer = try await api.waitUntilImportCompleted(id, policy: Self.policy)
            #expect(answer.importStatistics?.eventsCompleted == 1)
            #expect(answer.importStatistics?.prefixesCompleted == 1)
        }
    }

    @Test func anImportWithFailuresIsNot() async throws {
        try await withImport(of: Array("hello".utf8)) { api, id in
            let error = await #expect(throws: WaiterError.self) {
                _ = try await api.waitUntilImportCompleted(id, policy: Self.policy)
            }
            #expect(error?.state == "FAILED")
        }
    }
}
