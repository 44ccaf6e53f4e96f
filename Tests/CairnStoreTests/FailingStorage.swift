import CairnStore
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A storage that breaks when it is told to, as disks do.
final class FailingStorage: SegmentStorage {
    enum Failure: Sendable {
        /// Writes stop after that many bytes of the next write, as on a full disk.
        case full(after: Int)
        case sync
        case seal
    }

    private let base: any SegmentStorage
    private let failure = Mutex<Failure?>(nil)
    /// While closed, writers wait: a disk that does not answer.
    private let gate: Gate?

    init(_ base: any SegmentStorage, gate: Gate? = nil) {
        self.base = base
        self.gate = gate
    }

    func fail(_ newValue: Failure?) { failure.withLock { $0 = newValue } }

    fileprivate var current: Failure? { failure.withLock { $0 } }

    var location: String { base.location }
    var isDurable: Bool { base.isDurable }
    func segments() throws(StoreError) -> [StoredSegment] { try base.segments() }
    func reader(of first: UInt64) throws(StoreError) -> any SegmentReader { try base.reader(of: first) }
    func remove(_ first: UInt64) throws(StoreError) { try base.remove(first) }
    func seal(of first: UInt64) throws(StoreError) -> [UInt8]? { try base.seal(of: first) }
    func chainStart() throws(StoreError) -> [UInt8]? { try base.chainStart() }
    func writeChainStart(_ bytes: [UInt8]) throws(StoreError) { try base.writeChainStart(bytes) }

    func writer(of first: UInt64) throws(StoreError) -> any SegmentWriter {
        FailingWriter(try base.writer(of: first), self, gate)
    }

    func writeSeal(_ bytes: [UInt8], of first: UInt64) throws(StoreError) {
        if case .seal = current { throw Self.error("seal") }
        try base.writeSeal(bytes, of: first)
    }

    func setAside(_ first: UInt64, from offset: UInt64) throws(StoreError) -> String {
        try base.setAside(first, from: offset)
    }

    func probe() throws(StoreError) {
        if current != nil { throw Self.error("probe") }
        try base.probe()
    }

    func close() { base.close() }

    static func error(_ what: String) -> StoreError {
        StoreError(.writeFailed, "Cannot write \(what): No space left on device (errno 28)")
    }
}

private final class FailingWriter: SegmentWriter {
    private let base: any SegmentWriter
    private let storage: FailingStorage
    private let gate: Gate?

    init(_ base: any SegmentWriter, _ storage: FailingStorage, _ gate: Gate?) {
        self.base = base
        self.storage = storage
        self.gate = gate
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StoreError) {
        gate?.pass()
        guard case .full(let count) = storage.current else { return try base.write(bytes, at: offset) }
        try base.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(count)), at: offset)
        throw FailingStorage.error("segment")
    }

    func truncate(to length: UInt64) throws(StoreError) { try base.truncate(to: length) }

    func sync() throws(StoreError) {
        if case .sync = storage.current { throw FailingStorage.error("sync") }
        try base.sync()
    }
}

/// Lets threads pass while it is open.
final class Gate: Sendable {
    private let isOpen = Mutex(true)

    func close() { isOpen.withLock { $0 = false } }
    func open() { isOpen.withLock { $0 = true } }

    func pass() {
        while !isOpen.withLock({ $0 }) { usleep(500) }
    }
}
