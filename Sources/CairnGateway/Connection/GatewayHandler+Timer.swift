import NIOCore

/// How long each step may take.
///
/// One timer serves a connection. It is set anew only when a deadline comes closer, which a call on a kept connection
/// does not make it do; when it rings early, it is set to what is due by then.
extension GatewayHandler {
    enum Timeout {
        case idle, head, body, connect, upstream, call, linger, drain
    }

    func progress() { lastProgress = .now() }

    func rescheduleTimer() {
        guard let due = nextTimeout()?.due, due < timerDue - .milliseconds(20) else { return }
        if case .closed = phase { return }
        timer?.cancel()
        setTimer(due)
    }

    private func setTimer(_ due: NIODeadline) {
        timerDue = due
        timer = eventLoop.assumeIsolated().scheduleTask(deadline: due) { [weak self] in self?.timerRang() }
    }

    private func timerRang() {
        timer = nil
        timerDue = .distantFuture
        if case .closed = phase { return }
        guard let (timeout, due) = nextTimeout() else { return }
        if due > .now() { return setTimer(due) }
        expire(timeout)
        rescheduleTimer()
    }

    private func nextTimeout() -> (timeout: Timeout, due: NIODeadline)? {
        guard var next = phaseTimeout() else { return drainDue.map { (.drain, $0) } }
        if let exchange, exchange.route != .admin, exchange.state.answer < .complete {
            let due = exchange.startedAt + TimeAmount(timeouts.call)
            if due < next.due { next = (.call, due) }
        }
        if let drainDue, drainDue < next.due { next = (.drain, drainDue) }
        return next
    }

    private func phaseTimeout() -> (timeout: Timeout, due: NIODeadline)? {
        switch phase {
        case .awaitingHead:
            if let headStarted { return (.head, headStarted + TimeAmount(timeouts.head)) }
            return (.idle, lastProgress + TimeAmount(timeouts.idle))
        case .inExchange: return exchange.map { exchangeTimeout($0) }
        case .lingering: return (.linger, lingerDue)
        case .closed: return nil
        }
    }

    /// Whose turn it is decides how long it may take.
    private func exchangeTimeout(_ exchange: Exchange) -> (timeout: Timeout, due: NIODeadline) {
        let body = (Timeout.body, lastProgress + TimeAmount(timeouts.bodyProgress))
        let none = (Timeout.call, NIODeadline.distantFuture)
        // It is the journal's turn, which answers in any case.
        if exchange.state.answer == .complete { return none }
        if context?.channel.isWritable == false { return body }
        switch exchange.answerer {
        case .gateway: return exchange.requestFraming.isComplete ? none : body
        case .local: return exchange.requestFraming.isComplete ? none : body
        case .upstream:
            if exchange.ticket != nil { return (.connect, lastProgress + TimeAmount(timeouts.connect)) }
            if !exchange.requestFraming.isComplete, exchange.connection?.isWritable == true { return body }
            return (.upstream, lastProgress + TimeAmount(timeouts.upstream))
        }
    }

    private func expire(_ timeout: Timeout) {
        switch timeout {
        case .idle, .linger, .drain: context?.close(promise: nil)
        case .head:
            metrics.malformedRequests.count()
            answerAndClose(status: 408, code: "RequestTimeout", message: "The head of the request took too long.")
        case .connect: exchange.map { giveUpUpstream($0, .connectTimeout) }
        case .upstream: exchange.map { giveUpUpstream($0, .timeout) }
        case .call:
            exchange.map { fail($0, .init(status: 504, code: "GatewayTimeout", message: "The call took too long.")) }
        case .body: exchange.map(giveUpCaller)
        }
    }

    private func giveUpUpstream(_ exchange: Exchange, _ failure: UpstreamFailure) {
        closeUpstream(exchange)
        upstreamFailed(exchange, failure)
    }

    private func giveUpCaller(_ exchange: Exchange) {
        guard context?.channel.isWritable == true else {
            context?.close(promise: nil)
            return
        }
        exchange.state.mustClose = true
        fail(exchange, .init(status: 408, code: "RequestTimeout", message: "The body of the request took too long."))
    }
}
