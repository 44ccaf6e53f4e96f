import CairnRecording
import NIOCore

/// The upstream's part in a call.
extension GatewayHandler: UpstreamConsumer {
    func upstreamDidConnect(_ connection: UpstreamConnection) {
        guard let exchange else { return connection.release() }
        exchange.ticket = nil
        exchange.connection = connection
        exchange.hasReachedUpstream = true
        progress()
        sendToUpstream(exchange, connection)
        resume()
    }

    private func sendToUpstream(_ exchange: Exchange, _ connection: UpstreamConnection) {
        if exchange.replay.isEmpty {
            exchange.keepForReplay(exchange.head.forwarded)
            connection.write(exchange.head.forwarded)
        } else {
            for part in exchange.replay { connection.write(part) }
            connection.flush()
        }
    }

    func upstreamDidNotConnect(_ failure: UpstreamFailure) {
        guard let exchange else { return }
        exchange.ticket = nil
        upstreamFailed(exchange, failure)
        resume()
    }

    func upstreamDidBecomeWritable() {
        progress()
        resume()
    }

    func upstreamDidRead(_ bytes: ByteBuffer) {
        guard let exchange else { return }
        progress()
        exchange.state.hasHeardFromUpstream = true
        var bytes = bytes
        if exchange.answerPending.readableBytes > 0 {
            exchange.answerPending.writeImmutableBuffer(bytes)
            bytes = exchange.answerPending
            exchange.answerPending = ByteBuffer()
        }
        do throws(HTTPSyntaxError) {
            while bytes.readableBytes > 0, try takeAnswer(exchange, &bytes) {}
        } catch {
            closeUpstream(exchange)
            upstreamFailed(exchange, .malformedAnswer)
        }
    }

    /// Returns whether there is more of this answer to take.
    private func takeAnswer(_ exchange: Exchange, _ bytes: inout ByteBuffer) throws(HTTPSyntaxError) -> Bool {
        if exchange.answerHead == nil { return try takeAnswerHead(exchange, &bytes) }
        let budget = gateway.tapBudget
        let part = try exchange.answerHead?.framing.take(from: &bytes) { exchange.answerTap.add($0, budget: budget) }
        guard let part else { return false }
        exchange.held.append(part)
        return endAnswerIfComplete(exchange, rest: bytes)
    }

    private func takeAnswerHead(_ exchange: Exchange, _ bytes: inout ByteBuffer) throws(HTTPSyntaxError) -> Bool {
        guard let headBytes = try exchange.answerScanner.takeHead(from: &bytes) else {
            exchange.answerPending = bytes
            return false
        }
        let head = try ResponseHead(
            headBytes, isAnswerToHEAD: exchange.isHEAD, maxFieldCount: limits.headerFieldCountMax)
        guard head.status != 101 else { throw .malformed("Nobody asked for another protocol.") }
        if head.isInformational {
            if exchange.head.minorVersion == 1 { send([head.forwarded(closes: false)]) }
            return true
        }
        // What the head announces must come true, even if the request turns out to be whole by the end.
        if case .untilClose = head.framing { exchange.state.mustClose = true }
        exchange.state.mustClose = exchange.state.closesConnection
        exchange.answerHead = head
        exchange.beginAnswer(
            status: head.status, headers: head.headers,
            declaredByteCount: head.framing.isComplete ? 0 : head.contentLength, limits: limits)
        exchange.held.append(head.forwarded(closes: exchange.state.mustClose))
        return endAnswerIfComplete(exchange, rest: bytes)
    }

    /// Ends the call when its answer is whole; returns whether more of it is to come.
    private func endAnswerIfComplete(_ exchange: Exchange, rest: ByteBuffer) -> Bool {
        guard exchange.answerHead?.framing.isComplete == true else { return true }
        giveBackConnection(exchange, isClean: rest.readableBytes == 0)
        complete(exchange)
        return false
    }

    private func giveBackConnection(_ exchange: Exchange, isClean: Bool) {
        let isReusable = isClean && exchange.state.isRequestComplete && exchange.answerHead?.keepsConnection == true
        guard isReusable else { return closeUpstream(exchange) }
        let connection = exchange.connection
        exchange.connection = nil
        connection?.release()
    }

    func upstreamDidReadComplete() {
        guard let exchange, exchange.state.answer == .begun, exchange.held.streams else { return }
        sendHeld(exchange)
        if context?.channel.isWritable == false { exchange.connection?.pauseReading() }
    }

    func upstreamDidClose() {
        guard let exchange, let connection = exchange.connection else { return }
        exchange.connection = nil
        if case .untilClose = exchange.answerHead?.framing {
            complete(exchange)
        } else {
            upstreamFailed(exchange, .closed, wasReused: connection.isReused)
        }
        resume()
    }

    func upstreamFailed(_ exchange: Exchange, _ failure: UpstreamFailure, wasReused: Bool = false) {
        switch exchange.state.upstreamFailed(wasReused: wasReused) {
        case .retry:
            metrics.upstreamRetries.count()
            exchange.state.hasRetried = true
            exchange.ticket = pool?.acquireFresh(for: self)
        case .answerHere:
            metrics.upstreamErrors.count()
            answerInPlace(exchange, .upstream(failure))
        case .abort:
            metrics.upstreamErrors.count()
            context?.close(promise: nil)
        }
    }

    /// Gives up on the upstream. What of its answer has come is not shown, and the body that the caller is still sending
    /// is read for the record, if it is short.
    private func answerInPlace(_ exchange: Exchange, _ refusal: Exchange.Refusal) {
        closeUpstream(exchange)
        exchange.held.discard()
        exchange.answerHead = nil
        exchange.state.answer = .none
        exchange.outcome = .failedHere
        exchange.answerer = .gateway(refusal)
        startRefusal(exchange, refusal)
        resume()
    }

    /// Lets go of the upstream without its answer.
    func closeUpstream(_ exchange: Exchange) {
        if let ticket = exchange.ticket { pool?.cancel(ticket) }
        exchange.ticket = nil
        let connection = exchange.connection
        exchange.connection = nil
        connection?.close()
    }
}
