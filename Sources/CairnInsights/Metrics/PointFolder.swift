import CairnModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder of files of points, one a day.
struct PointFolder: Sendable {
    let path: String
    private static let suffix = ".points"
    private static let readBytes = 1 << 20

    init(path: String) throws(MetricLogError) {
        self.path = path
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Self.failure("make \(path)") }
    }

    private static func failure(_ action: String) -> MetricLogError {
        MetricLogError(description: "cannot \(action): \(String(cString: strerror(errno)))")
    }

    private func file(_ day: Int) -> String {
        "\(path)/\(CivilTime(epochSeconds: Int64(day) * 86_400).dateText(separator: "-"))\(Self.suffix)"
    }

    /// The days that there are, in order.
    func days() throws(MetricLogError) -> [Int] {
        guard let folder = opendir(path) else { throw Self.failure("read \(path)") }
        defer { closedir(folder) }
        var days: [Int] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(Self.suffix),
                let time = ISO8601.parse(String(name.dropLast(Self.suffix.count)) + "T00:00:00Z")
            else { continue }
            days.append(Int(time / 86_400))
        }
        return days.sorted()
    }

    func append(_ points: [MetricPoint], day: Int) throws(MetricLogError) {
        try write(points, to: file(day), flags: O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC)
    }

    private func write(_ points: [MetricPoint], to file: String, flags: Int32) throws(MetricLogError) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(points.count * MetricLog.rowBytes)
        for point in points {
            withUnsafeBytes(of: point.key.littleEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: point.minute.littleEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: point.count.littleEndian) { bytes.append(contentsOf: $0) }
        }
        let descriptor = open(file, flags, 0o644)
        guard descriptor >= 0 else { throw Self.failure("open \(file)") }
        defer { close(descriptor) }
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, offset, bytes.count - offset) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("write \(file)") }
            offset += count
        }
    }

    private func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ offset: Int, _ count: Int) -> Int {
        guard let base else { return 0 }
        #if canImport(Glibc)
        return Glibc.write(descriptor, base + offset, count)
        #elseif canImport(Musl)
        return Musl.write(descriptor, base + offset, count)
        #else
        return Darwin.write(descriptor, base + offset, count)
        #endif
    }

    /// Calls the body with each point of a day; none for a day that is not there.
    func forEachPoint(of day: Int, _ body: (MetricPoint) -> Void) throws(MetricLogError) {
        let file = file(day)
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw Self.failure("open \(file)") }
            return
        }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: Self.readBytes)
        var filled = 0
        while true {
            let count = buffer.withUnsafeMutableBytes { bytes -> Int in
                guard let base = bytes.baseAddress else { return 0 }
                return read(descriptor, base + filled, bytes.count - filled)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure("read \(file)") }
            filled += count
            let whole = filled / MetricLog.rowBytes * MetricLog.rowBytes
            buffer.withUnsafeBytes { bytes in
                for start in stride(from: 0, to: whole, by: MetricLog.rowBytes) { body(Self.point(bytes, start)) }
            }
            guard count > 0 else { return }
            // A row that is cut off by the buffer's end goes to its beginning.
            buffer.replaceSubrange(0..<filled - whole, with: Array(buffer[whole..<filled]))
            filled -= whole
        }
    }

    private static func point(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> MetricPoint {
        MetricPoint(
            key: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
            minute: Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: Int32.self)),
            count: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self)))
    }

    /// Rewrites a day with wider points.
    func coarsen(_ day: Int, minutes: Int32) throws(MetricLogError) {
        var sums: [MetricPoint.Place: UInt32] = [:]
        try forEachPoint(of: day) { point in
            let place = MetricPoint.Place(key: point.key, minute: point.minute / minutes * minutes)
            sums[place] = (sums[place] ?? 0).addingReportingOverflow(point.count).partialValue
        }
        let points = sums.map { MetricPoint(key: $0.key.key, minute: $0.key.minute, count: $0.value) }
            .sorted { ($0.key, $0.minute) < ($1.key, $1.minute) }
        let temporary = file(day) + ".new"
        try write(points, to: temporary, flags: O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
        guard rename(temporary, file(day)) == 0 else { throw Self.failure("replace \(file(day))") }
    }

    func length(of day: Int) throws(MetricLogError) -> UInt64 {
        var status = stat()
        guard stat(file(day), &status) == 0 else { throw Self.failure("look at \(file(day))") }
        return UInt64(clamping: status.st_size)
    }

    /// Cuts a file that is longer.
    func cut(_ day: Int, to length: UInt64) throws(MetricLogError) {
        guard try self.length(of: day) > length else { return }
        guard truncate(file(day), off_t(clamping: length)) == 0 else { throw Self.failure("cut \(file(day))") }
    }

    func remove(_ day: Int) throws(MetricLogError) {
        guard unlink(file(day)) == 0 || errno == ENOENT else { throw Self.failure("remove \(file(day))") }
    }
}

extension MetricPoint {
    struct Place: Hashable {
        var key: UInt64
        var minute: Int32
    }
}
