import Testing

@testable import CairnGateway

@Suite struct ExchangeStateTests {
    private func state(_ method: String = "GET", _ change: (inout ExchangeState) -> Void = { _ in }) -> ExchangeState {
        var state = ExchangeState(method: method, keepsConnection: true)
        state.isRequestComplete = true
        change(&state)
        return state
    }

    @Test func aCallIsSentTwiceOnlyIfThatIsSafe() {
        #expect(state().upstreamFailed(wasReused: true) == .retry)
        #expect(state("PUT").upstreamFailed(wasReused: true) == .retry)
        #expect(state().upstreamFailed(wasReused: false) == .answerHere)
        #expect(state("POST").upstreamFailed(wasReused: true) == .answerHere)
        #expect(state { $0.hasRetried = true }.upstreamFailed(wasReused: true) == .answerHere)
        #expect(state { $0.canReplay = false }.upstreamFailed(wasReused: true) == .answerHere)
        #expect(state { $0.hasHeardFromUpstream = true }.upstreamFailed(wasReused: true) == .answerHere)
    }

    @Test func aBegunAnswerCanOnlyBeBrokenOff() {
        let begun = state { $0.isAnswerSent = true }
        #expect(begun.upstreamFailed(wasReused: true) == .abort)
        #expect(begun.journalAnswered(isKept: false, policy: .reject) == .abort)
        #expect(begun.journalAnswered(isKept: false, policy: .forward) == .release)
        #expect(begun.journalAnswered(isKept: true, policy: .reject) == .release)
    }

    @Test func anAnswerWithoutARecordIsRefusedUnlessToldToForward() {
        #expect(state().journalAnswered(isKept: false, policy: .reject) == .refuse)
        #expect(state().journalAnswered(isKept: false, policy: .forward) == .release)
        #expect(state().journalAnswered(isKept: true, policy: .reject) == .release)
    }

    @Test func theConnectionGoesOnOnlyIfTheRequestIsWhole() {
        #expect(state().afterRelease(isLocal: false) == .nextRequest)
        #expect(state { $0.mustClose = true }.afterRelease(isLocal: false) == .linger)
        #expect(state { $0.isRequestComplete = false }.afterRelease(isLocal: false) == .linger)
        #expect(state { $0.isRequestComplete = false }.afterRelease(isLocal: true) == .restOfRequest)
        #expect(ExchangeState(method: "GET", keepsConnection: false).afterRelease(isLocal: true) == .linger)
    }
}
