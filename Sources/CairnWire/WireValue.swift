public import CairnModel

/// A value that travels in an API call, told apart by the types of AWS's service models, without a place on the wire.
///
/// Codecs turn requests and answers of each protocol into wire values and back; the rules for records
/// turn wire values into `requestParameters` and back. Members are named as in the model (`DBInstanceIdentifier`).
public indirect enum WireValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// An integer or a floating-point number, kept as its text.
    case number(JSONNumber)
    case string(String)
    case blob([UInt8])
    /// A point in time: seconds since the epoch, with a fraction.
    case timestamp(Double)
    case list([WireValue])
    /// Free keys with values of one shape, in the order in which they came.
    case map([Member])
    /// Members of a structure or union, in the order in which they came. A name may be one that the model does not
    /// know: it is kept, and whoever reads the value decides.
    case structure([Member])
    /// Free JSON: a document, or a part that the model does not describe.
    case document(JSON)

    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: WireValue

        public init(_ name: String, _ value: WireValue) {
            self.name = name
            self.value = value
        }
    }
}

extension WireValue {
    /// The value of a structure's member or a map's key, `nil` if it is not there.
    public subscript(_ name: String) -> WireValue? {
        switch self {
        case .structure(let members), .map(let members):
            for member in members where member.name == name { return member.value }
            return nil
        default: return nil
        }
    }

    public var stringValue: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }
}
