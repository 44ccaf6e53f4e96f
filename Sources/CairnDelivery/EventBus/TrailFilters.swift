import CairnModel
import CairnTrails

/// What any of the trails that are logging takes.
struct TrailFilters: Sendable {
    private var filters: [TrailFilter] = []
    private var revision: UInt64?

    var isEmpty: Bool { filters.isEmpty }

    /// Takes over changes of the trails since the last time.
    mutating func update(_ world: DeliveryWorld) async {
        let trails = world.trails.snapshot
        guard trails.revision != revision else { return }
        var filters: [TrailFilter] = []
        var isComplete = true
        for trail in trails.all where trail.isLogging {
            if let scope = await world.scope(of: trail) {
                filters.append(TrailFilter(trail, scope: scope))
            } else {
                // An organization that could not be read is asked for again.
                isComplete = false
            }
        }
        (self.filters, revision) = (filters, isComplete ? trails.revision : nil)
    }

    func select(_ view: RecordView, in bytes: UnsafeRawBufferPointer, _ place: LanePlace) -> Bool {
        filters.contains { $0.admits(place) && $0.kind(of: view, in: bytes) != nil }
    }
}
