import Synchronization
import Testing

@testable import CairnIntegrity

@Suite struct TrailFileListingTests {
    private static func source(_ count: Int) -> MemoryTrailFiles {
        let keys = (0..<count).map { "logs/\(100 + $0)" } + ["other/1"]
        return MemoryTrailFiles(files: Dictionary(uniqueKeysWithValues: keys.map { ($0, .init(bytes: [])) }))
    }

    /// The source's pages have seven files, and does not say which is the last.
    @Test(arguments: [0, 1, 7, 8, 55, 56, 57, 130], [nil, "logs/103"])
    func aWalkThatWasBegunHandsOverEveryFileOnce(count: Int, after: String?) async throws {
        let listing = TrailFileListing(source: Self.source(count))
        let walks = [TrailFileWalk(prefix: "logs/", after: after), TrailFileWalk(prefix: "other/", after: nil)]
        let begun = try await listing.beginnings(of: walks).get()
        #expect(begun.map(\.prefix) == ["logs/", "other/"])
        #expect(begun[0].files.count <= 56)
        for (walk, fresh) in zip(begun, walks) {
            var (keys, expected): ([String], [String]) = ([], [])
            try await listing.forEachFile(walk) {
                keys.append($0.key); return true
            }
            try await listing.forEachFile(fresh) {
                expected.append($0.key); return true
            }
            #expect(keys == expected)
        }
    }

    @Test func whoeverHasEnoughIsHandedNoMore() async throws {
        let listing = TrailFileListing(source: Self.source(100))
        let walks = try await listing.beginnings(of: [TrailFileWalk(prefix: "logs/", after: nil)]).get()
        for last in [10, 70] {
            var count = 0
            try await listing.forEachFile(try #require(walks.first)) { _ in
                count += 1
                return count < last
            }
            #expect(count == last)
        }
    }
}

@Suite struct BoundedWorkTests {
    /// Counts what it is given, and leaves it to others.
    private final class Executor: TaskExecutor {
        let count = Atomic(0)

        func enqueue(_ job: consuming ExecutorJob) {
            count.add(1, ordering: .relaxed)
            let job = UnownedJob(job)
            Task.detached { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    @Test(arguments: [0, 1, 3]) func thoseAtWorkTakeTurnsOnTheExecutors(count: Int) async throws {
        let executors = (0..<count).map { _ in Executor() }
        let outputs = try await BoundedWork.map(Array(0..<20), width: 4, on: executors, worker: { 1 }) {
            (one: inout Int, item: Int, place: Int) async throws(IntegrityError) in item + place + one
        }
        #expect(outputs == (0..<20).map { 2 * $0 + 1 })
        #expect(executors.allSatisfy { $0.count.load(ordering: .relaxed) > 0 })
    }
}
