import CairnModel
import CairnStore

/// How a ``TrailSet`` lies in the state database: a document for each trail and each delegated administrator.
enum TrailDocuments {
    /// What is to be written to get from one set to another.
    struct Difference {
        var stored: [StateDocument] = []
        var removed: [StateDocument.Key] = []

        var isEmpty: Bool { stored.isEmpty && removed.isEmpty }
    }

    static let administratorKind = "delegated-administrator"
    static let administratorVersion = 1

    static func read(from database: StateDatabase) throws(StoreError) -> TrailSet {
        var set = TrailSet()
        for document in try database.documents(kind: Trail.documentKind) {
            let trail = try Trail(document: document.value)
            guard key(of: trail) == document.key else {
                throw StoreError(.damaged, "The document of the trail \(trail.arn) lies under another key")
            }
            set[trail.key] = trail
        }
        for document in try database.documents(kind: administratorKind) {
            let reader = DocumentReader(document.value, of: "a delegated administrator")
            try reader.checkVersion(atMost: administratorVersion)
            set.registerDelegatedAdministrator(document.key.id, of: document.key.account)
        }
        return set
    }

    static func difference(from old: TrailSet, to new: TrailSet) -> Difference {
        var difference = Difference()
        for account in Set(old.accounts).union(new.accounts).sorted() {
            let (before, after) = (old.trails(ofAccount: account), new.trails(ofAccount: account))
            if before == after, !new.written.contains(where: { $0.account == account }) { continue }
            difference.stored += after.filter { isToBeStored($0, from: old, to: new) }
                .map { StateDocument(key: key(of: $0), value: $0.document) }
            difference.removed += before.filter { new[$0.key] == nil }.map(key(of:))
        }
        let (before, after) = (administrators(old), administrators(new))
        difference.stored += after.subtracting(before).map { key in
            StateDocument(key: key, value: ["version": .integer(administratorVersion)])
        }
        difference.removed += before.subtracting(after)
        return difference
    }

    /// Texts that differ only in how an accent is composed are equal as strings, but other bytes in a bucket or a tag.
    private static func isToBeStored(_ trail: Trail, from old: TrailSet, to new: TrailSet) -> Bool {
        guard let before = old[trail.key], before == trail else { return true }
        return new.written.contains(trail.key)
            && !before.document.description.utf8.elementsEqual(trail.document.description.utf8)
    }

    private static func key(of trail: Trail) -> StateDocument.Key {
        StateDocument.Key(
            kind: Trail.documentKind, account: trail.account, region: trail.homeRegion, id: trail.name
        )
    }

    private static func administrators(_ set: TrailSet) -> Set<StateDocument.Key> {
        var keys: Set<StateDocument.Key> = []
        for (managementAccount, members) in set.delegatedAdministrators {
            for member in members {
                keys.insert(
                    StateDocument.Key(kind: administratorKind, account: managementAccount, region: "", id: member)
                )
            }
        }
        return keys
    }
}
