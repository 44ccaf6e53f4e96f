import CairnTrails

/// A trail from its creation to its deletion: one of the same name that comes later is another.
struct TrailIncarnation: Sendable, Hashable {
    let key: Trail.Key
    let createdMilliseconds: Int64

    init(_ trail: Trail) {
        key = trail.key
        createdMilliseconds = Int64((trail.createdTime * 1000).rounded())
    }

    /// `audit@1772359200000`
    var id: String { "\(key.name)@\(createdMilliseconds)" }

    /// What the names of documents of places begin with; ends so that no other's begins with it.
    var documentPrefix: String { "\(key.account)/\(key.homeRegion)/\(id)" }

    /// The name of the reader of the journal.
    var readerName: String { "trail/\(documentPrefix)" }
}
