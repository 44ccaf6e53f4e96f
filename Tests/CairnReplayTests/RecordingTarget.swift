import CairnAWSClient
import CairnModel
import CairnWire
import Synchronization

@testable import CairnReplay

/// A target that remembers what it is sent, and answers as it is told.
final class RecordingTarget: ReplayTarget {
    struct Sent: Sendable {
        let operation: String
        let input: WireValue
        let region: String
        let account: String
        let request: WireRequest
    }

    private struct State {
        var sent: [Sent] = []
        var underWay = 0
        var mostUnderWay = 0
    }

    private let state = Mutex(State())
    private let answer: @Sendable (Sent, Int) async throws(AWSClientError) -> [UInt8]

    /// - Parameter answer: the body of the answer to a call, and how many came before it.
    init(_ answer: @escaping @Sendable (Sent, Int) async throws(AWSClientError) -> [UInt8] = { _, _ in [] }) {
        self.answer = answer
    }

    var sent: [Sent] { state.withLock { $0.sent } }
    var operations: [String] { sent.map(\.operation) }
    var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

    func send(_ call: OutgoingCall) async throws(AWSClientError) -> WireResponse {
        let input = (try? WireCodec.decodeRequest(call.request, call: call.routed)) ?? .null
        let sent = Sent(
            operation: call.operation.name, input: input, region: call.region, account: call.account,
            request: call.request)
        let index = state.withLock { state in
            state.sent.append(sent)
            state.underWay += 1
            state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            return state.sent.count - 1
        }
        defer { state.withLock { $0.underWay -= 1 } }
        let body = try await answer(sent, index)
        return WireResponse(status: 200, headers: HeaderFields(), body: WireBody(body))
    }

    static func failure(_ code: String, _ status: Int = 400, _ message: String = "no") -> AWSClientError {
        AWSClientError(AWSClientError.ServiceFailure(code: code, status: status, message: message))
    }
}

extension ReplayPlan {
    /// Plays the plan without waiting.
    func play(
        on target: RecordingTarget, options: ReplayOptions = ReplayOptions(), ids: IDMap = IDMap(),
        log: ProgressLog? = nil
    ) async throws -> (result: ReplayRunResult, log: ProgressLog) {
        let log = try log ?? .temporary()
        let replay = Replay(plan: self, target: target, options: options, random: { 0 }, sleep: { _ in })
        return (try await replay.run(ids: ids, progress: log), log)
    }
}
