import CairnWire

/// A resource that a call refers to: the member that names it, and its name or identifier.
struct ResourceReference: Sendable, Hashable {
    let member: String
    let value: String

    private static let referencesMax = 32

    /// All of a call's input, outermost first; what the call itself makes is none.
    static func all(in call: PreparedCall) -> [ResourceReference] {
        var found: [ResourceReference] = []
        collect(call.input, member: "", into: &found)
        return found.filter { reference in
            reference.maker(in: call.service).map { $0.operation.name != call.operation.name } ?? false
        }
    }

    private static func collect(_ value: WireValue, member: String, into found: inout [ResourceReference]) {
        guard found.count < referencesMax else { return }
        switch value {
        case .string(let text):
            let reference = ResourceReference(member: member, value: text)
            if !text.isEmpty, text.utf8.count <= 2048, !found.contains(reference) { found.append(reference) }
        case .list(let elements): for element in elements { collect(element, member: member, into: &found) }
        case .structure(let members):
            for inner in members { collect(inner.value, member: inner.name, into: &found) }
        default: break
        }
    }

    init(member: String, value: String) {
        self.member = member
        self.value = value
    }

    /// A resource that a creation needs, and of which nothing is known.
    init?(standingIn member: String, for needer: ResourceReference, service: ServiceModel) {
        let prefix = service.id == "ec2" ? ResourceMaker.ec2Prefix(ofMember: member) : nil
        // Each has its own: two networks that share one would be deleted together.
        self.init(member: member, value: prefix.map { "\($0)-for-\(needer.value)" } ?? "replay-stand-in")
        guard member != "Name", maker(in: service) != nil else { return nil }
    }

    /// What it is, for not trying twice.
    var key: String { "\(member)=\(value)" }

    /// How to make it; `nil` if the member names nothing that the service can make.
    func maker(in service: ServiceModel) -> ResourceMaker? { ResourceMaker(self, service: service) }

    /// The name in an ARN, a URL or a name with a path.
    var shortName: String {
        guard value.hasPrefix("arn:") || value.contains("://") else { return value }
        let last = value.split { $0 == ":" || $0 == "/" }.last
        return last.map(String.init) ?? value
    }
}
