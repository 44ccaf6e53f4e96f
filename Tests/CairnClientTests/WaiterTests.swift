import CairnAPI
import CairnClient
import Synchronization
import Testing

struct WaiterTests {
    private final class Naps: Sendable {
        private let taken = Mutex<[Duration]>([])
        var all: [Duration] { taken.withLock { $0 } }
        var policy: WaiterPolicy {
            var policy = WaiterPolicy()
            policy.sleep = { nap in self.taken.withLock { $0.append(nap) } }
            return policy
        }
    }

    private static func client(_ member: String, _ states: [String]) -> CloudTrailClient {
        .testing(
            ScriptedTransport { number, _ in
                let state = states[min(number, states.count - 1)]
                return .response(200, #"{"\#(member)":"\#(state)","ErrorMessage":"why"}"#)
            })
    }

    @Test func aQueryIsAskedAboutUntilItHasFinishedWithGrowingWaits() async throws {
        let naps = Naps()
        let states = ["QUEUED", "RUNNING", "RUNNING", "RUNNING", "RUNNING", "RUNNING", "FINISHED"]
        let answer = try await Self.client("QueryStatus", states).waitUntilQueryFinished("q", policy: naps.policy)
        #expect(answer.queryStatus == .finished)
        #expect(naps.all == [1, 2, 4, 8, 15, 15].map { .seconds($0) })
    }

    @Test(arguments: ["FAILED", "CANCELLED", "TIMED_OUT"])
    func aQueryThatEndsOtherwiseIsAnError(state: String) async {
        let error = await #expect(throws: WaiterError.self) {
            _ = try await Self.client("QueryStatus", ["RUNNING", state])
                .waitUntilQueryFinished("q", policy: Naps().policy)
        }
        #expect(error?.code == .endedOtherwise && error?.state == state && error?.message.contains("why") == true)
    }

    @Test func anImportCompletesOrFails() async throws {
        let answer = try await Self.client("ImportStatus", ["INITIALIZING", "IN_PROGRESS", "COMPLETED"])
            .waitUntilImportCompleted("i", policy: Naps().policy)
        #expect(answer.importStatus == .completed)
        for state in ["FAILED", "STOPPED"] {
            let error = await #expect(throws: WaiterError.self) {
                _ = try await Self.client("ImportStatus", [state]).waitUntilImportCompleted("i", policy: Naps().policy)
            }
            #expect(error?.state == state)
        }
    }

    @Test func aStoreIsWaitedForInAnyState() async throws {
        let naps = Naps()
        let client = Self.client("Status", ["CREATED", "STARTING_INGESTION", "ENABLED"])
        #expect(try await client.waitUntilEventDataStore("s", policy: naps.policy).status == .enabled)
        let stopped = Self.client("Status", ["STOPPING_INGESTION", "STOPPED_INGESTION"])
        #expect(
            try await stopped.waitUntilEventDataStore("s", is: .stoppedIngestion, policy: naps.policy).status
                == .stoppedIngestion)
        let error = await #expect(throws: WaiterError.self) {
            _ = try await Self.client("Status", ["PENDING_DELETION"])
                .waitUntilEventDataStore("s", policy: naps.policy)
        }
        #expect(error?.code == .endedOtherwise)
    }

    @Test func timeIsLimited() async {
        let naps = Naps()
        var policy = naps.policy
        policy.timeout = .seconds(5)
        let error = await #expect(throws: WaiterError.self) {
            _ = try await Self.client("QueryStatus", ["RUNNING"]).waitUntilQueryFinished("q", policy: policy)
        }
        #expect(error?.code == .timedOut && error?.state == "RUNNING")
        #expect(naps.all == [1, 2, 2].map { .seconds($0) })
    }

    @Test func errorsOfTheServiceAreTheCause() async {
        let transport = ScriptedTransport([.response(400, #"{"__type":"QueryIdNotFoundException"}"#)])
        let error = await #expect(throws: WaiterError.self) {
            _ = try await CloudTrailClient.testing(transport).waitUntilQueryFinished("q", policy: Naps().policy)
        }
        #expect(error?.code == .callFailed && error?.cause?.code == .queryIdNotFound)
    }
}
