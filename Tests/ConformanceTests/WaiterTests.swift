import CairnAPI
import CairnClient
import CairnGzip
import CairnObjects
import Testing

/// What the client's waiters say of a whole Cairn, in the process and over HTTP.
@Suite(.timeLimit(.minutes(1))) struct WaiterTests {
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
    private func withImport(
        of bytes: [UInt8], through door: Door, _ body: (any CloudTrailAPI, String) async throws -> Void
    ) async throws {
        try await Door.with(
            door,
            prepare: { buckets in
                try await buckets.createBucket("audit-logs", region: Door.region, owner: Door.account)
                try await buckets.put(bucket: "audit-logs", key: Self.key, bytes: bytes)
            },
            { api in
                let store = try await api.createEventDataStore(
                    CreateEventDataStoreRequest(name: "store", retentionPeriod: 3653))
                let source = S3ImportSource(
                    s3LocationUri: "s3://audit-logs", s3BucketRegion: Door.region,
                    s3BucketAccessRoleArn: "arn:aws:iam::\(Door.account):role/import")
                let begun = try await api.startImport(
                    StartImportRequest(
                        destinations: [try #require(store.eventDataStoreArn)], importSource: ImportSource(s3: source)))
                try await body(api, try #require(begun.importId))
            })
    }

    @Test(arguments: Door.allCases) func anImportThatCompletesIsReached(door: Door) async throws {
        let file = try Gzip.compress(Array("{\"Records\":[\(Self.event)]}".utf8))
        try await withImport(of: file, through: door) { api, id in
            let answer = try await api.waitUntilImportCompleted(id, policy: Self.policy)
            #expect(answer.importStatistics?.eventsCompleted == 1)
            #expect(answer.importStatistics?.prefixesCompleted == 1)
        }
    }

    @Test(arguments: Door.allCases) func anImportWithFailuresIsNot(door: Door) async throws {
        try await withImport(of: Array("hello".utf8), through: door) { api, id in
            let error = await #expect(throws: WaiterError.self) {
                _ = try await api.waitUntilImportCompleted(id, policy: Self.policy)
            }
            #expect(error?.state == "FAILED")
        }
    }

    @Test(arguments: Door.allCases) func aStoreIsWaitedForInTheStatesThatItCanHave(door: Door) async throws {
        try await Door.with(door) { api in
            let made = try await api.createEventDataStore(
                CreateEventDataStoreRequest(name: "store", terminationProtectionEnabled: false))
            let arn = try #require(made.eventDataStoreArn)
            let enabled = try await api.waitUntilEventDataStore(arn, policy: Self.policy)
            #expect(enabled.status == .enabled && enabled.name == "store")
            _ = try await api.stopEventDataStoreIngestion(StopEventDataStoreIngestionRequest(eventDataStore: arn))
            let stopped = try await api.waitUntilEventDataStore(arn, is: .stoppedIngestion, policy: Self.policy)
            #expect(stopped.status == .stoppedIngestion)
            _ = try await api.deleteEventDataStore(DeleteEventDataStoreRequest(eventDataStore: arn))
            let error = await #expect(throws: WaiterError.self) {
                _ = try await api.waitUntilEventDataStore(arn, policy: Self.policy)
            }
            #expect(error?.code == .endedOtherwise && error?.state == "PENDING_DELETION")
        }
    }

    @Test(.enabled(if: DataScript.isPossible, "DuckDB is not installed"), arguments: Door.allCases)
    func queriesAreWaitedFor(door: Door) async throws {
        try await Door.with(door) { api in
            let made = try await api.createEventDataStore(CreateEventDataStoreRequest(name: "store"))
            let id = try #require(made.eventDataStoreArn?.split(separator: "/").last)
            let query = try await api.startQuery(StartQueryRequest(queryStatement: "SELECT count(*) FROM \(id)"))
            let finished = try await api.waitUntilQueryFinished(try #require(query.queryId), policy: Self.policy)
            #expect(finished.queryStatus == .finished)
            let endless = DataScript.endless.replacing("$id:store", with: id)
            let long = try await api.startQuery(StartQueryRequest(queryStatement: endless))
            let longID = try #require(long.queryId)
            _ = try await api.cancelQuery(CancelQueryRequest(queryId: longID))
            let error = await #expect(throws: WaiterError.self) {
                _ = try await api.waitUntilQueryFinished(longID, policy: Self.policy)
            }
            #expect(error?.code == .endedOtherwise && error?.state == "CANCELLED")
        }
    }
}
