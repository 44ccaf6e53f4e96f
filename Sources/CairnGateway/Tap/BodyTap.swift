import CairnWire
import NIOCore

/// Keeps the beginning of a body that streams past, up to a limit, and counts all of it.
///
/// Large pieces are kept as slices of the buffers that are being passed on, without a copy. Small ones are copied
/// together, so that a body in many small pieces does not hold on to a large buffer for each.
struct BodyTap {
    /// The most bytes to keep; 0 only counts.
    let byteCountMax: Int
    private(set) var totalByteCount = 0
    private(set) var keptByteCount = 0
    private var slices: [ByteBuffer] = []
    private var isCut = false

    private static let copiedByteCountMax = 2048

    init(byteCountMax: Int) { self.byteCountMax = byteCountMax }

    /// Takes the next piece of the body. Once one does not fit, neither do those after it: what is kept is a prefix.
    mutating func add(_ piece: ByteBuffer, budget: TapBudget) {
        let count = piece.readableBytes
        totalByteCount += count
        guard byteCountMax > 0, !isCut else { return }
        let fitting = min(count, byteCountMax - keptByteCount)
        guard fitting > 0, budget.reserve(fitting), let slice = piece.getSlice(at: piece.readerIndex, length: fitting)
        else {
            isCut = true
            return
        }
        isCut = fitting < count
        keptByteCount += fitting
        keep(slice)
    }

    private mutating func keep(_ slice: ByteBuffer) {
        guard slice.readableBytes <= Self.copiedByteCountMax else { return slices.append(slice) }
        if let last = slices.indices.last, slices[last].writableBytes >= slice.readableBytes {
            slices[last].writeImmutableBuffer(slice)
        } else {
            var own = ByteBufferAllocator().buffer(capacity: max(512, slice.readableBytes))
            own.writeImmutableBuffer(slice)
            slices.append(own)
        }
    }

    /// How much was wanted but did not fit.
    var droppedByteCount: Int { byteCountMax > 0 ? totalByteCount - keptByteCount : 0 }

    /// What was kept, as a recorder wants it.
    var body: WireBody {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(keptByteCount)
        for slice in slices { bytes.append(contentsOf: slice.readableBytesView) }
        return WireBody(bytes, totalByteCount: totalByteCount)
    }

    /// Gives up what was kept; the count stays.
    mutating func release(to budget: TapBudget) {
        guard keptByteCount > 0 else { return }
        budget.release(keptByteCount)
        slices = []
        keptByteCount = 0
        isCut = true
    }
}
