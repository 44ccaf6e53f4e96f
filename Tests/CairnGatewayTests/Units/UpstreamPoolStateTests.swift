import NIOCore
import Testing

@testable import CairnGateway

@Suite struct UpstreamPoolStateTests {
    private final class Connection {}
    private final class Waiter {}
    private typealias State = UpstreamPoolState<Connection, Waiter>

    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func isConnect(_ acquired: State.Acquired) -> Bool { if case .connect = acquired { true } else { false } }
    private func isWait(_ acquired: State.Acquired) -> Bool { if case .wait = acquired { true } else { false } }
    private func isRefuse(_ acquired: State.Acquired) -> Bool { if case .refuse = acquired { true } else { false } }

    @Test func anUnusedConnectionIsUsedBeforeANewOneIsMade() {
        var state = State(connectionCountMax: 2, waiterCountMax: 1)
        let (connection, waiter) = (Connection(), Waiter())
        let result1 = isConnect(state.acquire(waiter))
        #expect(result1)
        let result2 = state.connected(connection, at: start) === waiter
        #expect(result2)
        let result3 = state.release(connection, at: start) == nil
        #expect(result3)
        guard case .use(let used) = state.acquire(Waiter()) else { return #expect(Bool(false)) }
        #expect(used === connection)
        #expect(state.connectionCount == 1)
    }

    @Test func theLineAndTheConnectionsAreBounded() {
        var state = State(connectionCountMax: 1, waiterCountMax: 1)
        let (first, second) = (Waiter(), Waiter())
        let connection = Connection()
        let result4 = isConnect(state.acquire(first))
        #expect(result4)
        let result5 = state.connected(connection, at: start) === first
        #expect(result5)
        let result6 = isWait(state.acquire(second))
        #expect(result6)
        let result7 = isRefuse(state.acquire(Waiter()))
        #expect(result7)
        let result8 = state.release(connection, at: start) === second
        #expect(result8)
    }

    @Test func aDeadConnectionIsReplacedForThoseInLine() {
        var state = State(connectionCountMax: 1, waiterCountMax: 5)
        let connection = Connection()
        _ = state.acquire(Waiter())
        _ = state.connected(connection, at: start)
        let waiter = Waiter()
        _ = state.acquire(waiter)
        let result9 = state.remove(connection)
        #expect(result9)
        let result10 = state.connected(Connection(), at: start) === waiter
        #expect(result10)
        #expect(state.connectionCount == 1)
    }

    @Test func eachFailedAttemptFailsOneOfTheLine() {
        var state = State(connectionCountMax: 1, waiterCountMax: 5)
        let (first, second) = (Waiter(), Waiter())
        _ = state.acquire(first)
        _ = state.acquire(second)
        var result = state.connectFailed(isDirect: false)
        #expect(result.failed === first && result.connectsAgain)
        result = state.connectFailed(isDirect: false)
        #expect(result.failed === second && !result.connectsAgain)
        #expect(state.connectionCount == 0)
    }

    @Test func aCancelledWaiterGetsNothing() {
        var state = State(connectionCountMax: 1, waiterCountMax: 5)
        let waiter = Waiter()
        _ = state.acquire(waiter)
        state.cancel(waiter)
        let result11 = state.connected(Connection(), at: start) == nil
        #expect(result11)
        #expect(state.idleCount == 1)
    }

    @Test func onlyConnectionsUnusedForLongAreTakenOut() {
        var state = State(connectionCountMax: 3, waiterCountMax: 0)
        let connections = (0..<3).map { _ in Connection() }
        for _ in connections { _ = state.acquire(Waiter()) }
        for connection in connections { _ = state.connected(connection, at: start) }
        for (index, connection) in connections.enumerated() {
            _ = state.release(connection, at: start + .seconds(Int64(index)))
        }
        let expired = state.takeIdle(since: start + .seconds(1))
        #expect(expired.map(ObjectIdentifier.init) == connections[..<2].map(ObjectIdentifier.init))
        #expect(state.oldestIdle == start + .seconds(2))
        for connection in expired {
            let connectsAgain = state.remove(connection)
            #expect(!connectsAgain)
        }
        #expect(state.connectionCount == 1)
    }
}
