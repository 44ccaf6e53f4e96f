import NIOCore

/// The part of an answer that the caller is not given yet.
///
/// A call that is recorded sees the end of its answer only once its record is kept. A short answer is held back whole,
/// so that it can still be replaced by an error, and leaves in one write; of a long one, or one of unknown length, what
/// has come goes out, but never its end.
struct HeldAnswer {
    private var parts: [ByteBuffer] = []
    private(set) var byteCount = 0
    /// Whether parts that are not the end may go out.
    var streams = false

    /// - Parameter isHeld: false for a call that is not recorded: nothing is held back.
    mutating func begin(isHeld: Bool, declaredByteCount: Int?, heldByteCountMax: Int) {
        streams = !isHeld || (declaredByteCount ?? .max) > heldByteCountMax
    }

    mutating func append(_ part: ByteBuffer) {
        parts.append(part)
        byteCount += part.readableBytes
    }

    /// Takes all parts.
    mutating func takeAll() -> [ByteBuffer] {
        byteCount = 0
        defer { parts.removeAll(keepingCapacity: true) }
        return parts
    }

    mutating func discard() { _ = takeAll() }
}
