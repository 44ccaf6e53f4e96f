import CairnWire

/// The calls that undo each other, found by their verbs.
enum Counterpart {
    private static let verbs: [(undoing: String, doing: [String])] = [
        ("Detach", ["Attach"]), ("Disassociate", ["Associate"]), ("Remove", ["Add"]), ("Revoke", ["Authorize"]),
        ("Delete", ["Put", "Create"]), ("Deregister", ["Register"]), ("Release", ["Allocate"]),
        ("Terminate", ["Run"]),
    ]

    /// The call that does what the named one undoes.
    static func doing(_ name: String, in service: ServiceModel) -> OperationModel? {
        let name = name.hasPrefix("Update") ? "Delete" + name.dropFirst(6) : name
        guard let (undoing, doing) = verbs.first(where: { name.hasPrefix($0.undoing) }) else { return nil }
        let rest = String(name.dropFirst(undoing.count))
        return doing.lazy.flatMap { [$0 + rest, $0 + rest.replacing("From", with: "To")] }
            .compactMap { service.operation(named: $0) }.first
    }

    /// The call that undoes the named one.
    static func undoing(_ name: String, in service: ServiceModel) -> OperationModel? {
        for (undoing, doing) in verbs {
            guard let verb = doing.first(where: { name.hasPrefix($0) }) else { continue }
            let rest = String(name.dropFirst(verb.count))
            for candidate in [undoing + rest, undoing + rest.replacing("To", with: "From")] {
                if let operation = service.operation(named: candidate) { return operation }
            }
        }
        return nil
    }

    static func isRemoval(_ name: String) -> Bool { name.hasPrefix("Delete") || name.hasPrefix("Terminate") }
}
