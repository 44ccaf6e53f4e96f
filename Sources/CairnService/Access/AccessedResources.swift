import CairnAPI
import CairnModel

/// Finds the resources that a request is about, as ARNs.
struct AccessedResources {
    let parameters: JSON
    let context: RequestContext
    let directory: any ResourceDirectory

    /// The ARNs, each once; `*` alone if the operation has no resources, or the request names none.
    func arns(_ access: OperationAccess) async throws -> [String] {
        var found: [String] = []
        for resources in access.resources {
            for arn in try await arns(resources) where !found.contains(arn) { found.append(arn) }
        }
        return found.isEmpty ? ["*"] : found
    }

    private func arns(_ resources: OperationAccess.Resources) async throws -> [String] {
        switch resources {
        case .named(let kind, let member): return try await texts(member).asyncMap { try await arn(kind, $0) }
        case .list(let kind, let member): return try await texts(member).asyncMap { try await arn(kind, $0) }
        case .new(let kind, let member): return texts(member).map { made(kind, $0) }
        case .newWithID(let kind): return [made(kind, "*")]
        case .arns(let member): return texts(member).map(normalized)
        case .statement(let member): return stores(inStatement: member)
        case .destinations(let member): return try await stores(inDestinations: member)
        case .query(let member, let other): return try await store(ofQuery: member, unless: other)
        }
    }

    /// The texts of a member that is one, or a list of them.
    private func texts(_ member: String) -> [String] {
        switch parameters[member] {
        case .string(let text): [text]
        case .array(let elements): elements.compactMap(\.stringValue)
        default: []
        }
    }

    private func arn(_ kind: ResourceKind, _ text: String) async throws -> String {
        if text.hasPrefix("arn:") { return normalized(text) }
        guard kind == .trail else { return made(kind, text) }
        return try await directory.trailARN(named: text, account: context.account, region: context.region)
            ?? made(kind, text)
    }

    private func made(_ kind: ResourceKind, _ id: String) -> String {
        let scope = "arn:\(context.partition):cloudtrail:\(context.region):\(account(of: kind)):"
        return scope + kind.prefix + (kind.hasCaselessID ? id.lowercased() : id)
    }

    /// A store may be that of another account, which the request then names.
    private func account(of kind: ResourceKind) -> String {
        guard kind == .eventDataStore, let owner = parameters["EventDataStoreOwnerAccountId"]?.stringValue,
            AccountID.isValid(owner)
        else { return context.account }
        return owner
    }

    /// Ids of stores and channels are the same in upper and lower case, so policies must be asked in one of them.
    private func normalized(_ arn: String) -> String {
        for kind in ResourceKind.allCases where kind.hasCaselessID {
            guard let range = arn.firstRange(of: ":" + kind.prefix) else { continue }
            return arn[..<range.upperBound] + arn[range.upperBound...].lowercased()
        }
        return arn
    }

    private func stores(inStatement member: String) -> [String] {
        var names = texts(member).flatMap { StatementStores.names(in: $0) }
        // A placeholder may stand for a store.
        for value in texts("QueryParameters") {
            names += StatementStores.names(in: value.hasPrefix("arn:") ? "\"\(value)\"" : value)
        }
        // A query by its alias, or a statement that names no store, could be about any.
        guard !names.isEmpty else { return [made(.eventDataStore, "*")] }
        return names.map { $0.hasPrefix("arn:") ? normalized($0) : made(.eventDataStore, $0) }
    }

    private func stores(inDestinations member: String) async throws -> [String] {
        let locations = (parameters[member]?.arrayValue ?? []).compactMap { destination in
            destination["Type"]?.stringValue == "EVENT_DATA_STORE" ? destination["Location"]?.stringValue : nil
        }
        return try await locations.asyncMap { try await arn(.eventDataStore, $0) }
    }

    private func store(ofQuery member: String, unless other: String) async throws -> [String] {
        for id in texts(member) {
            let arns = try await directory.eventDataStoreARNs(
                ofQuery: id, account: context.account, region: context.region)
            if !arns.isEmpty { return arns.map(normalized) }
        }
        return texts(other).isEmpty ? [made(.eventDataStore, "*")] : []
    }
}

extension ResourceKind {
    fileprivate var hasCaselessID: Bool { self == .eventDataStore || self == .channel }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
