/// A data item of CBOR.
///
/// Source: RFC 8949, section 3.
indirect enum CBORValue: Sendable, Hashable {
    case unsigned(UInt64)
    /// The integer -1 - n.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CBORValue])
    case map([Entry])
    case tagged(UInt64, CBORValue)
    case boolean(Bool)
    case null
    case float(Double)

    struct Entry: Sendable, Hashable {
        var key: CBORValue
        var value: CBORValue
    }
}
