import CairnModel
import CairnRecording
import CairnWire
import NIOCore

/// One call on a caller's connection, from its head to the end of its answer.
final class Exchange {
    /// Who answers.
    enum Answerer {
        case upstream
        /// Hummingbird's routes.
        case local
        /// The gateway itself, with an error, as soon as the request is whole.
        case gateway(Refusal)
    }

    /// An error that the gateway answers with.
    struct Refusal: Hashable {
        var status: Int
        var code: String
        var message: String
    }

    /// What became of a call's record.
    enum Settlement {
        case recorded
        case excluded
        case unrecorded
    }

    let head: RequestHead
    let plan: CallPlan
    let route: GatewayRoute
    /// Whether a record may come of it, so that its answer is held back.
    let isRecorded: Bool
    let sourceIPAddress: String
    /// The id that Cairn answers with; made only for calls that are answered here.
    var requestID: String?
    let startedAt = NIODeadline.now()

    var answerer: Answerer
    var state: ExchangeState
    var isSettled = false
    var outcome = ObservedCall.Outcome.answered
    var requestFraming: BodyFraming
    var requestTap: BodyTap
    var localBodyByteCount = 0

    var status = 0
    var answerHeaders = HeaderFields()
    var answerTap: BodyTap
    var held = HeldAnswer()
    /// How a local answer's body is framed.
    var localFraming = LocalAnswerFraming.none

    // The upstream's side.
    var connection: UpstreamConnection?
    var ticket: UpstreamPool.AnyConsumer?
    var hasReachedUpstream = false
    var replay: [ByteBuffer] = []
    var replayByteCount = 0
    var answerScanner: HeadScanner
    var answerPending = ByteBuffer()
    var answerHead: ResponseHead?

    static let replayByteCountMax = 64 * 1024

    init(
        head: RequestHead, plan: CallPlan, route: GatewayRoute, isRecorded: Bool, answerer: Answerer,
        sourceIPAddress: String, limits: GatewayConfiguration.Limits
    ) {
        self.head = head
        self.plan = plan
        self.route = route
        self.isRecorded = isRecorded
        self.answerer = answerer
        self.sourceIPAddress = sourceIPAddress
        state = ExchangeState(method: head.request.method, keepsConnection: head.keepsConnection)
        requestFraming = head.framing
        requestTap = BodyTap(byteCountMax: isRecorded && plan.tapsRequestBody ? limits.tapByteCountMax : 0)
        answerTap = BodyTap(byteCountMax: 0)
        answerScanner = HeadScanner(maxByteCount: limits.headByteCountMax)
    }

    var isLocal: Bool { if case .local = answerer { true } else { false } }
    var isHEAD: Bool { head.request.method == "HEAD" }

    /// Notes the head of the answer that the caller will get.
    func beginAnswer(status: Int, headers: HeaderFields, declaredByteCount: Int?, limits: GatewayConfiguration.Limits) {
        self.status = status
        answerHeaders = headers
        state.answer = .begun
        let taps = isRecorded && plan.tapsResponseBody(status: status)
        answerTap = BodyTap(byteCountMax: taps ? limits.tapByteCountMax : 0)
        held.begin(
            isHeld: isRecorded, declaredByteCount: declaredByteCount, heldByteCountMax: limits.heldAnswerByteCountMax)
    }

    /// Keeps what is sent to the upstream as long as it is little enough to be sent again.
    func keepForReplay(_ bytes: ByteBuffer) {
        guard state.canReplay else { return }
        replayByteCount += bytes.readableBytes
        if !state.isIdempotent || replayByteCount > Self.replayByteCountMax {
            state.canReplay = false
            replay = []
        } else {
            replay.append(bytes)
        }
    }

    /// The call as a recorder wants it.
    func observed(at time: Double, tls: ObservedCall.TLS?) -> ObservedCall {
        var request = head.request
        request.body = requestTap.body
        return ObservedCall(
            request: request,
            response: WireResponse(status: status, headers: answerHeaders, body: answerTap.body), outcome: outcome,
            sourceIPAddress: sourceIPAddress, completedAt: time, tls: tls)
    }
}
