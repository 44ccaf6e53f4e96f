import CairnModel

/// `"eventTime":"2026-03-01T10:15:02Z"`, written digit by digit: every record has one.
enum EventTimeMember {
    private static let name = Array(#""eventTime":""#.utf8)
    private static let byteCount = 34

    static func text(epochSeconds: Int64) -> String {
        let time = CivilTime(epochSeconds: epochSeconds)
        guard (0...9999).contains(time.year) else { return text(epochSeconds: 0) }
        let numbers = [time.year % 100, time.month, time.day, time.hour, time.minute, time.second]
        return String(unsafeUninitializedCapacity: byteCount) { buffer in
            var end = buffer.update(fromContentsOf: name)
            put(time.year / 100, into: buffer, at: &end)
            for (number, separator) in zip(numbers, "--T::Z".utf8) {
                put(number, into: buffer, at: &end)
                buffer[end] = separator
                end += 1
            }
            buffer[end] = UInt8(ascii: "\"")
            return end + 1
        }
    }

    private static func put(_ value: Int, into buffer: UnsafeMutableBufferPointer<UInt8>, at end: inout Int) {
        buffer[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10)
        buffer[end + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
        end += 2
    }
}
