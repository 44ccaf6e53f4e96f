import CairnGzip
import CairnInsights

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The files of events at a place, read in pieces by all processors.
struct EventFiles: Sendable {
    private static let pieceBytes = 4 << 20
    private static let lineBytesMax = 8 << 20
    /// Room for the end of a line, so that a piece need not grow.
    private static let lineBytes = 1 << 14
    private static let fileBytesMax = 1 << 30
    /// Log files of other regions, and what was delivered late, lie that far back.
    private static let logFileSeconds: Int64 = 5400
    private static let suffixes = [".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz"]

    private struct Piece: Sendable {
        var path: String
        /// `nil` for the whole of a packed file, or of one that is not of lines.
        var start: Int?
    }

    private let pieces: [Piece]
    private let areLogFiles: Bool

    /// - Throws: ``ClientError`` if there is nothing to read.
    init(_ place: String) throws {
        var paths: [String] = []
        if FolderEntries.isFolder(place) { Self.collect(place, &paths) } else { paths = [place] }
        guard !paths.isEmpty else { throw ClientError("there are no files of events in \(place)") }
        let stamps = paths.map { Self.stamp($0) }
        areLogFiles = paths.count > 1 && stamps.contains { $0 != nil }
        let ordered = zip(paths, stamps).sorted { ($0.1 ?? "", $0.0) < ($1.1 ?? "", $1.0) }
        pieces = try ordered.flatMap { try Self.pieces(of: $0.0) }
    }

    private static func collect(_ folder: String, _ paths: inout [String]) {
        for entry in FolderEntries.of(folder) {
            let path = "\(folder)/\(entry.name)"
            if entry.isFolder {
                guard !entry.name.hasPrefix("CloudTrail-") else { continue }  // digests, and Insights events
                collect(path, &paths)
            } else if suffixes.contains(where: entry.name.hasSuffix), !entry.name.hasSuffix(".seal.json") {
                paths.append(path)
            }
        }
    }

    /// The time in the name of a log file, such as `20260301T1005Z`.
    private static func stamp(_ path: String) -> String? {
        path.split(separator: "/").last?.split(separator: "_").first {
            $0.count == 14 && $0.hasSuffix("Z") && $0.dropFirst(8).hasPrefix("T")
        }.map(String.init)
    }

    private static func pieces(of path: String) throws -> [Piece] {
        var information = stat()
        guard stat(path, &information) == 0 else { throw ClientError("\(path) cannot be read") }
        guard !path.hasSuffix(".gz"), Int(information.st_size) > pieceBytes else { return [Piece(path: path)] }
        return stride(from: 0, to: Int(information.st_size), by: pieceBytes).map { Piece(path: path, start: $0) }
    }

    /// Runs the detector over everything, in the order of time.
    func backtest(following subjects: Set<SeriesSubject> = []) async throws -> Backtest {
        var backtest = Backtest(outOfOrderSeconds: areLogFiles ? Self.logFileSeconds : 0)
        for subject in subjects { backtest.follow(subject) }
        let width = ProcessorCount.current + 2
        try await withThrowingTaskGroup(of: (Int, ObservedChunk).self) { group in
            var waiting: [Int: ObservedChunk] = [:]
            var next = 0
            for index in 0..<min(width, pieces.count) { group.addTask { (index, try observe(index)) } }
            while let (index, chunk) = try await group.next() {
                waiting[index] = chunk
                while let chunk = waiting.removeValue(forKey: next) {
                    let added = next + width
                    if added < pieces.count { group.addTask { (added, try observe(added)) } }
                    backtest.add(chunk)
                    next += 1
                }
            }
        }
        backtest.finish()
        return backtest
    }

    private func observe(_ index: Int) throws -> ObservedChunk {
        let piece = pieces[index]
        let descriptor = open(piece.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ClientError("\(piece.path) cannot be read") }
        defer { close(descriptor) }
        guard let start = piece.start else { return ObservedChunk(try Self.whole(descriptor, piece.path)) }
        let (bytes, first) = try Self.lines(descriptor, from: start, piece.path)
        return ObservedChunk(bytes, from: first)
    }

    private static func whole(_ descriptor: Int32, _ path: String) throws -> [UInt8] {
        var information = stat()
        guard fstat(descriptor, &information) == 0, Int(information.st_size) <= fileBytesMax else {
            throw ClientError("\(path) has more than \(fileBytesMax >> 20) MB")
        }
        let bytes = try read(descriptor, from: 0, count: Int(information.st_size), path)
        guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
        do {
            return try Gzip.decompress(bytes, upTo: fileBytesMax)
        } catch {
            throw ClientError("\(path) cannot be unpacked: \(error)")
        }
    }

    /// The lines that begin in a piece: the first is one only if the byte before it ends another.
    private static func lines(
        _ descriptor: Int32, from start: Int, _ path: String
    ) throws -> (bytes: [UInt8], first: Int) {
        let from = max(0, start - 1)
        var bytes = try read(descriptor, from: from, count: start - from + pieceBytes, path)
        let isWhole = bytes.count == start - from + pieceBytes
        if isWhole, bytes.last != 0x0A {
            try readLineEnd(descriptor, &bytes, from: from, path)
        }
        guard start > 0 else { return (bytes, 0) }
        return (bytes, (bytes.firstIndex(of: 0x0A) ?? bytes.count - 1) + 1)
    }

    /// Adds the rest of the last line.
    private static func readLineEnd(
        _ descriptor: Int32, _ bytes: inout [UInt8], from: Int, _ path: String
    ) throws {
        let limit = bytes.count + lineBytesMax
        while bytes.count < limit {
            let more = try read(descriptor, from: from + bytes.count, count: lineBytes, path)
            let line = more.prefix { $0 != 0x0A }
            bytes += line
            if line.count < more.count || more.isEmpty { return }
        }
    }

    private static func read(_ descriptor: Int32, from start: Int, count: Int, _ path: String) throws -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count + lineBytes) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, count - filled, off_t(start + filled))
                if got < 0 && errno == EINTR { continue }
                failed = got < 0
                if got <= 0 { return }
                filled += got
            }
        }
        if failed { throw ClientError("\(path) cannot be read") }
        return bytes
    }
}
