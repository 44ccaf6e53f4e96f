import CairnInsights

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What the process takes with so many series, all of them called for eight days.
enum MemoryMeasure {
    /// 50 000 series take less, whatever else is in the process.
    static let bytesMax = 64 << 20

    /// - Returns: whether the whole process stays below ``bytesMax``.
    static func print(seriesCount: Int) -> Bool {
        let before = residentBytes()
        var configuration = InsightConfiguration()
        configuration.seriesMax = seriesCount
        var detector = InsightDetector(configuration: configuration)
        let subjects = (0..<seriesCount).map { index in
            SeriesSubject(
                account: "\(111_122_220_000 + index / 500)", region: "eu-west-1",
                eventSource: "service\(index % 50).amazonaws.com", eventName: "Operation\(index % 500)")
        }
        let subjectBytes = residentBytes() - before
        var events = 0
        for step in 0..<8 * 24 * 4 {
            for (index, subject) in subjects.enumerated() where (index + step) % 4 == 0 {
                detector.add(
                    subject, count: 1 + index % 7, time: 1_767_225_600 + Int64(step) * 900 + Int64(index % 15) * 60 / 8,
                    identity: "arn:aws:iam::111122223333:role/role-\(index % 4000)", agent: "agent \(index % 1000)")
            }
            events += detector.takeEvents().count
        }
        let process = residentBytes()
        Swift.print(
            "memory of \(detector.seriesCount) series, MB: \((process - before - subjectBytes) >> 20)\n"
                + "memory of the whole process, MB: \(process >> 20), "
                + "of which the names of the benchmark are \(subjectBytes >> 20)")
        return detector.seriesCount == seriesCount && process < bytesMax
    }

    private static func residentBytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, 128, file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let fields = text.split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(getpagesize())
    }
}
