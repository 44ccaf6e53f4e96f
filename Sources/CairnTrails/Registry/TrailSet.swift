/// All trails of all accounts and regions at one moment, and who may manage those of an organization.
///
/// A value: copies are cheap, and a reader keeps the one it has.
public struct TrailSet: Sendable, Hashable {
    /// Each sorted by home region and name.
    private var trailsByAccount: [String: [Trail]] = [:]
    /// By management account.
    public private(set) var delegatedAdministrators: [String: Set<String>] = [:]
    /// How many changes there have been since the start of the process; a reader compares it to know whether what it
    /// made of an earlier set still holds.
    public internal(set) var revision: UInt64 = 0
    /// Where the change under way has written; empty outside of one.
    var written: Set<Trail.Key> = []

    public init() {}

    public var isEmpty: Bool { trailsByAccount.isEmpty }

    public var count: Int { trailsByAccount.values.reduce(0) { $0 + $1.count } }

    /// Whether an account other than this one owns a trail of an organization.
    public func hasOrganizationTrails(notOwnedBy account: String) -> Bool {
        trailsByAccount.contains { $0.key != account && $0.value.contains(where: \.isOrganizationTrail) }
    }

    /// The accounts that own trails, in order.
    public var accounts: [String] { trailsByAccount.keys.sorted() }

    /// Every trail, by account, home region and name.
    public var all: [Trail] { accounts.flatMap(trails(ofAccount:)) }

    /// The trails that an account owns, by home region and name.
    public func trails(ofAccount account: String) -> [Trail] { trailsByAccount[account] ?? [] }

    /// Reads the trail of that key; writing stores it, and `nil` removes it.
    ///
    /// The trail written must have the key it is written under.
    public subscript(_ key: Trail.Key) -> Trail? {
        get { trailsByAccount[key.account]?.first { $0.key == key } }
        set {
            precondition(newValue == nil || newValue?.key == key, "A trail is stored under its own key")
            written.insert(key)
            var trails = trailsByAccount[key.account] ?? []
            let index = trails.firstIndex { $0.key >= key } ?? trails.endIndex
            let isThere = index < trails.endIndex && trails[index].key == key
            let replaced = index..<(isThere ? index + 1 : index)
            trails.replaceSubrange(replaced, with: newValue.map { [$0] } ?? [])
            trailsByAccount[key.account] = trails.isEmpty ? nil : trails
        }
    }

    public mutating func registerDelegatedAdministrator(_ account: String, of managementAccount: String) {
        delegatedAdministrators[managementAccount, default: []].insert(account)
    }

    public mutating func deregisterDelegatedAdministrator(_ account: String, of managementAccount: String) {
        delegatedAdministrators[managementAccount]?.remove(account)
        if delegatedAdministrators[managementAccount]?.isEmpty == true {
            delegatedAdministrators[managementAccount] = nil
        }
    }

    /// Whether the account is a delegated administrator of the organization.
    public func isDelegatedAdministrator(_ account: String, of organization: Organization) -> Bool {
        delegatedAdministrators[organization.managementAccount]?.contains(account) ?? false
    }
}
