public import CairnIntegrity
public import CairnModel
public import CairnObjects
public import CairnStore
public import CairnTrails
public import Logging

/// Everything that deliveries read from and write to.
public struct DeliveryWorld: Sendable {
    public var journal: Journal
    public var state: StateDatabase
    public var trails: TrailRegistry
    public var organizations: any OrganizationDirectory
    public var store: any ObjectStore
    public var keys: DigestKeys
    /// `nil` if there is no SNS: then nothing is published.
    public var notifications: (any NotificationSender)?
    /// `nil` if there is no CloudWatch Logs.
    public var logEvents: (any LogEventSender)?
    /// `nil` if there is no EventBridge.
    public var eventBus: (any EventBusSender)?
    /// Where the events of Cairn's own puts are recorded; `nil` records none.
    public var ownEvents: OwnEvents?
    public var clock: any WallClock
    public var sleep: @Sendable (_ seconds: Double) async throws -> Void
    /// From 0 to 1.
    public var random: @Sendable () -> Double
    public var logger: Logger
    /// Asked before each change of the state; tests let it fail.
    var mayWrite: @Sendable () throws(StoreError) -> Void = {}

    public init(
        journal: Journal, state: StateDatabase, trails: TrailRegistry, organizations: any OrganizationDirectory,
        store: any ObjectStore, keys: DigestKeys, notifications: (any NotificationSender)? = nil,
        logEvents: (any LogEventSender)? = nil, eventBus: (any EventBusSender)? = nil, ownEvents: OwnEvents? = nil,
        clock: any WallClock = SystemClock(),
        sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void = { seconds in
            try await Task.sleep(for: .seconds(seconds))
        },
        random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }, logger: Logger
    ) {
        self.journal = journal
        self.state = state
        self.trails = trails
        self.organizations = organizations
        self.store = store
        self.keys = keys
        self.notifications = notifications
        self.logEvents = logEvents
        self.eventBus = eventBus
        self.ownEvents = ownEvents
        self.clock = clock
        self.sleep = sleep
        self.random = random
        self.logger = logger
    }

    /// Whose events a trail takes; `nil` if its organization cannot be found out.
    func scope(of trail: Trail) async -> AccountScope? {
        guard trail.isOrganizationTrail else { return .account(trail.account) }
        do {
            guard let organization = try await organizations.organization(of: trail.account) else { return nil }
            return .organization(
                id: organization.id, accounts: organization.memberAccounts.union([organization.managementAccount]))
        } catch {
            logger.warning(
                "An organization cannot be read", metadata: ["trail": "\(trail.arn)", "error": "\(error)"])
            return nil
        }
    }
}
