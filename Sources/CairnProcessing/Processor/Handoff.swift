import Synchronization

/// Passes things from some tasks to others, one at a time: who gives waits until it is taken.
final class Handoff<Element: Sendable>: Sendable {
    private struct State {
        var givers: [(element: Element, isTaken: CheckedContinuation<Bool, Never>)] = []
        var takers: [CheckedContinuation<Element?, Never>] = []
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Waits until the element is taken; false if it is not taken any more.
    func give(_ element: Element) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: (taker: CheckedContinuation<Element?, Never>?, isTaken: Bool?) = state.withLock { state in
                if state.isClosed { return (nil, false) }
                if !state.takers.isEmpty { return (state.takers.removeFirst(), true) }
                state.givers.append((element, continuation))
                return (nil, nil)
            }
            answer.taker?.resume(returning: element)
            if let isTaken = answer.isTaken { continuation.resume(returning: isTaken) }
        }
    }

    /// Waits for an element; `nil` if there will be none.
    func take() async -> Element? {
        await withCheckedContinuation { continuation in
            let answer: (element: Element, isTaken: CheckedContinuation<Bool, Never>)?? = state.withLock { state in
                if !state.givers.isEmpty { return .some(state.givers.removeFirst()) }
                if state.isClosed { return .some(nil) }
                state.takers.append(continuation)
                return nil
            }
            guard let answer else { return }
            answer?.isTaken.resume(returning: true)
            continuation.resume(returning: answer?.element)
        }
    }

    /// Ends it: whoever waits goes on with nothing.
    func close() {
        let (givers, takers) = state.withLock { state in
            defer { (state.givers, state.takers) = ([], []) }
            state.isClosed = true
            return (state.givers, state.takers)
        }
        for giver in givers { giver.isTaken.resume(returning: false) }
        for taker in takers { taker.resume(returning: nil) }
    }
}
