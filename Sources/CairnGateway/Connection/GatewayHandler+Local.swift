import CairnModel
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Calls that Hummingbird's routes answer.
extension GatewayHandler {
    func startLocal(_ exchange: Exchange) {
        guard let context else { return }
        guard let request = LocalAnswer.request(exchange.head.request, isSecure: isSecure) else {
            return answerHere(
                exchange, .init(status: 400, code: "BadRequest", message: "The request cannot be understood."))
        }
        let requestID = gateway.nextRequestID()
        exchange.requestID = requestID
        localCall.call = LocalCall(
            requestID: requestID, sourceIPAddress: exchange.sourceIPAddress, route: exchange.route, plan: exchange.plan,
            tls: tls)
        // Also to a call without a body: clients that wait for it take a final answer in its place badly.
        if exchange.head.expectsContinue { send([LocalAnswer.continueHead]) }
        hasLocalParts = true
        context.fireChannelRead(wrapInboundOut(.head(request)))
        if exchange.requestFraming.isComplete { endLocalRequest(exchange) } else { context.read() }
    }

    func endLocalRequest(_ exchange: Exchange) {
        context?.fireChannelRead(wrapInboundOut(.end(nil)))
        hasLocalParts = true
        if exchange.state.answer == .released { next(exchange) }
    }

    /// Hands over what was fired; Hummingbird's side gathers parts until it is told that a read is complete.
    func deliverLocalParts() {
        guard hasLocalParts else { return }
        hasLocalParts = false
        context?.fireChannelReadComplete()
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard let exchange, exchange.isLocal, exchange.state.answer < .complete else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head): writeHead(exchange, head)
        case .body(let body): writeBody(exchange, body)
        case .end(let trailers): writeEnd(exchange, trailers)
        }
        promise?.succeed()
    }

    func flush(context: ChannelHandlerContext) {
        guard let exchange, exchange.isLocal, exchange.state.answer == .begun else { return }
        if exchange.held.streams || exchange.held.byteCount > limits.heldAnswerByteCountMax { sendHeld(exchange) }
    }

    private func writeHead(_ exchange: Exchange, _ head: HTTPResponse) {
        let isFinal = head.status.code >= 200
        if isFinal, !exchange.requestFraming.isComplete, isInputClosed { exchange.state.mustClose = true }
        let (bytes, framing) = LocalAnswer.head(
            head, isAnswerToHEAD: exchange.isHEAD, minorVersion: exchange.head.minorVersion,
            closes: isFinal && (exchange.state.mustClose || !exchange.state.keepsConnection))
        guard isFinal else { return send([bytes]) }
        if framing == .untilClose { exchange.state.mustClose = true }
        exchange.localFraming = framing
        // The length of an answer without one is not known, but its end seldom far: hold it back as a short one.
        exchange.beginAnswer(
            status: head.status.code, headers: HeaderFields(head.headerFields.map { ($0.name.rawName, $0.value) }),
            declaredByteCount: 0, limits: limits)
        exchange.held.append(bytes)
    }

    private func writeBody(_ exchange: Exchange, _ body: ByteBuffer) {
        guard body.readableBytes > 0, exchange.localFraming != .none else { return }
        exchange.answerTap.add(body, budget: gateway.tapBudget)
        if exchange.localFraming == .chunked {
            exchange.held.append(.chunkStart(byteCount: body.readableBytes))
            exchange.held.append(body)
            exchange.held.append(.chunkEnd)
        } else {
            exchange.held.append(body)
        }
    }

    private func writeEnd(_ exchange: Exchange, _ trailers: HTTPFields?) {
        if exchange.localFraming == .chunked {
            exchange.held.append(trailers.map(LocalAnswer.trailers) ?? LocalAnswer.lastChunk)
        }
        complete(exchange)
    }

    /// Hummingbird ends the connection: after the answer that is held back, if one is.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        let isHolding = exchange.map { $0.isLocal && $0.state.answer == .complete } ?? false
        guard isHolding, mode != .input else { return context.close(mode: mode, promise: promise) }
        exchange?.state.mustClose = true
        promise?.succeed()
    }
}
