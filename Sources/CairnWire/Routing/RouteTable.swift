import CairnModel

/// The operations of a REST service by method and path: a tree of path segments, built once for a service.
struct RouteTable: Sendable {
    /// An operation at the end of a path, and what else a request must have.
    final class Route: Sendable {
        let operation: Int
        let name: Substring
        /// Query items that stand in the path template, such as `tagging` or `list-type=2`.
        let fixedItems: [(name: Substring, value: Substring?)]
        /// Required members in the query string and in headers, by their names on the wire.
        let requiredItems: [Substring]
        let requiredHeaders: [String]
        let endsInSlash: Bool

        init(_ operation: OperationModel, at index: Int, template: RequestTarget, required: [MemberModel]) {
            self.operation = index
            name = operation.name[...]
            fixedItems = template.items.filter { $0.name != "x-id" }.map { ($0.name, $0.value) }
            requiredItems = required.filter { $0.location == .querystring }.map { $0.wireName[...] }
            requiredHeaders = required.filter { $0.location == .header }.map(\.wireName)
            endsInSlash = template.endsInSlash
        }
    }

    /// How well a request fits an operation; of several services the one with the greatest fit is meant.
    struct Fit: Comparable, Sendable {
        var fixedItems = 0
        var hasAllRequired = false
        var required = 0
        var literals = 0
        var endsAlike = false

        static func < (left: Fit, right: Fit) -> Bool { left.rank < right.rank }

        private var rank: (Int, Int, Int, Int, Int) {
            (literals, fixedItems, hasAllRequired ? 1 : 0, required, endsAlike ? 1 : 0)
        }
    }

    struct Match: Sendable {
        let operation: Int
        let fit: Fit
    }

    private struct Node: Sendable {
        var literals: [Substring: Int] = [:]
        /// The node after a label of one segment.
        var label: Int?
        /// The node after a label of one segment or more, `{Key+}`.
        var greedy: Int?
        /// By HTTP method.
        var routes: [String: Routes] = [:]
    }

    /// The operations of one path and method, as places in `routes`.
    private struct Routes: Sendable {
        /// Those without fixed query items.
        var plain: [Int] = []
        /// The others by the first of their items.
        var byItem: [Substring: [Int]] = [:]
    }

    private var nodes: [Node] = [Node()]
    private var routes: [Route] = []

    init(_ service: ServiceModel) {
        for (index, operation) in service.operations.enumerated() { insert(operation, index, service) }
    }

    /// The operation that the request means, `nil` if there is none with its method, path and fixed query items.
    ///
    /// A literal segment goes before a label, a label before a greedy one. Among operations on one path that with more
    /// fixed items goes first, then one of which the request has all that is required, then one that requires more
    /// (`UploadPart` before `PutObject`), then one that has a slash at its end or none like the request, then the one
    /// that `x-id` names.
    func match(method: String, target: RequestTarget, headers: HeaderFields) -> Match? {
        let request = Request(method: method, target: target, headers: headers)
        if let match = match(request, target.segments[...], node: 0, literals: 0) { return match }
        guard let merged = Self.mergingARN(target.segments, path: target.path) else { return nil }
        return match(request, merged[...], node: 0, literals: 0)
    }

    private struct Request {
        let method: String
        let target: RequestTarget
        let headers: HeaderFields
    }

    // Recursion goes as deep as templates do: a greedy label takes any number of segments in one step.
    private func match(_ request: Request, _ rest: ArraySlice<Substring>, node: Int, literals: Int) -> Match? {
        guard let segment = rest.first else { return best(at: node, request, literals: literals) }
        if let next = literal(segment, in: node),
            let match = match(request, rest.dropFirst(), node: next, literals: literals + 1)
        {
            return match
        }
        if let next = nodes[node].label, let match = match(request, rest.dropFirst(), node: next, literals: literals) {
            return match
        }
        return nodes[node].greedy.flatMap { greedyMatch(request, rest, node: $0, literals: literals) }
    }

    private func greedyMatch(_ request: Request, _ rest: ArraySlice<Substring>, node: Int, literals: Int) -> Match? {
        // What follows a greedy label in a template is one literal segment, so only the last one can be that.
        if rest.count > 1, let next = rest.last.flatMap({ literal($0, in: node) }),
            let match = best(at: next, request, literals: literals + 1)
        {
            return match
        }
        return best(at: node, request, literals: literals)
    }

    private func literal(_ segment: Substring, in node: Int) -> Int? {
        if nodes[node].literals.isEmpty { return nil }
        if let next = nodes[node].literals[segment] { return next }
        guard segment.utf8.contains(UInt8(ascii: "%")) else { return nil }
        return nodes[node].literals[RequestTarget.decoded(segment)[...]]
    }

    // S3 has some thirty operations on one path: only those are looked at whose first fixed item the request has.
    private func best(at node: Int, _ request: Request, literals: Int) -> Match? {
        guard let candidates = nodes[node].routes[request.method] else { return nil }
        var best: (route: Int, fit: Fit)?
        for index in candidates.plain { consider(index, request, literals: literals, &best) }
        if !candidates.byItem.isEmpty {
            for item in request.target.items {
                for index in candidates.byItem[item.name] ?? [] {
                    consider(index, request, literals: literals, &best)
                }
            }
        }
        return best.map { Match(operation: routes[$0.route].operation, fit: $0.fit) }
    }

    private func consider(_ index: Int, _ request: Request, literals: Int, _ best: inout (route: Int, fit: Fit)?) {
        guard let fit = fit(of: routes[index], request, literals: literals) else { return }
        guard let current = best, fit <= current.fit else {
            best = (index, fit)
            return
        }
        guard fit == current.fit, index != current.route else { return }
        // Between equals the item that names the operation decides, then the model's order.
        let isNamed = request.target.has("x-id", value: routes[index].name)
        let isCurrentNamed = request.target.has("x-id", value: routes[current.route].name)
        if isNamed != isCurrentNamed ? isNamed : index < current.route { best = (index, fit) }
    }

    private func fit(of route: Route, _ request: Request, literals: Int) -> Fit? {
        for item in route.fixedItems where !request.target.has(item.name, value: item.value) { return nil }
        var present = 0
        for name in route.requiredItems where request.target.item(name) != nil { present += 1 }
        for name in route.requiredHeaders where request.headers[name] != nil { present += 1 }
        return Fit(
            fixedItems: route.fixedItems.count,
            hasAllRequired: present == route.requiredItems.count + route.requiredHeaders.count, required: present,
            literals: literals, endsAlike: route.endsInSlash == request.target.endsInSlash)
    }

    /// The segments with an ARN that was sent with bare slashes as one, `nil` if there is none.
    private static func mergingARN(_ segments: [Substring], path: Substring) -> [Substring]? {
        guard let start = segments.firstIndex(where: { $0.hasPrefix("arn:") || $0.hasPrefix("arn%3A") }),
            start + 1 < segments.count
        else { return nil }
        return segments[..<start] + [path[segments[start].startIndex...]]
    }
}

extension RouteTable {
    private mutating func insert(_ operation: OperationModel, _ index: Int, _ service: ServiceModel) {
        let template = RequestTarget(operation.requestURI)
        var node = 0
        for segment in template.segments { node = child(of: node, for: segment) }
        let required = operation.input.map { service.shape($0).members.filter { $0.traits.contains(.required) } } ?? []
        let route = Route(operation, at: index, template: template, required: required)
        if let item = route.fixedItems.first {
            nodes[node].routes[operation.method, default: Routes()].byItem[item.name, default: []].append(routes.count)
        } else {
            nodes[node].routes[operation.method, default: Routes()].plain.append(routes.count)
        }
        routes.append(route)
    }

    private mutating func child(of node: Int, for segment: Substring) -> Int {
        if !segment.hasPrefix("{") {
            return child(of: node, at: \.literals[segment])
        }
        return segment.hasSuffix("+}") ? child(of: node, at: \.greedy) : child(of: node, at: \.label)
    }

    private mutating func child(of node: Int, at path: WritableKeyPath<Node, Int?>) -> Int {
        if let next = nodes[node][keyPath: path] { return next }
        nodes.append(Node())
        nodes[node][keyPath: path] = nodes.count - 1
        return nodes.count - 1
    }
}
