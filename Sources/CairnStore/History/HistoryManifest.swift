import CairnModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What the history folder knows about itself: how far the journal is indexed, which days there are, and which of
/// them a loss of power would leave in doubt.
struct HistoryManifest: Sendable, Equatable {
    /// Changes when the way of indexing does: another version is built again.
    static let version = 1

    struct Day: Sendable, Equatable {
        /// No event of the day comes before this sequence number.
        var firstSequence: UInt64
        /// Written to without being brought to the device.
        var isDirty: Bool
    }

    var position = JournalPosition.beginning
    /// By days since the epoch.
    var days: [Int: Day] = [:]
    /// The run of the operating system that the dirty days were written in.
    var bootID = ""

    init() {}

    init?(decoding bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["version"]?.intValue == Self.version,
            let sequence = json["sequence"]?.intValue, let segment = json["segment"]?.intValue,
            let offset = json["offset"]?.intValue, sequence >= 0, segment >= 0, offset >= 0,
            let days = json["days"]?.objectValue, let bootID = json["bootID"]?.stringValue
        else { return nil }
        position = JournalPosition(sequence: UInt64(sequence), segment: UInt64(segment), offset: UInt64(offset))
        self.bootID = bootID
        for member in days.members {
            guard let day = HistoryFile.day(member.key), let first = member.value["firstSequence"]?.intValue,
                let isDirty = member.value["dirty"]?.boolValue, first >= 0
            else { return nil }
            self.days[day] = Day(firstSequence: UInt64(first), isDirty: isDirty)
        }
    }

    func encoded() -> [UInt8] {
        let days = days.sorted { $0.key < $1.key }.map { day, state in
            (
                HistoryFile.text(day),
                ["firstSequence": .integer(state.firstSequence), "dirty": .bool(state.isDirty)] as JSON
            )
        }
        let json: JSON = [
            "version": .integer(Self.version), "sequence": .integer(position.sequence),
            "segment": .integer(position.segment), "offset": .integer(position.offset),
            "bootID": .string(bootID), "days": .object(JSONObject(days)),
        ]
        return Array(json.description.utf8) + [0x0A]
    }

    /// What names this run of the operating system; pages written in it are not lost while it lasts.
    static func currentBootID() -> String {
        #if os(Linux)
        guard let file = try? POSIXFile("/proc/sys/kernel/random/boot_id", flags: O_RDONLY) else { return "" }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = try? bytes.withMutableBytes { (buffer) throws(StoreError) in try file.read(into: buffer, at: 0) }
        return String(decoding: bytes[..<(count ?? 0)].filter { $0 > 0x20 }, as: UTF8.self)
        #else
        var time = timeval()
        var size = MemoryLayout<timeval>.size
        guard sysctlbyname("kern.boottime", &time, &size, nil, 0) == 0 else { return "" }
        return String(time.tv_sec)
        #endif
    }
}

/// The names of the files of days.
enum HistoryFile {
    /// `2026-02-03`
    static func text(_ day: Int) -> String {
        CivilTime(epochSeconds: Int64(day) * 86_400).dateText(separator: "-")
    }

    static func name(_ day: Int) -> String { text(day) + ".db" }

    static func day(_ text: String) -> Int? {
        guard text.utf8.count == 10, let seconds = ISO8601.parse(text + "T00:00:00Z") else { return nil }
        return Int(seconds) / 86_400
    }

    static func day(containing time: Int64) -> Int { Int(time >= 0 ? time / 86_400 : (time - 86_399) / 86_400) }
}
