import CairnModel

/// Which events a store has, by day: read from its files when a day is first asked for.
///
/// Bounded by ``trim()``: the days that were asked for longest ago are forgotten and read again. Whoever takes many
/// events writes them, and lets it be trimmed, when it ``isFull``.
struct KnownEvents: Sendable {
    private var days: [LakeDay: Set<EventKey>] = [:]
    /// In the order in which they were read.
    private var order: [LakeDay] = []
    private var count = 0

    static let keysMax = 6_000_000
    private let keysMax: Int

    init(keysMax: Int = Self.keysMax) { self.keysMax = keysMax }

    /// Whether no other day should be read before it is trimmed.
    var isFull: Bool { count >= keysMax }
    var dayCount: Int { days.count }

    /// Takes an event that is new, and says whether it is.
    /// - Parameter load: reads the events of a day.
    mutating func insert(
        _ key: EventKey, day: LakeDay, load: (LakeDay) throws(LakeError) -> Set<EventKey>
    ) throws(LakeError) -> Bool {
        if days[day] == nil {
            let keys = try load(day)
            days[day] = keys
            order.append(day)
            count += keys.count
        }
        guard days[day]?.insert(key).inserted == true else { return false }
        count += 1
        return true
    }

    /// Takes an event back that has not got into the store.
    mutating func remove(_ key: EventKey, day: LakeDay) {
        if days[day]?.remove(key) != nil { count -= 1 }
    }

    /// Forgets days beyond the bound, but never the latest. Only while every event that was taken can be read from the
    /// store.
    mutating func trim() {
        while count >= keysMax, order.count > 1, let oldest = order.first {
            order.removeFirst()
            count -= days.removeValue(forKey: oldest)?.count ?? 0
        }
    }
}

extension StoreFolder {
    /// The events of a day that are in the store's files.
    /// - Parameter engine: reads Parquet files; `nil` only if the store has none of that day.
    func eventKeys(of day: LakeDay, _ engine: CompactionEngine?) throws(LakeError) -> Set<EventKey> {
        var keys: Set<EventKey> = []
        let snapshot = try snapshot()
        // Its files are there for as long as it is.
        defer { withExtendedLifetime(snapshot) {} }
        for file in snapshot.tail where file.day == day {
            Self.add(try LakeFile.contents(of: snapshot.path(file)), of: file, to: &keys)
        }
        for part in snapshot.parts {
            let parquet = part.parquet.filter { $0.day == day }.map(snapshot.path)
            if !parquet.isEmpty { keys.formUnion(try Self.keys(of: parquet, since: part.bound, engine)) }
        }
        return keys
    }

    private static func keys(
        of parquet: [String], since bound: Double?, _ engine: CompactionEngine?
    ) throws(LakeError) -> Set<EventKey> {
        guard let engine else { throw LakeError(.engineMissing, DuckDBProgram.advice) }
        var keys: Set<EventKey> = []
        let whole = "SELECT * FROM read_parquet(\(DuckDBText.list(parquet)))"
        let source = "(\(DuckDBView.kept(whole, bound)))"
        try engine.texts("SELECT \"eventID\" FROM \(source) WHERE \"eventID\" <> ''") {
            keys.insert(EventKey($0))
        }
        // Row groups without such are passed over by their statistics.
        try engine.texts("SELECT sha256(\"eventJson\") FROM \(source) WHERE \"eventID\" IS NULL OR \"eventID\" = ''") {
            keys.insert(EventKey($0))
        }
        return keys
    }

    private static func add(_ lines: [UInt8], of file: TailFile, to keys: inout Set<EventKey>) {
        lines.withUnsafeBytes { buffer in
            var scanner = JSONScanner(buffer)
            while scanner.peek() != nil, let value = scanner.skipValue() {
                let record = UnsafeRawBufferPointer(rebasing: buffer[value.range])
                if let bound = file.keptSince, let view = RecordView(scanning: record),
                    let time = file.day.time(of: view.eventTime, in: record), time < bound
                {
                    continue
                }
                keys.insert(EventKey(of: record))
            }
        }
    }
}
