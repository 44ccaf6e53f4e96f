/// A file that is being read into a plan.
struct PlanFile: ~Copyable {
    let name: String
    let isInOrder: Bool
    var intake: EventIntake

    init(_ name: String, isInOrder: Bool) {
        self.name = name
        self.isInOrder = isInOrder
        intake = EventIntake(file: name)
    }
}
