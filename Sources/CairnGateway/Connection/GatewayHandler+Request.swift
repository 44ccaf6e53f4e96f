import CairnModel
import CairnRecording
import CairnWire
import NIOCore
import NIOHTTPTypes
import Synchronization

/// Requests: from bytes to calls, and their bodies to whoever answers.
extension GatewayHandler {
    /// Goes through the bytes that have come, as far as somebody can take them.
    ///
    /// Steps may end a call at once and so lead to ``resume()``, which then lets this loop go on: a thousand pipelined
    /// requests are no deeper than one.
    func process() {
        isProcessing = true
        while pending.readableBytes > 0, processStep() {}
        // Lets go of the buffer, so that an idle connection holds none.
        if pending.readableBytes == 0 { pending = ByteBuffer() }
        isProcessing = false
    }

    /// Returns whether there is more to do.
    private func processStep() -> Bool {
        switch phase {
        case .awaitingHead: return takeHead()
        case .inExchange: return takeBody()
        case .lingering:
            drop()
            return false
        case .closed: return false
        }
    }

    private func takeHead() -> Bool {
        headScanner.skipEmptyLines(in: &pending)
        guard pending.readableBytes > 0 else { return false }
        do throws(HTTPSyntaxError) {
            guard let bytes = try headScanner.takeHead(from: &pending) else {
                if headStarted == nil { headStarted = lastProgress }
                return false
            }
            headStarted = nil
            begin(try RequestHead(bytes, maxFieldCount: limits.headerFieldCountMax))
            return true
        } catch {
            refuseMalformed(error)
            return false
        }
    }

    /// What cannot be read cannot be a call: it is answered and counted, not recorded.
    private func refuseMalformed(_ error: HTTPSyntaxError) {
        metrics.malformedRequests.count()
        let code = error.status == 431 ? "RequestHeaderFieldsTooLarge" : "BadRequest"
        answerAndClose(status: error.status, code: code, message: error.description)
    }

    /// Answers outside of a call, and ends the connection.
    func answerAndClose(status: Int, code: String, message: String) {
        let answer = WireCodec.encodeError(
            code: code, message: message, status: status, requestID: gateway.nextRequestID(), call: nil)
        send([LocalAnswer.bytes(answer, isAnswerToHEAD: false, closes: true)])
        linger()
    }

    // MARK: A call begins

    private func begin(_ head: RequestHead) {
        let plan = gateway.recorder.plan(head.request)
        let route = gateway.routing(head.request, plan)
        let isCall = route != .admin
        let refusal = refusal(head, plan: plan, route: route)
        let isUnrecordable = refusal?.isForLackOfRecord ?? false
        let exchange = Exchange(
            head: head, plan: plan, route: route, isRecorded: isCall && plan.mayBeRecorded && !isUnrecordable,
            answerer: refusal.map { .gateway($0.answer) } ?? (route == .upstream ? .upstream : .local),
            sourceIPAddress: sourceIPAddress(of: head), limits: limits)
        exchange.state.isRequestComplete = head.framing.isComplete
        exchange.state.mustClose = isQuiescing || isSurplus || isInputClosed
        self.exchange = exchange
        phase = .inExchange
        count(exchange, isRejected: isUnrecordable)
        start(exchange)
    }

    private func count(_ exchange: Exchange, isRejected: Bool) {
        guard exchange.route != .admin else { return metrics.adminRequests.count() }
        metrics.callsSeen.count()
        metrics.callsInFlight.count()
        if isRejected { metrics.rejected.count() } else if !exchange.isRecorded { metrics.excluded.count() }
        if exchange.isRecorded { metrics.recordedCallsInFlight.count() }
    }

    private func start(_ exchange: Exchange) {
        switch exchange.answerer {
        case .upstream: exchange.ticket = pool?.acquire(for: self)
        case .local: startLocal(exchange)
        case .gateway(let refusal): startRefusal(exchange, refusal)
        }
    }

    private struct HeadRefusal {
        var answer: Exchange.Refusal
        /// Refused before it has an effect because no record of it could be kept.
        var isForLackOfRecord = false
    }

    private func refusal(_ head: RequestHead, plan: CallPlan, route: GatewayRoute) -> HeadRefusal? {
        if isSurplus { return HeadRefusal(answer: .tooManyConnections, isForLackOfRecord: true) }
        if head.request.method == "CONNECT" { return HeadRefusal(answer: .noTunnels) }
        if route != .admin, plan.mayBeRecorded {
            let isFull = metrics.recordedCallsInFlight.load(ordering: .relaxed) >= limits.recordedCallsInFlightMax
            if isFull { return HeadRefusal(answer: .tooManyCalls, isForLackOfRecord: true) }
            if gateway.configuration.journalFailurePolicy == .reject, !gateway.sink.isAccepting {
                return HeadRefusal(answer: .journalFailing, isForLackOfRecord: true)
            }
        }
        switch route {
        case .admin, .api:
            let isTooLarge = (head.contentLength ?? 0) > limits.localBodyByteCountMax
            return isTooLarge ? HeadRefusal(answer: .bodyTooLarge(limits.localBodyByteCountMax)) : nil
        case .bucket: return nil
        case .upstream:
            return pool == nil ? HeadRefusal(answer: plan.isAWSCall ? .noUpstream : .noKnownCall) : nil
        }
    }

    /// A refused call is recorded with its operation, which may stand in the body: a short body is read first, unless
    /// the caller waits to be told to send it.
    func startRefusal(_ exchange: Exchange, _ refusal: Exchange.Refusal) {
        let isShort = (exchange.head.contentLength ?? 0) <= limits.tapByteCountMax && refusal.status != 413
        if exchange.requestFraming.isComplete || exchange.head.expectsContinue || !isShort {
            answerHere(exchange, refusal)
        }
    }

    // MARK: Bodies

    private func takeBody() -> Bool {
        guard let exchange, !exchange.requestFraming.isComplete else { return false }
        do throws(HTTPSyntaxError) {
            switch exchange.answerer {
            case .upstream: return try passBodyUpstream(exchange)
            case .local: return try passBodyToRoutes(exchange)
            case .gateway(let refusal): return try gatherBody(exchange, refusal)
            }
        } catch {
            brokenBody(exchange, error)
            return false
        }
    }

    private func takePart(
        _ exchange: Exchange, payload: (ByteBuffer) -> Void
    ) throws(HTTPSyntaxError) -> ByteBuffer? {
        let budget = gateway.tapBudget
        let part = try exchange.requestFraming.take(from: &pending) { piece in
            exchange.requestTap.add(piece, budget: budget)
            payload(piece)
        }
        exchange.state.isRequestComplete = exchange.requestFraming.isComplete
        return part
    }

    private func passBodyUpstream(_ exchange: Exchange) throws(HTTPSyntaxError) -> Bool {
        guard let connection = exchange.connection, connection.isWritable else { return false }
        guard let part = try takePart(exchange, payload: { _ in }) else { return false }
        exchange.keepForReplay(part)
        connection.write(part)
        return true
    }

    private func passBodyToRoutes(_ exchange: Exchange) throws(HTTPSyntaxError) -> Bool {
        guard let context else { return false }
        let part = try takePart(exchange) { piece in
            exchange.localBodyByteCount += piece.readableBytes
            context.fireChannelRead(wrapInboundOut(.body(piece)))
        }
        guard part != nil else { return false }
        hasLocalParts = true
        if exchange.route != .bucket, exchange.localBodyByteCount > limits.localBodyByteCountMax {
            exchange.state.mustClose = true
            answerHere(exchange, .bodyTooLarge(limits.localBodyByteCountMax))
            return false
        }
        if exchange.requestFraming.isComplete { endLocalRequest(exchange) }
        return true
    }

    private func gatherBody(_ exchange: Exchange, _ refusal: Exchange.Refusal) throws(HTTPSyntaxError) -> Bool {
        guard try takePart(exchange, payload: { _ in }) != nil else { return false }
        guard exchange.state.answer == .none else { return true }
        let isLong = exchange.requestTap.totalByteCount > limits.tapByteCountMax
        if exchange.requestFraming.isComplete || isLong { answerHere(exchange, refusal) }
        return true
    }

    private func brokenBody(_ exchange: Exchange, _ error: HTTPSyntaxError) {
        exchange.state.mustClose = true
        pending.clear()
        fail(exchange, Exchange.Refusal(status: error.status, code: "BadRequest", message: error.description))
    }

    // MARK: What comes after the last answer

    /// A caller who goes on sending after the last answer is read for a while, lest the answer be lost to a reset.
    private func drop() {
        lingeredByteCount += pending.readableBytes
        pending.clear()
        if lingeredByteCount > Self.lingeredByteCountMax { context?.close(promise: nil) }
    }

    private static let lingeredByteCountMax = 16 * 1024 * 1024
}

extension Exchange.Refusal {
    static let tooManyConnections = Self(
        status: 503, code: "ServiceUnavailable", message: "Cairn has more connections than it is configured for.")
    static let tooManyCalls = Self(
        status: 503, code: "ServiceUnavailable", message: "Cairn has more calls in flight than it is configured for.")
    static let journalFailing = Self(
        status: 503, code: "ServiceUnavailable",
        message: "Cairn cannot record this call: its journal takes no records at present. Nothing was passed on.")
    static let notRecorded = Self(
        status: 503, code: "ServiceUnavailable",
        message: "Cairn could not record this call, which may have taken effect. See Cairn's log about its journal.")
    static let noUpstream = Self(
        status: 501, code: "NotImplemented",
        message: "Cairn answers CloudTrail and S3 only. Start it with --upstream URL to pass other services' calls on.")
    static let noKnownCall = Self(
        status: 400, code: "UnknownOperationException",
        message: "This is no call of an AWS service that Cairn knows. Start Cairn with --upstream URL to pass it on.")
    static let noTunnels = Self(status: 501, code: "NotImplemented", message: "Cairn opens no tunnels.")

    static func bodyTooLarge(_ byteCountMax: Int) -> Self {
        Self(
            status: 413, code: "RequestEntityTooLarge",
            message: "The body of a call to Cairn has at most \(byteCountMax) bytes.")
    }

    /// What the caller is told of the upstream's failure.
    static func upstream(_ failure: UpstreamFailure) -> Self {
        switch failure {
        case .unreachable:
            Self(status: 502, code: "BadGateway", message: "Cairn cannot reach its upstream.")
        case .connectTimeout:
            Self(status: 503, code: "ServiceUnavailable", message: "Cairn's upstream does not take connections.")
        case .overloaded:
            Self(status: 503, code: "ServiceUnavailable", message: "Too many calls wait for Cairn's upstream.")
        case .closed:
            Self(status: 502, code: "BadGateway", message: "Cairn's upstream closed the connection before it answered.")
        case .malformedAnswer:
            Self(status: 502, code: "BadGateway", message: "Cairn's upstream sent an answer that is not HTTP.")
        case .timeout:
            Self(status: 504, code: "GatewayTimeout", message: "Cairn's upstream did not answer in time.")
        }
    }
}
