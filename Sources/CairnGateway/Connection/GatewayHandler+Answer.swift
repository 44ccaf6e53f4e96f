import CairnModel
import CairnRecording
import CairnWire
import Logging
import NIOCore
import NIOPosix

/// The end of a call: its record, and only then the end of its answer.
extension GatewayHandler {
    /// Answers in the place of whoever should have.
    func answerHere(_ exchange: Exchange, _ refusal: Exchange.Refusal) {
        closeUpstream(exchange)
        // A route may still be at work on this call: its answer must not be taken for that of the next.
        if exchange.isLocal { exchange.state.mustClose = true }
        exchange.answerer = .gateway(refusal)
        if exchange.outcome != .interrupted { exchange.outcome = .failedHere }
        fill(exchange, with: refusal)
        complete(exchange)
    }

    private func fill(_ exchange: Exchange, with refusal: Exchange.Refusal) {
        let answer = WireCodec.encodeError(
            code: refusal.code, message: refusal.message, status: refusal.status,
            requestID: exchange.requestID ?? gateway.nextRequestID(), call: exchange.plan.call)
        exchange.held.discard()
        exchange.answerTap.release(to: gateway.tapBudget)
        exchange.beginAnswer(
            status: answer.status, headers: answer.headers, declaredByteCount: answer.body.bytes.count, limits: limits)
        exchange.answerTap.add(ByteBuffer(bytes: answer.body.bytes), budget: gateway.tapBudget)
        exchange.held.append(
            LocalAnswer.bytes(
                answer, isAnswerToHEAD: exchange.isHEAD, closes: exchange.state.closesConnection))
        exchange.state.mustClose = exchange.state.closesConnection
    }

    /// Ends a call that cannot go on: with an error if none of its answer is out, else abruptly.
    func fail(_ exchange: Exchange, _ refusal: Exchange.Refusal) {
        guard exchange.state.answer == .none || !exchange.state.isAnswerSent, exchange.state.answer < .complete else {
            context?.close(promise: nil)
            return
        }
        answerHere(exchange, refusal)
    }

    // MARK: The record

    /// All of the answer is here.
    func complete(_ exchange: Exchange) {
        exchange.state.answer = .complete
        let isUnproven = isUnproven(exchange)
        guard exchange.isRecorded else { return release(exchange) }
        if isUnproven { settleAndRelease(exchange, as: .excluded) } else { record(exchange) }
    }

    /// Whether nothing proves that a call is its caller's, where only calls that are proven are recorded.
    ///
    /// What the upstream answers is the upstream's to prove; without one, nobody does.
    private func isUnproven(_ exchange: Exchange) -> Bool {
        guard gateway.configuration.recordsOnlyProvenCalls, exchange.route != .admin,
            exchange.isRecorded || exchange.isLocal
        else { return false }
        let isProven = exchange.route == .upstream ? pool != nil : localCall.conclude()
        if !isProven { metrics.unauthenticated.count() }
        return !isProven
    }

    /// The socket went away in the middle of a call. It is recorded as far as it got, unless it never got anywhere.
    func interrupt(_ exchange: Exchange) {
        closeUpstream(exchange)
        let isOver = exchange.state.answer >= .complete
        if exchange.route != .admin, !isOver { metrics.interruptedCalls.count() }
        guard exchange.isRecorded else { return settle(exchange, as: nil) }
        guard !isOver else { return }
        guard exchange.hasReachedUpstream || exchange.isLocal else { return settle(exchange, as: .excluded) }
        guard !isUnproven(exchange) else { return settle(exchange, as: .excluded) }
        exchange.outcome = .interrupted
        exchange.state.answer = .complete
        record(exchange)
    }

    /// Makes the records of a call and hands them to the sink. Decoding large bodies takes a while, so it is done
    /// where it holds up no other connection.
    private func record(_ exchange: Exchange) {
        let call = exchange.observed(at: gateway.clock.now(), tls: tls)
        let byteCount = exchange.requestTap.keptByteCount + exchange.answerTap.keptByteCount
        guard byteCount > Self.inlineByteCountMax else {
            return append(gateway.recorder.records(for: call, plan: exchange.plan), exchange)
        }
        let (recorder, plan, eventLoop) = (gateway.recorder, exchange.plan, eventLoop)
        let bound = NIOLoopBound((self, exchange), eventLoop: eventLoop)
        NIOThreadPool.singleton.submit { _ in
            let records = recorder.records(for: call, plan: plan)
            eventLoop.execute { bound.value.0.append(records, bound.value.1) }
        }
    }

    private static let inlineByteCountMax = 64 * 1024

    private func append(_ records: [[UInt8]], _ exchange: Exchange) {
        guard !records.isEmpty else { return settleAndRelease(exchange, as: .excluded) }
        let eventLoop = eventLoop
        let bound = NIOLoopBound((self, exchange), eventLoop: eventLoop)
        gateway.sink.append(records) { result in
            if eventLoop.inEventLoop {
                bound.value.0.journalAnswered(bound.value.1, result)
            } else {
                eventLoop.execute { bound.value.0.journalAnswered(bound.value.1, result) }
            }
        }
    }

    private func journalAnswered(_ exchange: Exchange, _ result: Result<Void, any Error>) {
        switch result {
        case .success: settleAndRelease(exchange, as: .recorded)
        case .failure(let error):
            gateway.logger.error("A call could not be recorded.", metadata: ["error": "\(error)"])
            settleAndRelease(exchange, as: .unrecorded)
        }
    }

    /// Counts a call that is over, once.
    private func settle(_ exchange: Exchange, as settlement: Exchange.Settlement?) {
        guard !exchange.isSettled else { return }
        exchange.isSettled = true
        let dropped = exchange.requestTap.droppedByteCount + exchange.answerTap.droppedByteCount
        if dropped > 0 { metrics.tapBytesDropped.count(dropped) }
        exchange.requestTap.release(to: gateway.tapBudget)
        exchange.answerTap.release(to: gateway.tapBudget)
        if exchange.route != .admin { metrics.callsInFlight.count(-1) }
        if exchange.isRecorded { metrics.recordedCallsInFlight.count(-1) }
        switch settlement {
        case .recorded: metrics.recorded.count()
        case .excluded: metrics.excluded.count()
        case .unrecorded: metrics.unrecorded.count()
        case nil: break
        }
    }

    // MARK: The answer goes out

    private func settleAndRelease(_ exchange: Exchange, as settlement: Exchange.Settlement) {
        settle(exchange, as: settlement)
        // The caller may have gone while the record was on its way.
        guard self.exchange === exchange else { return }
        let policy = gateway.configuration.journalFailurePolicy
        switch exchange.state.journalAnswered(isKept: settlement != .unrecorded, policy: policy) {
        case .release: release(exchange)
        case .refuse:
            fill(exchange, with: .notRecorded)
            release(exchange)
        case .abort: context?.close(promise: nil)
        }
    }

    private func release(_ exchange: Exchange) {
        exchange.state.answer = .released
        sendHeld(exchange)
        settle(exchange, as: nil)
        next(exchange)
    }

    func next(_ exchange: Exchange) {
        switch exchange.state.afterRelease(isLocal: exchange.isLocal) {
        case .nextRequest:
            self.exchange = nil
            localCall.call = nil
            phase = .awaitingHead
            progress()
            resume()
        case .restOfRequest: resume()
        case .linger: linger()
        }
    }

    /// Ends the connection from this side and gives the caller a while to end it from the other.
    func linger() {
        guard let context else { return }
        phase = .lingering
        exchange = nil
        localCall.call = nil
        pending.clear()
        lingerDue = .now() + TimeAmount(timeouts.linger)
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let isClosed = eventLoop.makePromise(of: Void.self)
        isClosed.futureResult.whenComplete { _ in
            if bound.value.isInputClosed { bound.value.context?.close(promise: nil) }
        }
        context.close(mode: .output, promise: isClosed)
        resume()
    }

    func sendHeld(_ exchange: Exchange) {
        exchange.state.isAnswerSent = true
        send(exchange.held.takeAll())
    }

    func send(_ parts: [ByteBuffer]) {
        guard let context else { return }
        for part in parts {
            metrics.bytesOut.count(part.readableBytes)
            context.write(wrapOutboundOut(part), promise: nil)
        }
        context.flush()
    }
}
