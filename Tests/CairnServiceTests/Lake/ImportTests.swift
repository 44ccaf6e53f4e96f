import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Synchronization
import Testing

@testable import CairnService

@Suite struct ImportTests {
    private let rig: LakeRig

    init() throws { rig = try LakeRig() }

    private static let source = ImportSource(
        s3: S3ImportSource(
            s3LocationUri: "s3://audit-logs/AWSLogs/", s3BucketRegion: "us-east-1",
            s3BucketAccessRoleArn: "arn:aws:iam::111122223333:role/import"))

    private func start(
        _ store: String, source: ImportSource = source, start: Double? = nil, end: Double? = nil
    ) async throws -> StartImportResponse {
        try await rig.api().startImport(
            StartImportRequest(
                destinations: [store], importSource: source, startEventTime: start.map(Timestamp.init(epochSeconds:)),
                endEventTime: end.map(Timestamp.init(epochSeconds:))))
    }

    private func store(_ name: String = "store") async throws -> String {
        try #require(try await rig.create(name) { $0.terminationProtectionEnabled = false }.eventDataStoreArn)
    }

    /// What the runner would do.
    private func change(_ id: String?, _ body: (inout ImportRun) -> Void) throws {
        let id = try #require(id)
        try rig.imports.runs.change { runs throws(CloudTrailError) in
            guard var run = runs[id] else { return }
            body(&run)
            runs[id] = run
        }
    }

    @Test func aNewImportIsThere() async throws {
        let arn = try await store()
        let begun = try await start(arn, start: 1_772_000_000, end: 1_772_300_000)
        #expect(begun.importStatus == .initializing)
        #expect(begun.destinations == [arn])
        #expect(begun.importSource == Self.source)
        let got = try await rig.api().getImport(GetImportRequest(importId: try #require(begun.importId)))
        #expect(got.startEventTime?.epochSeconds == 1_772_000_000)
        #expect(got.endEventTime?.epochSeconds == 1_772_300_000)
        #expect(got.createdTimestamp?.epochSeconds == rig.clock.now())
        #expect(got.importStatistics?.eventsCompleted == 0)
        let list = try await rig.api().listImports(ListImportsRequest())
        #expect(list.imports?.map(\.importId) == [begun.importId])
    }

    @Test func newOrRetriedButNotBoth() async throws {
        let arn = try await store()
        let id = "11111111-2222-4333-8444-555555555555"
        for request in [
            StartImportRequest(), StartImportRequest(destinations: [arn]),
            StartImportRequest(importSource: Self.source),
            StartImportRequest(destinations: [arn], importSource: Self.source, importId: id),
            StartImportRequest(startEventTime: Timestamp(epochSeconds: 0), importId: id),
        ] {
            #expect(await code { _ = try await rig.api().startImport(request) } == .invalidParameter)
        }
        #expect(
            await code { _ = try await rig.api().startImport(StartImportRequest(importId: id)) } == .importNotFound)
        #expect(await code { _ = try await start(arn, start: 20, end: 10) } == .invalidParameter)
    }

    @Test func theDestinationMustTakeImports() async throws {
        let arn = try await store()
        #expect(await code { _ = try await start("nothing") } == .eventDataStoreARNInvalid)
        let missing = arn.dropLast(12) + "000000000000"
        #expect(await code { _ = try await start(String(missing)) } == .eventDataStoreNotFound)
        let items = try await rig.create("items") {
            $0.advancedEventSelectors = LakeRig.selectors("ConfigurationItem")
        }
        #expect(
            await code { _ = try await start(rig.id(of: items)) } == .invalidEventDataStoreCategory)
        _ = try await rig.api().deleteEventDataStore(DeleteEventDataStoreRequest(eventDataStore: arn))
        #expect(await code { _ = try await start(arn) } == .inactiveEventDataStore)
        let stopped = try await rig.create("stopped") { $0.startIngestion = false }
        _ = try await start(rig.id(of: stopped))
    }

    @Test(arguments: [
        ("box", "us-east-1", "arn:aws:iam::111122223333:role/a", CloudTrailError.Code.invalidImportSource),
        ("s3://", "us-east-1", "arn:aws:iam::111122223333:role/a", .invalidImportSource),
        ("s3://audit-logs", "", "arn:aws:iam::111122223333:role/a", .invalidImportSource),
        ("s3://audit-logs", "us-east-1", "role", .invalidParameter),
        ("s3://audit-logs", "us-east-1", "arn:aws:iam::111122223333:user/a", .invalidParameter),
    ])
    func theSourceMustBeABucketAndARole(
        _ uri: String, _ region: String, _ role: String, _ expected: CloudTrailError.Code
    ) async throws {
        let arn = try await store()
        let source = ImportSource(
            s3: S3ImportSource(s3LocationUri: uri, s3BucketRegion: region, s3BucketAccessRoleArn: role))
        #expect(await code { _ = try await start(arn, source: source) } == expected)
    }

    @Test func aSourceThatCannotBeReadIsRefused() async throws {
        let arn = try await store()
        rig.sources.refusal.withLock { $0 = ImportSourceError("NoSuchBucket", "There is no bucket audit-logs") }
        #expect(await code { _ = try await start(arn) } == .invalidImportSource)
        let list = try await rig.api().listImports(ListImportsRequest())
        #expect(list.imports?.isEmpty == true)
    }

    @Test func anAccountHasOneRunningImport() async throws {
        let (arn, other) = (try await store(), try await store("other"))
        let begun = try await start(arn)
        #expect(await code { _ = try await start(other) } == .accountHasOngoingImport)
        #expect(
            await code { _ = try await rig.api().startImport(StartImportRequest(importId: begun.importId)) }
                == .accountHasOngoingImport)
        _ = try await rig.api().stopImport(StopImportRequest(importId: try #require(begun.importId)))
        _ = try await start(other)
    }

    @Test func aStoreWithARunningImportStays() async throws {
        let arn = try await store()
        let begun = try await start(arn)
        let delete = { _ = try await rig.api().deleteEventDataStore(DeleteEventDataStoreRequest(eventDataStore: arn)) }
        #expect(await code(delete) == .eventDataStoreHasOngoingImport)
        #expect(
            await code {
                _ = try await rig.api().updateEventDataStore(
                    UpdateEventDataStoreRequest(eventDataStore: arn, name: "renamed"))
            } == .eventDataStoreHasOngoingImport)
        try change(begun.importId) { $0.status = .completed }
        #expect(await code(delete) == nil)
    }

    @Test func onlyARunningImportIsStopped() async throws {
        let begun = try await start(try await store())
        let id = try #require(begun.importId)
        try change(id) { run in
            run.status = .inProgress
            run.progress.eventsCompleted = 7
        }
        let stopped = try await rig.api().stopImport(StopImportRequest(importId: id))
        #expect(stopped.importStatus == .stopped)
        #expect(stopped.importStatistics?.eventsCompleted == 7)
        #expect(await code { _ = try await rig.api().stopImport(StopImportRequest(importId: id)) } == .invalidParameter)
        let other = "11111111-2222-4333-8444-555555555555"
        #expect(
            await code { _ = try await rig.api().stopImport(StopImportRequest(importId: other)) } == .importNotFound)
    }

    @Test func whatHasEndedBadlyIsRetried() async throws {
        let begun = try await start(try await store())
        try change(begun.importId) { $0.status = .completed }
        let retry = { try await rig.api().startImport(StartImportRequest(importId: begun.importId)) }
        #expect(await code { _ = try await retry() } == .invalidParameter)
        for status in [ImportRun.Status.failed, .stopped] {
            try change(begun.importId) { $0.status = status }
            let again = try await retry()
            #expect(again.importId == begun.importId)
            #expect(again.importStatus == .initializing)
        }
    }

    @Test func importsAreListedTheNewestFirstAndFiltered() async throws {
        let (first, second) = (try await store(), try await store("second"))
        var ids: [String] = []
        for arn in [first, second, first] {
            let begun = try await start(arn)
            ids.insert(try #require(begun.importId), at: 0)
            try change(begun.importId) { $0.status = ids.count == 2 ? .failed : .completed }
            rig.clock.advance(by: 1)
        }
        let all = try await rig.api().listImports(ListImportsRequest(maxResults: 2))
        #expect(all.imports?.map(\.importId) == Array(ids.prefix(2)))
        let rest = try await rig.api().listImports(ListImportsRequest(maxResults: 2, nextToken: all.nextToken))
        #expect(rest.imports?.map(\.importId) == Array(ids.suffix(1)))
        #expect(rest.nextToken == nil)
        let ofSecond = try await rig.api().listImports(ListImportsRequest(destination: second))
        #expect(ofSecond.imports?.map(\.importId) == [ids[1]])
        let failed = try await rig.api().listImports(ListImportsRequest(importStatus: .failed))
        #expect(failed.imports?.map(\.importId) == [ids[1]])
        #expect(
            await code { _ = try await rig.api().listImports(ListImportsRequest(destination: "none")) }
                == .eventDataStoreARNInvalid)
        #expect(
            await code {
                _ = try await rig.api().listImports(ListImportsRequest(maxResults: 3, nextToken: all.nextToken))
            } == .invalidNextToken)
    }

    @Test func failuresComeInPages() async throws {
        let begun = try await start(try await store())
        let id = try #require(begun.importId)
        let run = try #require(rig.imports.runs.snapshot[id])
        try rig.imports.keep(
            (1...3).map { number in
                ImportFailure(
                    path: "\(number)", location: "s3://audit-logs/\(number)", type: "InvalidLogFile", message: "none",
                    updatedTime: 5)
            }, of: run)
        let page = try await rig.api().listImportFailures(ListImportFailuresRequest(importId: id, maxResults: 2))
        #expect(page.failures?.map(\.location) == ["s3://audit-logs/1", "s3://audit-logs/2"])
        #expect(page.failures?.first?.status == .failed)
        let rest = try await rig.api().listImportFailures(
            ListImportFailuresRequest(importId: id, maxResults: 2, nextToken: page.nextToken))
        #expect(rest.failures?.map(\.location) == ["s3://audit-logs/3"])
        #expect(rest.nextToken == nil)
        let other = "11111111-2222-4333-8444-555555555555"
        #expect(
            await code {
                _ = try await rig.api().listImportFailures(ListImportFailuresRequest(importId: other))
            } == .invalidParameter)
        try change(id) { $0.status = .failed }
        _ = try await rig.api().startImport(StartImportRequest(importId: id))
        let retried = try await rig.api().listImportFailures(ListImportFailuresRequest(importId: id))
        #expect(retried.failures?.map(\.status) == [.retry, .retry, .retry])
    }

    @Test func anotherAccountDoesNotSeeAnImport() async throws {
        let begun = try await start(try await store())
        let id = try #require(begun.importId)
        let other = rig.api(account: "444455556666")
        #expect(await code { _ = try await other.getImport(GetImportRequest(importId: id)) } == .importNotFound)
        #expect(await code { _ = try await other.stopImport(StopImportRequest(importId: id)) } == .importNotFound)
        let list = try await other.listImports(ListImportsRequest())
        #expect(list.imports?.isEmpty == true)
    }

    @Test func anImportIsKeptAsADocument() async throws {
        let begun = try await start(try await store(), start: 1)
        try change(begun.importId) { run in
            run.status = .inProgress
            run.progress.lastPath = "a/b"
            run.progress.filesFound = 9
            run.progress.eventsCompleted = 4
            run.progress.isListed = true
        }
        let id = try #require(begun.importId)
        let run = try #require(rig.imports.runs.snapshot[id])
        #expect(try ImportRun(document: run.document) == run)
        #expect(throws: StoreError.self) { try ImportRun(document: ["version": 1, "id": "x"]) }
        #expect(throws: StoreError.self) { try ImportRun(document: ["version": 99]) }
    }
}
