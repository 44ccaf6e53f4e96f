/// Which files of a bucket or folder are log files that are wanted, by their names alone.
///
/// A bucket may hold the logs of other services and CloudTrail's own digests beside its log files; without a prefix
/// that says otherwise, only what stands in a `CloudTrail` prefix counts. With a time range, days that are named in a
/// prefix or in a file's name decide before anything is read: files are named by when they were delivered, so the day
/// behind the range belongs to it. A name without a day says nothing, and the file is read.
///
/// Files of AWS Config stand in `Config`; their items are older than the days in their names, which say nothing then.
///
/// Source: CloudTrail API Reference, StartImport.
public struct ImportNames: Sendable, Hashable {
    /// Only keys that begin with it.
    public let prefix: String
    private let isBucket: Bool
    /// The prefix of the service whose files are wanted; `nil` for any.
    private let service: String?
    private let first: LakeDay?
    private let last: LakeDay?

    /// Every file of a folder.
    /// - Parameters:
    ///   - kind: what the files hold.
    ///   - start: the first time that is wanted, in seconds since the epoch.
    ///   - end: the last.
    public init(kind: EventDataStoreKind = .cloudTrailEvents, start: Double? = nil, end: Double? = nil) {
        self.init("", isBucket: false, kind, start, end)
    }

    /// The log files of a bucket, or the files of another kind.
    /// - Parameter prefix: from the URI of the source.
    public init(
        bucketPrefix prefix: String, kind: EventDataStoreKind = .cloudTrailEvents, start: Double? = nil,
        end: Double? = nil
    ) {
        self.init(prefix, isBucket: true, kind, start, end)
    }

    private init(_ prefix: String, isBucket: Bool, _ kind: EventDataStoreKind, _ start: Double?, _ end: Double?) {
        self.prefix = prefix
        self.isBucket = isBucket
        service =
            switch kind {
            case .configurationItems: "Config"
            case .evidence: nil
            case .cloudTrailEvents, .insights, .integrations: "CloudTrail"
            }
        let tells = kind == .cloudTrailEvents
        first = (tells ? start : nil).map { LakeDay(epochSeconds: $0) }
        last = (tells ? end : nil).map { LakeDay(daysSinceEpoch: LakeDay(epochSeconds: $0).daysSinceEpoch + 1) }
    }

    public func takes(_ path: String) -> Bool {
        guard !isBucket || isLogFile(path) else { return false }
        guard first != nil || last != nil, let day = Self.day(of: path)?.day else { return true }
        return first.map { day >= $0 } ?? true && last.map { day <= $0 } ?? true
    }

    /// A key behind one that is not taken, behind which the next that may be stands; `nil` if it is the next one.
    ///
    /// Days of a region stand together: those before the range, and those behind it, need not be listed.
    public func skip(_ key: String) -> String? {
        guard first != nil || last != nil, isLogFile(key), let (folder, day) = Self.day(of: key), let folder else {
            return nil
        }
        if let first, day < first { return folder + first.text.replacing("-", with: "/") }
        // Digits stand before the colon, and a region's name has none.
        if let last, day > last { return folder + ":" }
        return nil
    }

    private func isLogFile(_ key: String) -> Bool {
        guard key.hasPrefix(prefix), !key.hasSuffix("/") else { return false }
        guard let service = self.service else { return true }
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard let logs = parts.firstIndex(of: "AWSLogs") else {
            return !prefix.isEmpty || parts.dropLast().contains(Substring(service))
        }
        // AWSLogs/ACCOUNT/SERVICE/…, or AWSLogs/ORGANIZATION/ACCOUNT/SERVICE/…
        let place = logs + (parts.count > logs + 1 && parts[logs + 1].hasPrefix("o-") ? 3 : 2)
        guard place < parts.count - 1 else { return !prefix.isEmpty }
        let named = parts[...place].joined(separator: "/")
        // The prefix itself names a service: that one is wanted.
        return prefix.utf8.count >= named.utf8.count || parts[place] == service
    }

    /// The day in a path, such as `…/2026/03/01/…`, with what comes before it, or in a file's name, such as
    /// `111122223333_CloudTrail_us-east-1_20260301T1015Z_…`.
    private static func day(of path: String) -> (folder: String?, day: LakeDay)? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count > 3 {
            for index in (0...parts.count - 4).reversed() {
                guard let day = day(parts[index], parts[index + 1], parts[index + 2]) else { continue }
                return (parts[..<index].map { $0 + "/" }.joined(), day)
            }
        }
        for part in (parts.last ?? "").split(separator: "_") where part.utf8.count >= 9 {
            let bytes = Array(part.utf8.prefix(9))
            guard bytes[8] == UInt8(ascii: "T") else { continue }
            func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
            if let day = day(text(0..<4), text(4..<6), text(6..<8)) { return (nil, day) }
        }
        return nil
    }

    private static func day(
        _ year: some StringProtocol, _ month: some StringProtocol, _ day: some StringProtocol
    ) -> LakeDay? {
        guard year.utf8.count == 4, month.utf8.count == 2, day.utf8.count == 2 else { return nil }
        return LakeDay("\(year)-\(month)-\(day)".utf8)
    }
}
