import CairnModel

/// What makes an event the same in two files and in two runs: a hash of its id, source, name and time, or of the whole
/// record where there is no id. Ids alone do not: some sources give the same one to several events.
///
/// Source of the hash: FNV-1a, 64 bits, which is the same on every machine and in every run.
public struct EventKey: Sendable, Hashable {
    public let hash: UInt64

    init(_ event: RecordedEvent) {
        var hash = StableHash()
        if event.id.isEmpty {
            hash.add(event.bytes)
        } else {
            hash.add(event.id.utf8)
            hash.add(event.source.utf8)
            hash.add(event.name.utf8)
            hash.add((event.record["eventTime"]?.description ?? "").utf8)
        }
        self.hash = hash.value
    }

    /// Sixteen hexadecimal digits.
    init?(text: String) {
        guard text.utf8.count == 16, let hash = UInt64(text, radix: 16) else { return nil }
        self.hash = hash
    }

    var text: String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

struct StableHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        value = (value ^ 0xFF) &* 0x100_0000_01b3
    }
}
