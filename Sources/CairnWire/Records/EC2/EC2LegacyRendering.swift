import CairnModel

/// The older form of EC2's records, ``EC2LegacyKeys``.
struct EC2LegacyRendering {
    private let renderer: ValueRenderer
    private var service: ServiceModel { renderer.service }
    private var operation: OperationModel { renderer.operation }

    init(renderer: ValueRenderer) {
        var renderer = renderer
        renderer.timestampStyle = .epochMilliseconds
        self.renderer = renderer
    }

    // MARK: Requests

    func requestParameters(_ input: WireValue) -> JSONObject {
        guard let shape = operation.input.map(service.shape) else { return JSONObject() }
        var object = JSONObject()
        let unrecorded = EC2LegacyKeys.unrecorded[operation.name] ?? []
        for member in input.members where !unrecorded.contains(member.name) {
            if operation.name == "RunInstances", placesLaunchMember(member, shape: shape, in: &object) { continue }
            guard let (key, value) = rendered(member, in: shape, path: []) else { continue }
            merge(value, under: key, into: &object)
        }
        addDefaults(to: &object, shape: shape)
        return object
    }

    /// Groups given by name and by id share one key.
    private func merge(_ value: JSON, under key: String, into object: inout JSONObject) {
        guard let present = object[key]?["items"]?.arrayValue, let added = value["items"]?.arrayValue else {
            object[key] = value
            return
        }
        object[key] = ["items": .array(present + added)]
    }

    private func addDefaults(to object: inout JSONObject, shape: ShapeModel) {
        if operation.name.hasPrefix("Describe") {
            let silent = EC2LegacyKeys.silentWhenEmpty[operation.name] ?? []
            for member in shape.members
            where service.shape(member.shape).kind == .list && !silent.contains(member.name) {
                let key = spelling(of: member, in: shape, isTop: true).key
                if object[key] == nil { object.append(key, [:]) }
            }
        }
        for (key, value) in EC2LegacyKeys.defaults[operation.name] ?? [] where object[key] == nil {
            object.append(key, value)
        }
    }

    /// RunInstances: the image, the counts and the key stand in the set of instances, the placement at the top.
    private func placesLaunchMember(
        _ member: WireValue.Member, shape: ShapeModel, in object: inout JSONObject
    ) -> Bool {
        if EC2LegacyKeys.launchMembers.contains(member.name) {
            guard let (key, value) = rendered(member, in: shape, path: []) else { return true }
            var launch = object["instancesSet"]?["items"]?[0]?.objectValue ?? JSONObject()
            launch[key] = value
            object["instancesSet"] = ["items": [.object(launch)]]
            return true
        }
        guard member.name == "Placement", let (_, value) = rendered(member, in: shape, path: []),
            let placement = value.objectValue
        else { return false }
        let top = Set(EC2LegacyKeys.placementMembers.map(RecordKey.lowercasingFirst))
        for entry in placement.members where top.contains(entry.key) { object[entry.key] = entry.value }
        let rest = placement.members.filter { !top.contains($0.key) }
        if !rest.isEmpty { object["placement"] = .object(JSONObject(members: rest)) }
        return true
    }

    private func spelling(of member: MemberModel, in shape: ShapeModel, isTop: Bool) -> EC2LegacyKeys.Spelling {
        EC2LegacyKeys.spelling(
            of: member, in: shape, isTop: isTop, operation: operation.name, service: service)
    }

    private func rendered(
        _ member: WireValue.Member, in shape: ShapeModel, path: [String]
    ) -> (key: String, value: JSON)? {
        guard let model = ValueRenderer.member(named: member.name, of: shape) else {
            let object = renderer.structure([member], shape: nil, path: path)
            return object.members.first.map { ($0.key, $0.value) }
        }
        let memberShape = service.shape(model.shape)
        let spelling = spelling(of: model, in: shape, isTop: path.isEmpty)
        switch renderer.policy.treatment(
            service: service, operation: operation, path: path, name: model.name, shape: memberShape, member: model)
        {
        case .drop, .maskLiterals: return nil
        case .replace(let text): return (spelling.key, text)
        case .keep:
            return value(
                member.value, shape: memberShape, spelling: spelling, path: path + CollectionOfOne(member.name)
            ).map { (spelling.key, $0) }
        }
    }

    private func value(
        _ value: WireValue, shape: ShapeModel, spelling: EC2LegacyKeys.Spelling, path: [String]
    ) -> JSON? {
        switch value {
        case .structure(let members):
            return .object(structure(members, shape: shape, path: path))
        case .list(let elements):
            guard let element = shape.members.first.map({ service.shape($0.shape) }) else { return nil }
            return list(elements, element: element, spelling: spelling, path: path)
        case .string(let text) where path == ["Attribute"] && operation.name == "ModifySnapshotAttribute":
            let name = EC2LegacyKeys.snapshotAttributes.first { $0.member == text }
            return .string(name?.key ?? text)
        // The caller sends an empty text for "no device here", which the record shows as an empty object.
        case .string where path.last == "NoDevice": return [:]
        case .number(let number) where path.count == 1 && isTextNumber(path[0]): return .string(number.literal)
        default: return renderer.value(value, shape: shape, path: path)
        }
    }

    private func isTextNumber(_ member: String) -> Bool {
        EC2LegacyKeys.textNumbers[operation.name]?.contains(member) ?? false
    }

    private func list(
        _ elements: [WireValue], element: ShapeModel, spelling: EC2LegacyKeys.Spelling, path: [String]
    ) -> JSON {
        let rendered = elements.compactMap { value -> JSON? in
            if case .structure(let members) = value {
                return .object(structure(members, shape: element, path: path))
            }
            let scalar = renderer.value(value, shape: element, path: path)
            return spelling.form == .array ? scalar : scalar.map { [spelling.elementKey: $0] }
        }
        switch spelling.form {
        case .array: return .array(rendered)
        case .items: return rendered.isEmpty ? [:] : ["items": .array(rendered)]
        case .item: return rendered.isEmpty ? [:] : ["item": .array(rendered)]
        }
    }

    private func structure(_ members: [WireValue.Member], shape: ShapeModel, path: [String]) -> JSONObject {
        var object = JSONObject()
        for member in members {
            guard let (key, value) = rendered(member, in: shape, path: path) else { continue }
            object[key] = value
        }
        // A permission shows all its lists, empty or not.
        if shape.name == "IpPermission" {
            for key in ["groups", "ipRanges", "ipv6Ranges", "prefixListIds"] where object[key] == nil {
                object.append(key, [:])
            }
        }
        return object
    }

    // MARK: Answers

    /// The answer under its wire names, behind the request's id; `_return` says that a call without more succeeded.
    func responseElements(_ output: WireValue, requestID: String?) -> JSONObject {
        var object = JSONObject()
        if let requestID { object.append("requestId", .string(requestID)) }
        guard let shape = operation.output.map(service.shape), !shape.members.isEmpty else {
            object.append("_return", true)
            return object
        }
        for member in responseStructure(output.members, shape: shape, path: []).members {
            if member.key == "return" {
                object["_return"] = .bool(member.value == true || member.value == "true")
            } else {
                object[member.key] = member.value
            }
        }
        return object
    }

    private func responseStructure(
        _ members: [WireValue.Member], shape: ShapeModel, path: [String]
    ) -> JSONObject {
        var object = JSONObject()
        for member in members {
            let model = ValueRenderer.member(named: member.name, of: shape)
            let memberShape = model.map { service.shape($0.shape) }
            let key = responseKey(member.name, model: model, path: path)
            switch renderer.policy.treatment(
                service: service, operation: operation, path: path, name: model?.name ?? member.name,
                shape: memberShape, member: model)
            {
            case .drop, .maskLiterals: continue
            case .replace(let text): object[key] = text
            case .keep:
                let value = responseValue(
                    member.value, shape: memberShape, key: key, path: path + CollectionOfOne(member.name))
                if let value { object[key] = value }
            }
        }
        return object
    }

    private func responseKey(_ name: String, model: MemberModel?, path: [String]) -> String {
        if path.isEmpty, operation.name == "CreateVolume", name == "AvailabilityZone" { return "zone" }
        return RecordKey.lowercasingFirst(model?.wireName ?? name)
    }

    private func responseValue(_ value: WireValue, shape: ShapeModel?, key: String, path: [String]) -> JSON? {
        switch value {
        case .structure(let members):
            guard let shape else { return renderer.value(value, shape: nil, path: path) }
            return .object(responseStructure(members, shape: shape, path: path))
        case .list(let elements):
            let element = shape?.members.first.map { service.shape($0.shape) }
            let elementKey = key.hasSuffix("Set") ? String(key.dropLast(3)) : key
            let items = elements.compactMap { item -> JSON? in
                let rendered = responseValue(item, shape: element, key: key, path: path)
                if case .structure = item { return rendered }
                return rendered.map { [elementKey: $0] }
            }
            return items.isEmpty ? [:] : ["items": .array(items)]
        case .number(let number) where path.count == 1 && isTextNumber(path[0]): return .string(number.literal)
        default: return renderer.value(value, shape: shape, path: path)
        }
    }
}
