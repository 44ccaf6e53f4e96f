import Synchronization

/// All AWS services: finds them by the names that the wire uses, and gives each one's model.
///
/// The index is read once; a service's model is decoded when it is first asked for, and kept. Models are immutable and
/// shared; all functions may be called from any thread.
public final class ServiceCatalog: Sendable {
    /// The services of the table inside this binary.
    public static let shared = ServiceCatalog(.embedded)

    let entries: [WireTableEntry]
    private let table: WireTable
    private let indicesByID: [Substring: Int]
    private let indicesByLabel: [Substring: [Int]]
    private let indicesByTargetPrefix: [Substring: [Int]]
    private let loaded: Mutex<[LoadedService?]>

    /// Reads the index of a table as `scripts/generate-wire-table.py` writes it; `nil` if it is damaged.
    public convenience init?(table bytes: [UInt8]) {
        guard let entries = try? WireTable.bytes(bytes).entries() else { return nil }
        self.init(.bytes(bytes), entries)
    }

    // The build puts the table into the binary, and a test reads all of it: without an index there is no service.
    private convenience init(_ table: WireTable) { self.init(table, (try? table.entries()) ?? []) }

    private init(_ table: WireTable, _ entries: [WireTableEntry]) {
        self.table = table
        self.entries = entries
        loaded = Mutex(Array(repeating: nil, count: entries.count))
        indicesByID = Dictionary(
            entries.indices.map { (entries[$0].id[...], $0) }, uniquingKeysWith: { first, _ in first })
        indicesByLabel = Self.labels(of: entries)
        indicesByTargetPrefix = Dictionary(
            grouping: entries.indices.filter { entries[$0].targetPrefix != nil },
            by: { entries[$0].targetPrefix.map { $0[...] } ?? "" })
    }

    /// The ids of all services, in alphabetical order.
    public var serviceIDs: [String] { entries.map(\.id) }

    /// The model of a service, `nil` if there is no service of that id, or its part of the table is damaged.
    public func model(id: String) -> ServiceModel? {
        indicesByID[id[...]].flatMap { service(at: $0)?.model }
    }

    /// The ids of the services whose signing name, endpoint prefix or id is that label, best first: those that sign with
    /// it (the one that is called so, those whose ids begin with it, the others), then those whose endpoint or id it is.
    public func serviceIDs(label: String) -> [String] {
        indices(label: label[...]).map { entries[$0].id }
    }

    /// The id of the service whose `X-Amz-Target` begins with that text and a dot, the first of them if two share it.
    public func serviceID(targetPrefix: String) -> String? {
        indices(targetPrefix: targetPrefix[...]).first.map { entries[$0].id }
    }

    func indices(label: Substring) -> [Int] { indicesByLabel[label] ?? [] }

    func indices(targetPrefix: Substring) -> [Int] { indicesByTargetPrefix[targetPrefix] ?? [] }

    func index(id: Substring) -> Int? { indicesByID[id] }

    /// The service at a place of `entries`, decoded if it is not yet.
    func service(at index: Int) -> LoadedService? {
        if let service = loaded.withLock({ $0[index] }) { return service }
        // Decoding takes a millisecond or more, so it does not hold the lock; of two that race, the first one stays.
        guard let model = try? table.model(entries[index]) else { return nil }
        let service = LoadedService(model)
        return loaded.withLock { services in
            if let earlier = services[index] { return earlier }
            services[index] = service
            return service
        }
    }

    private static func labels(of entries: [WireTableEntry]) -> [Substring: [Int]] {
        var ranked: [Substring: [(rank: Int, index: Int)]] = [:]
        for (index, entry) in entries.enumerated() {
            for label in Set([entry.signingName, entry.endpointPrefix, entry.id]) {
                ranked[label[...], default: []].append((rank(of: entry, for: label), index))
            }
        }
        return ranked.mapValues { $0.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.index) }
    }

    private static func rank(of entry: WireTableEntry, for label: String) -> Int {
        if entry.signingName == label { return entry.id == label ? 0 : entry.id.hasPrefix(label) ? 1 : 2 }
        return entry.endpointPrefix == label ? 3 : 4
    }
}
