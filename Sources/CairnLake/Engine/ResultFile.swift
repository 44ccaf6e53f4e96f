import CairnModel
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The result of a query on the disk: a line for each row, a JSON array of texts and nulls; the first line has the
/// names of the columns.
public final class ResultFile: Sendable {
    private struct State {
        var rowCount = 0
        var byteCount = 0
        /// Where every ``stride``-th row begins, from row 0 on.
        var marks: [Int] = []
        var waiting: [UInt8] = []
        var columnNames: [String] = []
    }

    private let file: LakeFile
    private let state: Mutex<State>

    private static let stride = 256
    private static let waitingBytesMax = 256 << 10

    /// Begins a file.
    init(creating path: String) throws(LakeError) {
        file = try LakeFile(path, flags: O_RDWR | O_CREAT | O_TRUNC, failure: .cannotWrite)
        state = Mutex(State())
    }

    /// Opens the result of an earlier process. A row that is not whole does not count.
    public init(opening path: String) throws(LakeError) {
        file = try LakeFile(path, flags: O_RDONLY)
        var state = State()
        try Self.scan(file, into: &state)
        self.state = Mutex(state)
    }

    private static func scan(_ file: LakeFile, into state: inout State) throws(LakeError) {
        var lines = LineBuffer()
        var offset = 0
        while true {
            let chunk = try file.read(at: offset, count: 1 << 20)
            guard !chunk.isEmpty, lines.add(chunk) else { return }
            offset += chunk.count
            while let line = lines.next() {
                if state.byteCount == 0 {
                    state.columnNames = Self.row(line).map { $0 ?? "" }
                } else {
                    if state.rowCount % stride == 0 { state.marks.append(state.byteCount) }
                    state.rowCount += 1
                }
                state.byteCount += line.count + 1
            }
        }
    }

    public var rowCount: Int { state.withLock { $0.rowCount } }
    public var columnNames: [String] { state.withLock { $0.columnNames } }
    public var byteCount: Int { state.withLock { $0.byteCount } }

    func begin(_ columnNames: [String]) throws(LakeError) {
        try state.withLock { (state) throws(LakeError) in
            state.columnNames = columnNames
            try add(Self.line(columnNames), to: &state)
        }
    }

    func append(_ row: ResultRow) throws(LakeError) {
        let line = Self.line(row)
        try state.withLock { (state) throws(LakeError) in
            if state.rowCount % Self.stride == 0 { state.marks.append(state.byteCount) }
            try add(line, to: &state)
            state.rowCount += 1
        }
    }

    private func add(_ line: [UInt8], to state: inout State) throws(LakeError) {
        state.waiting += line
        state.byteCount += line.count
        if state.waiting.count >= Self.waitingBytesMax { try flush(&state) }
    }

    private func flush(_ state: inout State) throws(LakeError) {
        try file.write(state.waiting, at: state.byteCount - state.waiting.count)
        state.waiting = []
    }

    /// Writes what waits.
    func flush() throws(LakeError) { try state.withLock { (state) throws(LakeError) in try flush(&state) } }

    /// Rows from one on; fewer at the end.
    public func rows(from first: Int, count: Int) throws(LakeError) -> [ResultRow] {
        let (start, skipped, end) = try state.withLock { (state) throws(LakeError) in
            if !state.waiting.isEmpty { try flush(&state) }
            guard first >= 0, first < state.rowCount else { return (0, 0, 0) }
            return (state.marks[first / Self.stride], first % Self.stride, state.byteCount)
        }
        var rows: [ResultRow] = []
        var lines = LineBuffer()
        var (offset, passed) = (start, 0)
        while offset < end, rows.count < count {
            let chunk = try file.read(at: offset, count: min(1 << 20, end - offset))
            guard !chunk.isEmpty, lines.add(chunk) else { break }
            offset += chunk.count
            while rows.count < count, let line = lines.next() {
                passed += 1
                if passed > skipped { rows.append(Self.row(line)) }
            }
        }
        return rows
    }

    private static func line(_ row: some Sequence<String?>) -> [UInt8] {
        let json = JSON.array(row.map { $0.map(JSON.string) ?? .null })
        return Array(json.description.utf8) + [UInt8(ascii: "\n")]
    }

    private static func row(_ line: ArraySlice<UInt8>) -> ResultRow {
        ((try? JSON(parsing: Array(line)))?.arrayValue ?? []).map(\.stringValue)
    }
}
