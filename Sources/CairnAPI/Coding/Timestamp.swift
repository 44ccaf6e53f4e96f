public import CairnModel

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import struct Foundation.Date
#endif

/// A point in time; on the wire seconds since the epoch, with up to three decimals.
public typealias Timestamp = Date

extension Timestamp {
    /// - Parameter epochSeconds: seconds since 1970-01-01T00:00:00Z.
    public init(epochSeconds: Double) { self.init(timeIntervalSince1970: epochSeconds) }

    /// Seconds since 1970-01-01T00:00:00Z.
    public var epochSeconds: Double { timeIntervalSince1970 }
}

extension Date: APIValue {
    /// The years 1 to 9999, in seconds since 1970-01-01T00:00:00Z.
    private static let range = -62_135_596_800.0...253_402_300_799.999

    /// Reads seconds since the epoch; an ISO 8601 text is understood as well.
    public init(json: JSON) throws(APICodingError) {
        let seconds = json.doubleValue ?? json.stringValue.flatMap(ISO8601.parse)
        guard let seconds, Self.range.contains(seconds) else {
            throw .expected("a time in seconds since the epoch", found: json)
        }
        self.init(timeIntervalSince1970: seconds)
    }

    public func write(to writer: inout JSONWriter) {
        let range = Self.range
        let seconds = Swift.min(Swift.max(timeIntervalSince1970, range.lowerBound), range.upperBound)
        let milliseconds = Int64((seconds * 1000).rounded())
        if milliseconds % 1000 == 0 {
            writer.integer(milliseconds / 1000)
        } else {
            writer.literal(Self.decimalText(milliseconds))
        }
    }

    /// The milliseconds as seconds with a fraction and no zeros at its end, such as `1772359502.41`.
    private static func decimalText(_ milliseconds: Int64) -> String {
        let (seconds, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
        var fraction = String(rest)
        fraction = String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return (milliseconds < 0 ? "-" : "") + String(seconds) + "." + fraction
    }
}
