import NIOCore

/// Who gets which connection: the bookkeeping of a pool, without a socket.
///
/// Law: while a waiter stands in line, a connection is being made or as many as allowed are open.
struct UpstreamPoolState<Connection: AnyObject, Waiter: AnyObject> {
    enum Acquired {
        /// An unused connection, the one that was used last.
        case use(Connection)
        /// The waiter stands in line; a connection is to be made.
        case connect
        /// The waiter stands in line.
        case wait
        /// The line is full.
        case refuse
    }

    private struct Idle {
        let connection: Connection
        let since: NIODeadline
    }

    private let connectionCountMax: Int
    private let waiterCountMax: Int
    private var idle: [Idle] = []
    private var waiters = CircularBuffer<Waiter>()
    private var connectingCount = 0
    /// Connections in use, unused and being made.
    private(set) var connectionCount = 0

    init(connectionCountMax: Int, waiterCountMax: Int) {
        self.connectionCountMax = max(1, connectionCountMax)
        self.waiterCountMax = max(0, waiterCountMax)
    }

    var idleCount: Int { idle.count }
    var waiterCount: Int { waiters.count }

    mutating func acquire(_ waiter: Waiter) -> Acquired {
        if let last = idle.popLast() { return .use(last.connection) }
        if connectionCount < connectionCountMax {
            waiters.append(waiter)
            startConnecting()
            return .connect
        }
        guard waiters.count < waiterCountMax else { return .refuse }
        waiters.append(waiter)
        return .wait
    }

    /// A waiter gives up; false if it no longer stands in line.
    mutating func cancel(_ waiter: Waiter) {
        guard let index = waiters.firstIndex(where: { $0 === waiter }) else { return }
        waiters.remove(at: index)
    }

    /// Counts a connection that is made for one waiter alone, whatever the limit: it takes the place of one that died.
    mutating func startConnecting() {
        connectingCount += 1
        connectionCount += 1
    }

    /// A connection was made for one waiter alone, who has it now.
    mutating func directConnected() { connectingCount -= 1 }

    /// A connection was made; returns who gets it, or keeps it as unused.
    mutating func connected(_ connection: Connection, at now: NIODeadline) -> Waiter? {
        connectingCount -= 1
        return hand(connection, at: now)
    }

    /// A connection could not be made. Returns who is told so, and whether another attempt is due for those in line.
    mutating func connectFailed(isDirect: Bool) -> (failed: Waiter?, connectsAgain: Bool) {
        connectingCount -= 1
        connectionCount -= 1
        let failed = isDirect ? nil : waiters.popFirst()
        return (failed, connectsForWaiters())
    }

    /// A connection is free again; returns who gets it, or keeps it as unused.
    mutating func release(_ connection: Connection, at now: NIODeadline) -> Waiter? {
        hand(connection, at: now)
    }

    /// A connection is gone. Returns whether another one is due for those in line.
    mutating func remove(_ connection: Connection) -> Bool {
        connectionCount -= 1
        idle.removeAll { $0.connection === connection }
        return connectsForWaiters()
    }

    /// Takes out the connections that have been unused since a moment or longer; the caller closes them.
    mutating func takeIdle(since moment: NIODeadline) -> [Connection] {
        let count = idle.prefix { $0.since <= moment }.count
        let expired = idle.prefix(count).map(\.connection)
        idle.removeFirst(count)
        return expired
    }

    /// When the connection that has been unused longest became so.
    var oldestIdle: NIODeadline? { idle.first?.since }

    private mutating func hand(_ connection: Connection, at now: NIODeadline) -> Waiter? {
        if let waiter = waiters.popFirst() { return waiter }
        idle.append(Idle(connection: connection, since: now))
        return nil
    }

    private mutating func connectsForWaiters() -> Bool {
        guard connectingCount < waiters.count, connectionCount < connectionCountMax else { return false }
        startConnecting()
        return true
    }
}
