/// A log file before it is compressed: `{"Records":[…]}`, its records as they stand in the journal.
struct LogFileContent: Sendable {
    let lane: Lane
    /// Which of its lane's files in the batch, from 0.
    let index: Int
    private(set) var bytes: [UInt8]
    private(set) var recordCount = 0
    private(set) var oldest: EventTimeText?
    private(set) var newest: EventTimeText?
    /// Where each record begins in ``bytes``; kept only if somebody wants the records one by one.
    private(set) var starts: [Int] = []

    private static let beginning = Array(#"{"Records":["#.utf8)
    private static let ending = Array("]}".utf8)

    init(lane: Lane, index: Int, reservingCapacity capacity: Int = 0) {
        self.lane = lane
        self.index = index
        bytes = []
        bytes.reserveCapacity(capacity)
        bytes.append(contentsOf: Self.beginning)
    }

    /// Whether the whole file stays within a size with one more record.
    @inline(__always)
    func hasRoom(for byteCount: Int, within limit: Int) -> Bool {
        recordCount == 0 || bytes.count + 1 + byteCount + Self.ending.count <= limit
    }

    @inline(__always)
    mutating func append(_ record: UnsafeRawBufferPointer, time: EventTimeText?, keepingStart: Bool) {
        if recordCount > 0 { bytes.append(UInt8(ascii: ",")) }
        if keepingStart { starts.append(bytes.count) }
        bytes.append(contentsOf: record)
        recordCount += 1
        guard let time else { return }
        if let oldest, oldest <= time {} else { oldest = time }
        if let newest, newest >= time {} else { newest = time }
    }

    mutating func finish() { bytes.append(contentsOf: Self.ending) }

    /// The place of a record in the finished ``bytes``.
    func range(at index: Int) -> Range<Int> {
        let end = index + 1 < starts.count ? starts[index + 1] - 1 : bytes.count - Self.ending.count
        return starts[index]..<end
    }
}
