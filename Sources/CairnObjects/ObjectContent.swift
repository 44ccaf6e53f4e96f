public import NIOCore

/// What is written into an object.
public enum ObjectContent: Sendable {
    case bytes([UInt8])
    /// The content of a file.
    case file(path: String)
    /// Chunks as they come; read once. A store that has to know the length first reads it all before it sends.
    case stream(any AsyncSequence<ByteBuffer, any Error> & Sendable)
}
