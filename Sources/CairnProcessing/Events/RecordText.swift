import CairnModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import struct Foundation.Date
#endif

/// The bytes of a record or of a part of it, and how values in them are read.
///
/// Forwarders and old services write some values in other types than the documentation says: booleans as text, objects as
/// text. Both are understood.
struct RecordText: Sendable {
    let bytes: [UInt8]

    /// The text of a string; of any other value its JSON text. `nil` if absent or null.
    ///
    /// What is not quite UTF-8 is shown as well as it can be: an event is worth more than its user agent's spelling.
    func string(_ slice: JSONSlice) -> String? {
        let range = slice.range
        guard !range.isEmpty else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            guard buffer[range.lowerBound] == UInt8(ascii: "\"") else {
                return Self.isNull(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[range])))
                    ? nil : String(decoding: buffer[range], as: UTF8.self)
            }
            if slice.hasEscape, let text = slice.string(in: UnsafeRawBufferPointer(buffer)) { return text }
            let inside = range.lowerBound + 1..<range.upperBound - 1
            return String(decoding: UnsafeBufferPointer(rebasing: buffer[inside]), as: UTF8.self)
        }
    }

    func bool(_ slice: JSONSlice) -> Bool? {
        let range = slice.range
        guard (4...7).contains(range.count) else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            let isText = buffer[range.lowerBound] == UInt8(ascii: "\"")
            let first = buffer[range.lowerBound + (isText ? 1 : 0)]
            switch (first, range.count - (isText ? 2 : 0)) {
            case (UInt8(ascii: "t"), 4): return Self.equals(buffer[range], isText ? "\"true\"" : "true") ? true : nil
            case (UInt8(ascii: "f"), 5): return Self.equals(buffer[range], isText ? "\"false\"" : "false") ? false : nil
            default: return nil
            }
        }
    }

    private static func equals(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ text: StaticString) -> Bool {
        bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The value, decoded; a text that holds an object or an array is read as that. `nil` if absent or null.
    func json(_ slice: JSONSlice) -> JSON? {
        guard let json = bytes.withUnsafeBytes({ slice.json(in: $0) }), !json.isNull else { return nil }
        guard case .string(let text) = json, let first = text.utf8.first(where: { $0 > 0x20 }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return json }
        return (try? JSON(parsing: text)) ?? json
    }

    /// Seconds since the epoch, of both forms of times that records have.
    func seconds(_ slice: JSONSlice) -> Double? {
        bytes.withUnsafeBytes { text in
            if !slice.hasEscape, let quoted = slice.quotedBytes(in: text), let time = RecordTime.seconds(quoted) {
                return time
            }
            return slice.string(in: text).flatMap(ISO8601.parse)
        }
    }

    func date(_ slice: JSONSlice) -> Date? { seconds(slice).map(Date.init(timeIntervalSince1970:)) }

    /// Whether the member is there with the value `null`.
    func isNull(_ slice: JSONSlice) -> Bool {
        bytes.withUnsafeBytes { slice.bytes(in: $0).map(Self.isNull) ?? false }
    }

    private static func isNull(_ value: UnsafeRawBufferPointer) -> Bool {
        value.count == 4 && value[0] == UInt8(ascii: "n")
    }
}

/// The usual form of times, `2026-02-03T04:05:06Z`, read without a copy.
enum RecordTime {
    static func seconds(_ text: UnsafeRawBufferPointer) -> Double? {
        guard text.count == 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[19] == UInt8(ascii: "Z"), let century = pair(text, 0), let year = pair(text, 2),
            let month = pair(text, 5), let day = pair(text, 8), let hour = pair(text, 11),
            let minute = pair(text, 14), let second = pair(text, 17),
            // The days that every month has; the others are left to the reader of all forms.
            (1...12).contains(month), (1...28).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = CivilTime.daysSinceEpoch(year: century * 100 + year, month: month, day: day)
        return Double(days * 86_400 + hour * 3600 + minute * 60 + second)
    }

    private static func pair(_ text: UnsafeRawBufferPointer, _ index: Int) -> Int? {
        let (high, low) = (text[index] &- UInt8(ascii: "0"), text[index + 1] &- UInt8(ascii: "0"))
        return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : nil
    }
}
