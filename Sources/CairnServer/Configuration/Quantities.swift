/// Durations and sizes as people write them on a command line.
public enum Quantities {
    private static let durationUnits: [(suffix: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    private static let sizeUnits: [(suffix: String, bytes: Double)] = [
        ("kib", 1024), ("mib", 1_048_576), ("gib", 1_073_741_824), ("kb", 1000), ("mb", 1_000_000),
        ("gb", 1_000_000_000), ("b", 1), ("", 1),
    ]

    /// Reads `10ms`, `300s`, `5m`, `1h` or `90d`; `nil` for another text and for what is negative.
    public static func duration(_ text: String) -> Duration? {
        for unit in durationUnits {
            guard let number = amount(text.lowercased(), suffix: unit.suffix) else { continue }
            return .milliseconds(Int64(number * unit.milliseconds))
        }
        return nil
    }

    /// Reads a number of bytes such as `65536`, `64KiB` or `1MB`; `nil` for another text and for what is negative.
    public static func byteCount(_ text: String) -> Int? {
        for unit in sizeUnits {
            guard let number = amount(text.lowercased(), suffix: unit.suffix) else { continue }
            return Int(number * unit.bytes)
        }
        return nil
    }

    private static func amount(_ text: String, suffix: String) -> Double? {
        guard text.hasSuffix(suffix) else { return nil }
        let digits = text.dropLast(suffix.count)
        guard let first = digits.first, first.isNumber, let number = Double(digits), (0...1e12).contains(number)
        else { return nil }
        return number
    }
}
