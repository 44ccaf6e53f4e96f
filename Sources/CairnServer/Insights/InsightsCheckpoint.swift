import CairnInsights
import CairnModel
import CairnStore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How far the journal was read for Insights, and all that was learned until there: a file that is written now and then.
struct InsightsCheckpoint: Sendable {
    var detector: InsightDetector
    var position: JournalPosition
    /// Of the files of points, by day.
    var lengths: [Int: UInt64]
    var begun: Set<String>

    private static let bytesMax = 1 << 30

    /// Reads a checkpoint; `nil` if there is none, or none that can be used.
    static func read(_ path: String) -> InsightsCheckpoint? {
        guard let bytes = content(of: path), let line = bytes.firstIndex(of: 0x0A),
            let head = try? JSON(parsing: Array(bytes[..<line])),
            let detector = try? InsightDetector(
                checkpoint: Array(bytes[(line + 1)...]), configuration: InsightConfiguration()),
            let sequence = number(head["sequence"]), let segment = number(head["segment"]),
            let offset = number(head["offset"])
        else { return nil }
        var lengths: [Int: UInt64] = [:]
        for member in head["lengths"]?.objectValue?.members ?? [] {
            if let day = Int(member.key), let length = number(member.value) { lengths[day] = length }
        }
        return InsightsCheckpoint(
            detector: detector, position: JournalPosition(sequence: sequence, segment: segment, offset: offset),
            lengths: lengths, begun: Set((head["begun"]?.arrayValue ?? []).compactMap(\.stringValue)))
    }

    private static func number(_ json: JSON?) -> UInt64? { json?.stringValue.flatMap { UInt64($0) } }

    /// Writes it beside the old one, and then in its place.
    /// - Throws: ``StoreError`` if it cannot be written; the old one stays.
    func write(_ path: String) throws {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(temporary) }
        defer { close(descriptor) }
        let head = Array(head.description.utf8) + [0x0A]
        try head.withUnsafeBytes { try Self.write($0, descriptor, temporary) }
        try detector.writeCheckpoint { try Self.write($0, descriptor, temporary) }
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw Self.failure(path) }
    }

    private var head: JSON {
        var lengths: JSONObject = [:]
        for (day, length) in self.lengths.sorted(by: { $0.key < $1.key }) {
            lengths["\(day)"] = .string("\(length)")
        }
        return [
            "sequence": .string("\(position.sequence)"), "segment": .string("\(position.segment)"),
            "offset": .string("\(position.offset)"), "lengths": .object(lengths),
            "begun": .array(begun.sorted().map(JSON.string)),
        ]
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32, _ path: String) throws {
        var offset = 0
        while offset < bytes.count, let base = bytes.baseAddress {
            #if canImport(Darwin)
            let count = Darwin.write(descriptor, base + offset, bytes.count - offset)
            #elseif canImport(Musl)
            let count = Musl.write(descriptor, base + offset, bytes.count - offset)
            #else
            let count = Glibc.write(descriptor, base + offset, bytes.count - offset)
            #endif
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            offset += count
        }
    }

    private static func content(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, Int(information.st_size) <= bytesMax else { return nil }
        let count = Int(information.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, count - filled, off_t(filled))
                if got < 0 && errno == EINTR { continue }
                if got <= 0 { return }
                filled += got
            }
        }
        return bytes.count == count ? bytes : nil
    }

    private static func failure(_ path: String) -> StoreError {
        StoreError(.writeFailed, "Cannot write \(path): \(String(cString: strerror(errno)))")
    }
}
