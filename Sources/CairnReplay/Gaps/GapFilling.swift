import CairnAWSClient
import CairnModel
import CairnWire

/// Fills the gaps of a log where a call fails over them: makes what was there before the log began, and removes what must
/// have gone by then, as the call had succeeded.
///
/// There is no code for single services: a member's name says what it names (`roleName` a role), and the service's model
/// how to make that (CreateRole). Settings that nothing tells are made up.
struct GapFilling: Sendable {
    private let target: any ReplayTarget
    private let catalog: ServiceCatalog
    private let undos = UndoBook()
    private static let depthMax = 5

    init(target: any ReplayTarget, catalog: ServiceCatalog) {
        self.target = target
        self.catalog = catalog
    }

    struct Filling: Sendable {
        var approximations: [Approximation] = []
        var pairs: [IDMap.Pair] = []
        /// What was tried already for the same call.
        var tried: Set<String> = []
    }

    /// Where and for whom something is made, and what is known there.
    private struct Place {
        let event: RecordedEvent
        let region: String
        let account: String
        var map: IDMap
    }

    /// Remembers how to undo a call that has succeeded.
    func remember(_ call: OutgoingCall, input: WireValue, output: WireValue) {
        guard let undo = Undo(of: call, input: input, output: output) else { return }
        undos.add(undo)
    }

    /// Does one thing that may help a call that has failed; false if nothing is left to do.
    func help(
        _ prepared: PreparedCall, _ event: RecordedEvent, _ error: AWSClientError, map: IDMap,
        filling: inout Filling
    ) async -> Bool {
        var place = Place(
            event: event, region: map.region(event.region), account: map.account(event.account), map: map)
        if Self.isConflict(error), await removeObstacle(to: prepared, place, &filling) { return true }
        let references = ResourceReference.all(in: prepared).filter {
            !map.knows($0.value) && !filling.tried.contains($0.key)
        }
        let named = references.filter { error.message.contains(map.rewriting($0.value)) }
        for reference in named + references.filter({ !named.contains($0) }) {
            filling.tried.insert(reference.key)
            if await make(reference, in: prepared.service, &place, &filling, depth: 0) { return true }
        }
        return await makeCounterpart(of: prepared, place, &filling)
    }

    // MARK: Making

    private func make(
        _ reference: ResourceReference, in service: ServiceModel, _ place: inout Place, _ filling: inout Filling,
        depth: Int
    ) async -> Bool {
        guard depth < Self.depthMax, !place.map.knows(reference.value), let maker = reference.maker(in: service) else {
            return false
        }
        let input = await input(of: maker, for: reference, in: service, &place, &filling, depth: depth)
        guard let (call, output) = await send(maker.operation, input, in: service, place) else { return false }
        remember(call, input: input, output: output)
        filling.approximations.append(
            Approximation(
                path: reference.member, reason: "not in the log", standIn: "made by \(maker.operation.name)"))
        // A name may be a word that means other things elsewhere: only identifiers are rewritten.
        guard Identifiers.isIdentifier(reference.value), let id = maker.identifier(in: output), id != reference.value
        else { return true }
        let pair = IDMap.Pair(recorded: reference.value, answered: id)
        place.map.learn(pair)
        filling.pairs.append(pair)
        return true
    }

    /// The input of a creation: the name, and stand-ins for all that is needed; what those refer to is made too.
    private func input(
        of maker: ResourceMaker, for reference: ResourceReference, in service: ServiceModel, _ place: inout Place,
        _ filling: inout Filling, depth: Int
    ) async -> WireValue {
        var members = maker.members(for: reference)
        for name in maker.neededMembers where !members.contains(where: { $0.name == name }) {
            if let value = await standIn(
                named: name, for: reference, in: service, &place, &filling, depth: depth)
            {
                members.append(WireValue.Member(name, .string(value)))
            }
        }
        return filled(.structure(members), maker.operation, service, place.event)
    }

    /// A resource of which nothing is known but that there must be one, unless the recorded answer names it.
    private func standIn(
        named member: String, for needer: ResourceReference, in service: ServiceModel, _ place: inout Place,
        _ filling: inout Filling, depth: Int
    ) async -> String? {
        if let other = ForeignResource(member: member), let model = catalog.model(id: other.service) {
            let reference = ResourceReference(member: other.member, value: other.name(account: place.account))
            _ = await make(reference, in: model, &place, &filling, depth: depth + 1)
            return other.value(account: place.account)
        }
        let recorded = Self.recordedText(named: member, in: place.event.responseElements)
        let reference =
            recorded.map { ResourceReference(member: member, value: $0) }
            ?? ResourceReference(standingIn: member, for: needer, service: service)
        guard let reference else { return nil }
        _ = await make(reference, in: service, &place, &filling, depth: depth + 1)
        return place.map.rewriting(reference.value)
    }

    private static func recordedText(named member: String, in json: JSON) -> String? {
        var found: String?
        Identifiers.forEachText(in: json, key: "") { key, text in
            if found == nil, key.equalsIgnoringASCIICase(member) { found = text }
        }
        return found
    }

    private func filled(
        _ input: WireValue, _ operation: OperationModel, _ service: ServiceModel, _ event: RecordedEvent
    ) -> WireValue {
        var filling = StandInFilling(event: event, service: service, operation: operation, bodies: NoBodies())
        return filling.filledForCreation(input)
    }

    // MARK: Counterparts

    /// What is to be removed from something must have been added to it: DetachRolePolicy asks for AttachRolePolicy.
    private func makeCounterpart(of prepared: PreparedCall, _ place: Place, _ filling: inout Filling) async -> Bool {
        guard let operation = Counterpart.doing(prepared.operation.name, in: prepared.service),
            filling.tried.insert(operation.name).inserted,
            let shape = operation.input.map(prepared.service.shape)
        else { return false }
        let common = prepared.input.members?.filter { shape.member(named: $0.name) != nil } ?? []
        let input = filled(
            place.map.rewriting(.structure(common)), operation, prepared.service, place.event)
        guard let (call, output) = await send(operation, input, in: prepared.service, place) else { return false }
        remember(call, input: input, output: output)
        filling.approximations.append(
            Approximation(path: "", reason: "not in the log", standIn: "made by \(operation.name)"))
        return true
    }

    // MARK: Obstacles

    /// Whether something stands in the way of a removal.
    private static func isConflict(_ error: AWSClientError) -> Bool {
        let texts = [error.serviceCode ?? "", error.message].map { $0.lowercased() }
        let words = ["conflict", "dependenc", "inuse", "in use", "notempty", "not empty", "must "]
        return texts.contains { text in words.contains { text.contains($0) } }
    }

    /// What was added to a resource that is to be deleted must have been removed from it.
    private func removeObstacle(to prepared: PreparedCall, _ place: Place, _ filling: inout Filling) async -> Bool {
        guard Counterpart.isRemoval(prepared.operation.name) else { return false }
        var hasRemoved = false
        for text in place.map.rewriting(prepared.input).texts {
            for undo in undos.takeAll(about: text) where undo.operation.name != prepared.operation.name {
                guard await send(undo.operation, .structure(undo.members), in: undo.service, place) != nil else {
                    continue
                }
                hasRemoved = true
                filling.approximations.append(
                    Approximation(path: "", reason: "in the way", standIn: "removed by \(undo.operation.name)"))
            }
        }
        return hasRemoved
    }

    private func send(
        _ operation: OperationModel, _ input: WireValue, in service: ServiceModel, _ place: Place
    ) async -> (OutgoingCall, WireValue)? {
        guard
            let call = try? OutgoingCall(
                input, operation: operation, service: service, region: place.region, account: place.account),
            let answer = try? await target.send(call)
        else { return nil }
        return (call, (try? WireCodec.decodeResponse(answer, call: call.routed)) ?? .structure([]))
    }
}
