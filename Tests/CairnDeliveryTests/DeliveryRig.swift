import CairnAPI
import CairnGzip
import CairnIntegrity
import CairnModel
import CairnObjects
import CairnSelectors
import CairnStore
import CairnTrails
import Logging
import Synchronization

@testable import CairnDelivery

/// A delivery with a clock that stands still, a journal, a state and a bucket in memory.
final class DeliveryRig: Sendable {
    static let account = "222233334444"
    /// Making keys takes longer than all the rest.
    private static let sharedKeys = DigestKeys(storage: nil, clock: ManualClock(start))
    static let start = 1_772_359_200.0  // 2026-03-01T10:00:00Z

    let clock = ManualClock(DeliveryRig.start)
    let journal: Journal
    let state: StateDatabase
    let trails: TrailRegistry
    let memory: MemoryStore
    let store: FaultyStore
    let keys: DigestKeys
    let topic = RecordingTopic()
    let logGroup: RecordingLogGroup
    let organization: Organization?
    let configuration: DeliveryConfiguration
    private let deliverers = Mutex<[TrailIncarnation: TrailDeliverer]>([:])
    private let shares = Mutex<DeliveryShare?>(nil)
    private let counter = Atomic<Int>(0)

    init(_ configuration: DeliveryConfiguration = DeliveryConfiguration(), organization: Organization? = nil) throws {
        self.configuration = configuration
        self.organization = organization
        journal = try Journal(storage: MemorySegmentStorage(), clock: clock, logger: .quiet)
        state = try .inMemory()
        trails = try TrailRegistry(database: state)
        memory = MemoryStore(clock: clock)
        memory.setBucket(BucketInfo(name: "box", region: "eu-west-1"))
        store = FaultyStore(memory)
        logGroup = RecordingLogGroup(effects: store)
        keys = Self.sharedKeys
    }

    var world: DeliveryWorld {
        var world = DeliveryWorld(
            journal: journal, state: state, trails: trails,
            organizations: organization.map { StaticOrganizationDirectory($0) as any OrganizationDirectory }
                ?? EmptyOrganizationDirectory(),
            store: store, keys: keys, notifications: topic, logEvents: logGroup,
            ownEvents: OwnEvents(
                sink: journal, eventIDs: EventIDGenerator(clock: clock), defaultRegion: "eu-west-1"), clock: clock,
            sleep: { _ in }, random: { 1 }, logger: .quiet)
        world.mayWrite = { [store] () throws(StoreError) in try store.countWrite() }
        return world
    }

    /// Stops whatever runs, as the end of the process does.
    func kill() {
        deliverers.withLock { $0 = [:] }
        shares.withLock { $0 = nil }
    }

    private func share() -> DeliveryShare {
        shares.withLock { share in
            let new = share ?? DeliveryShare(configuration)
            share = new
            return new
        }
    }

    /// Lets every trail do what is due.
    func step() async throws {
        var all = try restored()
        for trail in trails.snapshot.all where all[TrailIncarnation(trail)] == nil {
            all[TrailIncarnation(trail)] = TrailDeliverer(
                state: DeliveryState(trail), places: [:], world: world, configuration: configuration.checked,
                shared: share())
        }
        let current = all
        deliverers.withLock { $0 = current }
        for (id, deliverer) in current.sorted(by: { $0.key.id < $1.key.id }) {
            if await deliverer.step() == nil { deliverers.withLock { $0[id] = nil } }
        }
    }

    private func restored() throws -> [TrailIncarnation: TrailDeliverer] {
        var all = deliverers.withLock { $0 }
        var places: [String: [LanePlace: PlaceState]] = [:]
        for document in try state.documents(kind: PlaceState.documentKind) {
            let place = LanePlace(account: document.key.account, region: document.key.region)
            places[document.key.id, default: [:]][place] = PlaceState(json: document.value)
        }
        for document in try state.documents(kind: DeliveryState.documentKind) {
            let kept = try DeliveryState(document: document)
            let id = TrailIncarnation(kept.trail)
            guard all[id] == nil else { continue }
            all[id] = TrailDeliverer(
                state: kept, places: places[id.documentPrefix] ?? [:], world: world,
                configuration: configuration.checked, shared: share())
        }
        return all
    }

    /// Goes to the next multiple of an interval and lets everyone do what is due.
    func tick(_ seconds: Double = 300) async throws {
        clock.set((clock.now() / seconds).rounded(.down) * seconds + seconds)
        try await step()
    }

    // MARK: Trails

    @discardableResult
    func addTrail(
        _ name: String = "audit", _ change: (inout CairnTrails.Trail) -> Void = { _ in }
    ) throws -> CairnTrails.Trail {
        var trail = CairnTrails.Trail(
            name: name, homeRegion: "eu-west-1", account: Self.account, s3BucketName: "box", createdTime: clock.now())
        change(&trail)
        let added = trail
        try trails.change { set throws(CloudTrailError) in set[added.key] = added }
        return trail
    }

    func change(_ trail: CairnTrails.Trail, _ change: (inout CairnTrails.Trail) -> Void) throws {
        try trails.change { set throws(CloudTrailError) in
            guard var changed = set[trail.key] else { return }
            change(&changed)
            set[trail.key] = changed
        }
    }

    /// Starts logging, and records the call.
    func startLogging(_ trail: CairnTrails.Trail) async throws {
        let now = clock.now()
        try change(trail) { ($0.isLogging, $0.startLoggingTime) = (true, now) }
        try await recordCall("StartLogging", trail)
    }

    func stopLogging(_ trail: CairnTrails.Trail) async throws {
        let now = clock.now()
        try change(trail) { ($0.isLogging, $0.stopLoggingTime) = (false, now) }
        try await recordCall("StopLogging", trail)
    }

    func delete(_ trail: CairnTrails.Trail) async throws {
        try trails.change { set throws(CloudTrailError) in set[trail.key] = nil }
        try await recordCall("DeleteTrail", trail)
    }

    @discardableResult
    func recordCall(_ name: String, _ trail: CairnTrails.Trail) async throws -> String {
        try await record(
            SampleRecord(name, source: "cloudtrail.amazonaws.com", parameters: ["name": .string(trail.name)]))
    }

    // MARK: Records

    /// Appends a record and returns its event id.
    @discardableResult
    func record(_ sample: SampleRecord) async throws -> String {
        let id = "event-\(counter.add(1, ordering: .relaxed).newValue)"
        try await journal.append([sample.bytes(id: id, time: clock.now())])
        return id
    }

    func record(_ name: String, count: Int) async throws -> [String] {
        var ids: [String] = []
        for _ in 0..<count { ids.append(try await record(SampleRecord(name))) }
        return ids
    }

    // MARK: What was delivered

    func keys(_ part: String = "") async throws -> [String] {
        try await memory.list(bucket: "box", prefix: "", after: nil, limit: 1000).objects.map(\.key)
            .filter { part.isEmpty || $0.contains(part) }
    }

    func records(_ key: String) async throws -> [JSON] {
        let bytes = try await memory.get(bucket: "box", key: key).collect(upTo: 100 << 20)
        let json = try JSON(parsing: try Gzip.decompress(bytes, upTo: 200 << 20))
        return json["Records"]?.arrayValue ?? []
    }

    /// The ids of all delivered events, without those of Cairn's own puts, in the order of files' keys.
    func eventIDs(_ part: String = "_CloudTrail_") async throws -> [String] {
        var ids: [String] = []
        for key in try await keys(part) { ids += try await records(key).compactMap { $0["eventID"]?.stringValue } }
        return ids
    }

    func status(_ trail: CairnTrails.Trail, region: String = "eu-west-1") -> PlaceStatus {
        let share = shares.withLock { $0 }
        return share?.board.status(
            of: TrailIncarnation(trail), LanePlace(account: Self.account, region: region)) ?? PlaceStatus()
    }

    func metrics(_ trail: CairnTrails.Trail) -> TrailMetrics? {
        let share = shares.withLock { $0 }
        return share?.board.metrics.first { $0.trailARN == trail.arn }
    }

    func verify() async throws -> IntegrityReport {
        try await DigestVerifier(source: MemoryFileSource(store: memory), keys: AllPublicKeys(keys: keys)).run()
    }
}

/// The keys as ListPublicKeys gives them.
private struct AllPublicKeys: DigestPublicKeySource {
    let keys: DigestKeys

    func publicKeys(in region: String) async throws(IntegrityError) -> [DigestPublicKey] {
        try await keys.publicKeys(in: region, from: 0, to: nil)
    }
}

extension Logger {
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// A record to be made.
struct SampleRecord {
    var name: String
    var source: String
    var region = "eu-west-1"
    var account = DeliveryRig.account
    var category = "Management"
    var readOnly = false
    var parameters: JSON = nil
    var extra: [String: JSON] = [:]

    init(
        _ name: String = "CreateBucket", source: String = "s3.amazonaws.com", region: String = "eu-west-1",
        account: String = DeliveryRig.account, category: String = "Management", readOnly: Bool = false,
        parameters: JSON = nil, extra: [String: JSON] = [:]
    ) {
        self.name = name
        self.source = source
        self.region = region
        self.account = account
        self.category = category
        self.readOnly = readOnly
        self.parameters = parameters
        self.extra = extra
    }

    func bytes(id: String, time: Double) -> [UInt8] {
        var record: JSONObject = [
            "eventVersion": "1.11", "userIdentity": ["type": "Root", "accountId": .string(account)],
            "eventTime": .string(ISO8601.string(epochSeconds: Int64(time))), "eventSource": .string(source),
            "eventName": .string(name), "awsRegion": .string(region), "requestParameters": parameters,
            "eventID": .string(id), "readOnly": .bool(readOnly), "eventType": "AwsApiCall",
            "managementEvent": .bool(category == "Management"), "recipientAccountId": .string(account),
            "eventCategory": .string(category),
        ]
        for (name, value) in extra { record[name] = value }
        return Array(JSON.object(record).description.utf8)
    }
}
