import CairnModel

/// Which events a store has, by day: read from its files when a day is first asked for.
///
/// Bounded: the days that were asked for longest ago are forgotten and read again.
struct KnownEvents {
    private let files: StoreFolder
    private let engine: CompactionEngine?
    private var days: [LakeDay: Set<EventKey>] = [:]
    /// Those asked for latest last.
    private var order: [LakeDay] = []
    private var count = 0

    static let keysMax = 6_000_000

    /// - Parameter engine: reads Parquet files; `nil` only if the store has none.
    init(_ files: StoreFolder, engine: CompactionEngine?) {
        self.files = files
        self.engine = engine
    }

    /// Takes an event that is new, and says whether it is.
    mutating func insert(_ key: EventKey, day: LakeDay) throws(LakeError) -> Bool {
        if days[day] == nil { try load(day) }
        guard days[day]?.insert(key).inserted == true else { return false }
        count += 1
        return true
    }

    private mutating func load(_ day: LakeDay) throws(LakeError) {
        while count > Self.keysMax, let oldest = order.first {
            order.removeFirst()
            count -= days.removeValue(forKey: oldest)?.count ?? 0
        }
        var keys: Set<EventKey> = []
        let snapshot = try files.snapshot()
        for file in snapshot.tail where file.day == day {
            Self.add(try LakeFile.contents(of: snapshot.folder + "/" + file.path), to: &keys)
        }
        let parquet = snapshot.parquet.filter { $0.day == day }.map { snapshot.folder + "/" + $0.path }
        if !parquet.isEmpty {
            guard let engine else { throw LakeError(.engineMissing, DuckDBProgram.advice) }
            try engine.texts("SELECT \"eventID\" FROM read_parquet(\(DuckDBText.list(parquet)))") {
                keys.insert(EventKey($0))
            }
        }
        days[day] = keys
        order.append(day)
        count += keys.count
    }

    private static func add(_ lines: [UInt8], to keys: inout Set<EventKey>) {
        lines.withUnsafeBytes { buffer in
            var scanner = JSONScanner(buffer)
            while scanner.peek() != nil, let value = scanner.skipValue() {
                let record = UnsafeRawBufferPointer(rebasing: buffer[value.range])
                guard let view = RecordView(scanning: record), let key = EventKey(view.eventID, in: record) else {
                    continue
                }
                keys.insert(key)
            }
        }
    }
}
