import Synchronization

/// The files of runs: their names, and those that are open.
final class RunFolder: Sendable {
    let path: String
    private let nextNumber: Atomic<UInt64>
    private let open = Mutex<[UInt64: RunContents]>([:])

    /// A walk over the whole of history touches a few files a day; each open one holds a descriptor and its directories.
    private static let openMax = 256

    /// - Parameter lastNumber: the greatest that is in use.
    init(path: String, lastNumber: UInt64) {
        self.path = path
        nextNumber = Atomic(lastNumber + 1)
    }

    func newNumber() -> UInt64 { nextNumber.wrappingAdd(1, ordering: .relaxed).oldValue }

    func path(_ day: Int, _ number: UInt64) -> String { path + "/" + HistoryFile.name(day, number) }

    func contents(_ day: Int, _ number: UInt64, _ summary: RunSummary) throws(StoreError) -> RunContents {
        if let contents = open.withLock({ $0[number] }) { return contents }
        let contents = try RunContents(path: path(day, number), summary: summary)
        keep(contents, number)
        return contents
    }

    /// Keeps a file open. When there are too many any other goes: most look-ups walk over all days in one order, in
    /// which the one that was not used for longest is the one that is needed next.
    func keep(_ contents: RunContents, _ number: UInt64) {
        open.withLock { open in
            if open.count >= Self.openMax, let other = open.keys.first { open[other] = nil }
            open[number] = contents
        }
    }

    func forget(_ number: UInt64) { open.withLock { $0[number] = nil } }
}
