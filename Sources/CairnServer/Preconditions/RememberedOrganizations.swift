import CairnAPI
import CairnModel
import CairnTrails
import Synchronization

/// Remembers for a minute what a directory said: reading an organization takes several calls.
///
/// While the directory cannot be asked, what it said last still holds.
final class RememberedOrganizations: OrganizationDirectory {
    private struct Entry {
        let organization: Organization?
        let readAt: Double
    }

    private static let secondsMax = 60.0
    private static let accountCountMax = 10_000

    private let directory: any OrganizationDirectory
    private let clock: any WallClock
    private let entries = Mutex<[String: Entry]>([:])

    init(_ directory: any OrganizationDirectory, clock: any WallClock) {
        self.directory = directory
        self.clock = clock
    }

    func organization(of account: String) async throws(CloudTrailError) -> Organization? {
        let now = clock.now()
        let known = entries.withLock { $0[account] }
        if let known, (0..<Self.secondsMax).contains(now - known.readAt) { return known.organization }
        do {
            let organization = try await directory.organization(of: account)
            keep(Entry(organization: organization, readAt: now), of: account)
            return organization
        } catch {
            guard let known else { throw error }
            return known.organization
        }
    }

    private func keep(_ entry: Entry, of account: String) {
        entries.withLock { entries in
            if entries.count >= Self.accountCountMax { entries.removeAll() }
            entries[account] = entry
        }
    }
}
