/// What a request carries.
public enum AWSRequestBody: Sendable {
    case bytes([UInt8])
    /// A part of a file, read while it is sent.
    case file(FileSlice)
    /// Pieces that can be read once: such a request is never sent a second time.
    case stream(AWSByteStream, byteCount: Int)

    public static let empty = AWSRequestBody.bytes([])

    public var byteCount: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(let slice): slice.byteCount
        case .stream(_, let byteCount): byteCount
        }
    }

    /// Whether the body can be sent again.
    public var isReplayable: Bool {
        if case .stream = self { return false }
        return true
    }
}
