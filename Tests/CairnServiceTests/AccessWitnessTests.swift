import CairnAPI
import CairnModel
import CairnService
import CairnSigning
import Synchronization
import Testing

/// What whoever records calls is told of their callers.
@Suite struct AccessWitnessTests {
    private static let everything = AccessTest.policy("*")
    private static let create = #"{"Name":"audit","S3BucketName":"audit-box"}"#

    /// Notes what it is told.
    private final class Witness: CallWitness {
        private let notes = Mutex<[String]>([])
        let isInTime: Bool

        init(isInTime: Bool = true) { self.isInTime = isInTime }

        var seen: [String] { notes.withLock { $0 } }

        func vouch() -> Bool {
            notes.withLock { $0.append("vouched") }
            return isInTime
        }

        func disown() { notes.withLock { $0.append("disowned") } }
    }

    private func send(
        _ call: AccessTest.Call, to test: AccessTest, _ witness: Witness
    ) async -> (EndpointResponse, [String]) {
        let answer = await test.endpoint.respond(
            method: call.method, target: call.target, headers: call.headers, body: call.body, context: test.context,
            witness: witness)
        return (answer, witness.seen)
    }

    @Test func nobodyVouchesForACallThatIsNotItsCallers() async throws {
        let test = try AccessTest(Self.everything)
        let guessed = SigningCredentials(accessKeyID: "AKIADANA", secretAccessKey: "guessed")
        let nobody = SigningCredentials(accessKeyID: "AKIANOBODY", secretAccessKey: "s")
        var unsigned = AccessTest.call("ListTrails")
        unsigned.headers["Authorization"] = nil
        for call in [
            AccessTest.call("ListTrails", by: guessed), AccessTest.call("ListTrails", by: nobody), unsigned,
            AccessTest.call("ListTrails", at: AccessTest.now - 901),
        ] {
            let (answer, seen) = await send(call, to: test, Witness())
            #expect(answer.status == 400)
            #expect(seen.isEmpty)
        }
    }

    @Test func aCallThatIsDeniedIsItsCallersAllTheSame() async throws {
        let (answer, seen) = await send(AccessTest.call("ListTrails"), to: try AccessTest(), Witness())
        #expect(answer.error?.code == .accessDenied)
        #expect(seen == ["vouched"])
    }

    @Test(arguments: [[everything], []])
    func aRepeatedChangeIsDisownedWhetherItIsAllowedOrNot(policies: [String]) async throws {
        let test = try policies.first.map { try AccessTest($0) } ?? AccessTest()
        let call = AccessTest.call("CreateTrail", Self.create)
        #expect(await send(call, to: test, Witness()).1 == ["vouched"])
        let (answer, seen) = await send(call, to: test, Witness())
        #expect(answer.error?.code == .invalidSignature)
        #expect(seen == ["vouched", "disowned"])
    }

    @Test func aCallThatIsOverHasNoEffect() async throws {
        let test = try AccessTest(Self.everything)
        let (answer, _) = await send(
            AccessTest.call("StopLogging", #"{"Name":"audit"}"#), to: test, Witness(isInTime: false))
        #expect(answer.error?.code == .internalFailure)
        // It was not looked at, so the same call is none that was there before.
        let again = await send(AccessTest.call("StopLogging", #"{"Name":"audit"}"#), to: test, Witness())
        #expect(again.0.error?.code == .trailNotFound)
    }
}
