/// The part of an object that is to be read.
public enum ObjectRange: Sendable, Hashable {
    /// From a place to the end.
    case from(Int)
    /// Both ends belong to it; an end behind the object's is the object's.
    case closed(ClosedRange<Int>)
    /// The last bytes, all if there are not so many.
    case last(Int)

    /// The places in an object of that size, `nil` if there are none.
    public func places(in size: Int) -> Range<Int>? {
        switch self {
        case .from(let start): start < size ? start..<size : nil
        case .closed(let range): range.lowerBound < size ? range.lowerBound..<min(size, range.upperBound + 1) : nil
        case .last(let count): count > 0 && size > 0 ? max(0, size - count)..<size : nil
        }
    }
}
