import CairnModel
import Crypto
import Dispatch
import Logging
import Synchronization

/// Hashes segments while they are written and seals them when they are full, on a queue of its own.
///
/// Everything runs on one serial queue, so seals are written in the order of their segments.
final class SegmentSealer: Sendable {
    fileprivate struct Segment {
        var hasher = SHA256()
        var hashedBytes: UInt64 = 0
    }

    private struct Closing: Sendable {
        var first: UInt64
        var count: UInt64
        var byteLength: UInt64
        var writer: (any SegmentWriter)?
    }

    private struct State {
        var open: [UInt64: Segment] = [:]
        var closing: [Closing] = []
        var previousSeal: String?
        var spareBuffers: [[UInt8]] = []
    }

    private let storage: any SegmentStorage
    private let shared: JournalState
    private let clock: any WallClock
    private let logger: Logger
    private let queue = DispatchQueue(label: "cairn.journal.sealer", qos: .utility)
    private let state: Mutex<State>
    private let waitingBytes = Mutex(0)

    private static let waitingBytesMax = 32 << 20
    private static let spareCapacityMax = 4 << 20

    init(
        storage: any SegmentStorage, shared: JournalState, clock: any WallClock, logger: Logger,
        previousSeal: String?
    ) {
        self.storage = storage
        self.shared = shared
        self.clock = clock
        self.logger = logger
        state = Mutex(State(previousSeal: previousSeal))
    }

    /// Hashes bytes that were written to the end of a segment; afterwards the buffer is spare.
    func update(_ first: UInt64, with bytes: [UInt8]) {
        let waiting = waitingBytes.withLock { waiting in
            waiting += bytes.count
            return waiting
        }
        queue.async { [self] in
            state.withLock { $0.open[first, default: Segment()].update(bytes) }
            waitingBytes.withLock { $0 -= bytes.count }
            keepSpare(bytes)
        }
        if waiting > Self.waitingBytesMax { queue.sync {} }
    }

    /// Hashes what a segment held before this process opened it.
    func adopt(_ first: UInt64, byteLength: UInt64) {
        guard byteLength > 0 else { return }
        queue.async { [self] in
            guard let hashed = try? hash(first, byteLength: byteLength) else { return }
            state.withLock { $0.open[first] = hashed }
        }
    }

    /// Seals a segment that will not be written to any more. Failure is logged, and tried again with the next one.
    func seal(_ first: UInt64, count: UInt64, byteLength: UInt64, writer: (any SegmentWriter)?) {
        queue.async { [self] in
            let closing = Closing(first: first, count: count, byteLength: byteLength, writer: writer)
            state.withLock { $0.closing.append(closing) }
            sealWaiting()
        }
    }

    /// Tries again to seal what could not be sealed before.
    func retry() { queue.async { [self] in sealWaiting() } }

    /// Waits until everything handed over is hashed and, if possible, sealed.
    func drain() { queue.sync {} }

    /// An empty buffer with room in it.
    func takeSpareBuffer() -> [UInt8] { state.withLock { $0.spareBuffers.popLast() ?? [] } }

    private func keepSpare(_ bytes: consuming [UInt8]) {
        guard bytes.capacity <= Self.spareCapacityMax else { return }
        bytes.removeAll(keepingCapacity: true)
        let spare = bytes
        state.withLock { state in
            if state.spareBuffers.count < 2 { state.spareBuffers.append(spare) }
        }
    }

    private func sealWaiting() {
        while let closing = state.withLock({ $0.closing.first }) {
            do throws(StoreError) {
                try seal(closing)
                state.withLock { _ = $0.closing.removeFirst() }
            } catch {
                logger.error(
                    "A full journal segment cannot be sealed yet",
                    metadata: ["segment": "\(SegmentName.file(closing.first))", "error": "\(error)"])
                return
            }
        }
    }

    private func seal(_ closing: Closing) throws(StoreError) {
        try closing.writer?.sync()
        var hashed = state.withLock { $0.open[closing.first] } ?? Segment()
        if hashed.hashedBytes != closing.byteLength {
            hashed = try hash(closing.first, byteLength: closing.byteLength)
        }
        let seal = SegmentSeal(
            firstSequence: closing.first, count: closing.count, byteLength: closing.byteLength,
            sha256: SegmentSeal.hexadecimal(hashed.hasher.finalize()),
            previousSeal: state.withLock { $0.previousSeal }, sealedAt: Int64(clock.now()))
        let encoded = seal.encoded()
        try storage.writeSeal(encoded, of: closing.first)
        state.withLock { state in
            state.previousSeal = SegmentSeal.hash(of: encoded)
            state.open[closing.first] = nil
        }
        shared.markSealed(closing.first, at: seal.sealedAt)
    }

    private func hash(_ first: UInt64, byteLength: UInt64) throws(StoreError) -> Segment {
        var segment = Segment()
        try SegmentBytes.forEachChunk(of: try storage.reader(of: first), upTo: byteLength) { segment.update($0) }
        return segment
    }
}

extension SegmentSealer.Segment {
    mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hasher.update(bufferPointer: bytes)
        hashedBytes += UInt64(bytes.count)
    }
}

/// Reading a segment from front to back.
enum SegmentBytes {
    static func forEachChunk(
        of reader: any SegmentReader, upTo byteLength: UInt64 = .max, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(StoreError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var offset: UInt64 = 0
        while offset < byteLength {
            let wanted = Int(min(UInt64(buffer.count), byteLength - offset))
            let count = try buffer.withMutableBytes { (bytes) throws(StoreError) in
                try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<wanted]), at: offset)
            }
            guard count > 0 else { return }
            buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            offset += UInt64(count)
        }
    }
}
