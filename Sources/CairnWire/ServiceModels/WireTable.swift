import CWireTable

/// The bytes of a wire table: what every AWS service calls its operations and shapes.
///
/// `scripts/generate-wire-table.py` writes it; its first comment and `docs/formats/wire-table.md` describe the layout:
///
///     file        magic "CairnWT" 0x01 · varint byte count of the index · index · blocks, back to back
///     index       service ids, names, protocols and the size of each block: read once by `ServiceCatalog`
///     block       strings · shapes · operations of one service: read by `WireTableBlock` on first use
///     strings     varint count; each: varint bytes shared with the one before · varint count and text of the rest
///     shapes      varint count; each: byte kind and flags · name · traits · extras · members
///     member      byte location and flags · name · shape · traits · names on the wire · extras
///     operations  varint count; each: byte flags · name · method · URI · status · shapes · texts · errors
///
/// Integers are unsigned LEB128. A table that is cut short or damaged gives an error, never a trap: counts and
/// references are checked before they are used.
enum WireTable: Sendable {
    /// The table inside this binary, in its read-only data.
    case embedded
    case bytes([UInt8])

    static let magic: [UInt8] = Array("CairnWT".utf8) + [1]

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch self {
        case .embedded:
            return try body(UnsafeRawBufferPointer(start: cairn_wire_table(), count: cairn_wire_table_size()))
        case .bytes(let bytes):
            return try bytes.span.withUnsafeBytes { bytes throws(Failure) in try body(bytes) }
        }
    }
}

/// A wire table that cannot be read.
struct WireTableError: Error, Equatable {
    let message: String

    static let truncated = WireTableError(message: "the wire table ends too early")
    static let number = WireTableError(message: "a number in the wire table is too large")
    static let reference = WireTableError(message: "the wire table refers to something that it does not hold")
    static let magic = WireTableError(message: "this is not a wire table of this version")
}
