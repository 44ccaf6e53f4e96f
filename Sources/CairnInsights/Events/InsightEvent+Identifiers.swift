/// Identifiers that follow from what the insight is: found again, it has the same ones.
extension InsightEvent {
    /// The same for the start and the end.
    public var sharedEventID: String { Self.identifier(seed: Self.sharedSeed, subject.key, startMinute) }

    /// Of this event alone.
    public var eventID: String { Self.identifier(seed: seed, subject.key, startMinute) }

    /// What ``sharedEventID`` is in the record that a watching store causes.
    /// - Parameter source: the ARN of that store.
    public func sharedEventID(ofStore source: String) -> String {
        Self.identifier(seed: Self.sharedSeed, key(ofStore: source), startMinute)
    }

    /// What ``eventID`` is in the record that a watching store causes.
    /// - Parameter source: the ARN of that store.
    public func eventID(ofStore source: String) -> String {
        Self.identifier(seed: seed, key(ofStore: source), startMinute)
    }

    private static let sharedSeed: UInt64 = 0x5348_4152_4544
    private var seed: UInt64 { state == .start ? 0x5354_4152_54 : 0x454e_44 }

    private func key(ofStore source: String) -> UInt64 {
        var hash = StableHash(seed: subject.key)
        hash.add(source)
        return hash.value
    }

    /// A UUID of version 8. Source: RFC 9562, section 5.8.
    private static func identifier(seed: UInt64, _ key: UInt64, _ minute: Int) -> String {
        func word(_ lane: UInt64) -> UInt64 {
            var hash = StableHash(seed: seed ^ lane)
            hash.add(key)
            hash.add(UInt64(bitPattern: Int64(minute)))
            hash.add(lane)
            return hash.value
        }
        let high = word(0x11) & 0xffff_ffff_ffff_0fff | 0x8000
        let low = word(0x77) & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        return text(high, low)
    }

    private static func text(_ high: UInt64, _ low: UInt64) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        for (word, dashes) in [(high, [8, 12]), (low, [0, 4])] {
            for place in 0..<16 {
                if dashes.contains(place) { bytes.append(UInt8(ascii: "-")) }
                bytes.append(digits[Int(word >> UInt64(60 - 4 * place) & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
