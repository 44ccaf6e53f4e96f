import CairnGzip
import CairnModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads files of events in the forms in which CloudTrail hands them out.
enum EventInput {
    private static let byteCountMax = 1 << 30

    /// The bytes of a file, or of standard input for `-`.
    static func bytes(of path: String) throws -> [UInt8] {
        let name = path == "-" ? "standard input" : path
        guard let bytes = path == "-" ? content(of: STDIN_FILENO) : file(path) else {
            throw ClientError("\(name) cannot be read, or has more than \(byteCountMax >> 20) MB")
        }
        guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
        do {
            return try Gzip.decompress(bytes, upTo: byteCountMax)
        } catch {
            throw ClientError("\(name) cannot be unpacked: \(error)")
        }
    }

    /// Calls `body` with each record of a log file, an answer of LookupEvents, a list, or lines of these.
    static func forEachRecord(in bytes: [UInt8], _ body: (JSON) -> Void) throws {
        if let whole = try? JSON(parsing: bytes) {
            return try forEachRecord(in: whole, place: "the input", body)
        }
        for (index, line) in bytes.split(separator: 0x0A).enumerated() {
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { continue }
            guard let json = try? JSON(parsing: Array(line)) else {
                throw ClientError("line \(index + 1) of the events is no JSON")
            }
            try forEachRecord(in: json, place: "line \(index + 1)", body)
        }
    }

    private static func forEachRecord(in json: JSON, place: String, _ body: (JSON) -> Void) throws {
        if let records = json["Records"]?.arrayValue ?? json.arrayValue {
            for record in records { try forEachRecord(in: record, place: place, body) }
        } else if let events = json["Events"]?.arrayValue {
            for event in events { try forEachRecord(in: event, place: place, body) }
        } else if let text = json["CloudTrailEvent"]?.stringValue {
            guard let record = try? JSON(parsing: text) else {
                throw ClientError("\(place): a CloudTrailEvent is no JSON")
            }
            body(record)
        } else if json.objectValue != nil {
            body(json)
        } else {
            throw ClientError("\(place) holds something that is no event: \(json.description.prefix(60))")
        }
    }

    private static func file(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return content(of: descriptor)
    }

    /// Pipes do not tell their size: what comes is read until it ends.
    private static func content(of descriptor: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0, bytes.count + count <= byteCountMax else { return nil }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
