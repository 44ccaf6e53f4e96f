import CairnInsights
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite struct MetricLogTests {
    private static let minute = Int32(DetectorRig.epoch / 60)

    private static func folder() throws -> String {
        var template = Array("/tmp/cairn-points-XXXXXX".utf8CString)
        let path = try #require(mkdtemp(&template))
        return String(cString: path)
    }

    private static func remove(_ folder: String) {
        guard let stream = opendir(folder) else { return }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            unlink("\(folder)/\(name)")
        }
        closedir(stream)
        rmdir(folder)
    }

    private static func point(_ minute: Int32, _ count: UInt32, key: UInt64 = 7) -> MetricPoint {
        MetricPoint(key: key, minute: Self.minute + minute, count: count)
    }

    private static func question(_ period: Int64, days: Int64 = 3) -> MetricQuestion {
        MetricQuestion(key: 7, times: DetectorRig.epoch..<DetectorRig.epoch + days * 86_400, period: period)
    }

    @Test(arguments: [true, false])
    func pointsAddUpByPeriod(onDisk: Bool) throws {
        let folder = onDisk ? try Self.folder() : nil
        defer { folder.map(Self.remove) }
        var log = try MetricLog(folder: folder)
        try log.append([
            Self.point(0, 2), Self.point(0, 9, key: 8),
            Self.point(3, 5),
        ])
        try log.append([
            Self.point(0, 1), Self.point(1441, 4),
        ])
        let times = try log.values(Self.question(60)).map(\.time)
        #expect(times == [0, 180, 1441 * 60].map { DetectorRig.epoch + $0 })
        #expect(try log.values(Self.question(60)).map(\.calls) == [3, 5, 4])
        #expect(try log.values(Self.question(300)).map(\.calls) == [8, 4])
        #expect(try log.values(Self.question(3600, days: 1)).map(\.calls) == [8])
    }

    @Test func oldDaysGetCoarserAndGo() throws {
        let folder = try Self.folder()
        defer { Self.remove(folder) }
        var log = try MetricLog(folder: folder)
        try log.append([
            Self.point(1, 2), Self.point(4, 3),
            Self.point(31, 4),
        ])
        try log.settle(now: DetectorRig.epoch + 20 * 86_400)
        #expect(try log.values(Self.question(60)).map(\.calls) == [5, 4])
        try log.settle(now: DetectorRig.epoch + 70 * 86_400)
        #expect(try log.values(Self.question(60)).map(\.calls) == [9])
        try log.settle(now: DetectorRig.epoch + 95 * 86_400)
        #expect(try log.values(Self.question(60)).isEmpty)
    }

    @Test func whatCameAfterACheckpointIsCutOff() throws {
        let folder = try Self.folder()
        defer { Self.remove(folder) }
        var log = try MetricLog(folder: folder)
        try log.append([Self.point(0, 2)])
        let lengths = try log.lengths()
        try log.append([
            Self.point(0, 5), Self.point(1440, 6),
        ])
        try log.cut(to: lengths)
        #expect(try log.values(Self.question(60)).map(\.calls) == [2])
    }
}
