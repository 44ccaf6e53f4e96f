import CairnModel

/// The forms that a timestamp takes on the wire.
///
/// Source: Smithy, `timestampFormat` trait.
enum TimestampFormat: Sendable, Hashable {
    case iso8601
    case rfc822
    case epochSeconds

    init?(modelName: String?) {
        switch modelName {
        case "iso8601", "date-time": self = .iso8601
        case "rfc822", "http-date": self = .rfc822
        case "unixTimestamp", "unixtimestamp", "epoch-seconds": self = .epochSeconds
        default: return nil
        }
    }

    /// The member's format, else its shape's, else what the protocol uses in that place.
    static func of(_ member: MemberModel?, _ shape: ShapeModel, default standard: TimestampFormat) -> TimestampFormat {
        TimestampFormat(modelName: member?.timestampFormat) ?? TimestampFormat(modelName: shape.timestampFormat)
            ?? standard
    }

    /// Reads a timestamp in any of the forms: services and clients do not always keep to their model.
    static func parse(_ text: String) -> Double? {
        if let seconds = ISO8601.parse(text) { return seconds }
        if let number = NumberText.number(from: text), let seconds = Double(number.literal) { return seconds }
        return HTTPDate.parse(text)
    }

    /// Returns the text for seconds since the epoch; fractions are kept to the microsecond, except in `rfc822`.
    func text(_ seconds: Double) -> String {
        guard let moment = Moment(seconds) else { return JSONNumber(seconds)?.literal ?? "0" }
        switch self {
        case .iso8601:
            let whole = ISO8601.string(epochSeconds: moment.seconds)
            return moment.microseconds == 0 ? whole : whole.dropLast() + "." + moment.fractionDigits + "Z"
        case .rfc822:
            return HTTPDate.text(epochSeconds: moment.seconds)
        case .epochSeconds:
            guard moment.microseconds != 0 else { return String(moment.seconds) }
            return JSONNumber(seconds)?.literal ?? "0"
        }
    }
}

/// Seconds since the epoch split into whole seconds and microseconds; `nil` outside of any calendar in use.
struct Moment {
    let seconds: Int64
    let microseconds: Int

    init?(_ value: Double) {
        guard value.isFinite, value.magnitude < 1e13 else { return nil }
        let floor = value.rounded(.down)
        let fraction = Int(((value - floor) * 1e6).rounded())
        seconds = Int64(floor) + (fraction == 1_000_000 ? 1 : 0)
        microseconds = fraction == 1_000_000 ? 0 : fraction
    }

    /// The fraction without trailing zeros.
    var fractionDigits: String {
        var digits = String(String(1_000_000 + microseconds).dropFirst())
        while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        return digits
    }
}
