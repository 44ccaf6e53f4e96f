import CairnModel

/// Hands out the events of a plan in their order, one second at a time.
struct PlanCursor {
    private let plan: ReplayPlan
    private var next = 0
    private var group: [RecordedEvent] = []
    private var groupPosition = 0

    init(_ plan: ReplayPlan) { self.plan = plan }

    /// The next event and its time; `nil` at the end.
    mutating func nextEvent() throws(ReplayError) -> (event: RecordedEvent, time: Double)? {
        if groupPosition == group.count {
            guard next < plan.entries.count else { return nil }
            try loadGroup()
        }
        defer { groupPosition += 1 }
        let event = group[groupPosition]
        return (event, event.time ?? plan.entries[next - 1].time)
    }

    /// The events of one second, or as many of them as are ordered at once.
    private mutating func loadGroup() throws(ReplayError) {
        let second = plan.entries[next].time.rounded(.down)
        var end = next
        var isOrdered = true
        while end < plan.entries.count, end - next < EventOrder.groupMax,
            plan.entries[end].time.rounded(.down) == second
        {
            isOrdered = isOrdered && plan.entries[end].isInOrder
            end += 1
        }
        group = []
        for entry in plan.entries[next..<end] { group.append(try plan.event(entry)) }
        if !isOrdered { group = EventOrder.sorted(group) }
        next = end
        groupPosition = 0
    }
}
