import CairnAPI

/// Asks until a state is one to stop at.
struct Waiter: Sendable {
    enum Verdict: Sendable { case goOn, reached, ended(String) }

    let policy: WaiterPolicy
    /// What is waited for, for messages.
    let subject: String

    func wait<Response: Sendable>(
        asking question: () async throws(CloudTrailError) -> Response,
        state: (Response) -> String?, verdict: (Response) -> Verdict
    ) async throws(WaiterError) -> Response {
        var delay = policy.delay
        var waited = Duration.zero
        while true {
            let response: Response
            do {
                response = try await question()
            } catch {
                if error.code == .cancelled { throw WaiterError(.cancelled, "Waiting for \(subject) was cancelled") }
                throw WaiterError(.callFailed, "\(subject) cannot be asked about: \(error)", cause: error)
            }
            switch verdict(response) {
            case .reached: return response
            case .ended(let reason): throw WaiterError(.endedOtherwise, "\(subject) \(reason)", state: state(response))
            case .goOn: break
            }
            guard waited < policy.timeout else {
                throw WaiterError(
                    .timedOut, "\(subject) is still \(state(response) ?? "without a state")", state: state(response))
            }
            let pause = min(delay, policy.timeout - waited)
            do {
                try await policy.sleep(pause)
            } catch {
                throw WaiterError(.cancelled, "Waiting for \(subject) was cancelled", state: state(response))
            }
            waited += pause
            delay = min(delay * 2, policy.delayMax)
        }
    }
}
