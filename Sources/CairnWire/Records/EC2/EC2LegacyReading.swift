import CairnModel

/// Reads the older form of EC2's records, ``EC2LegacyKeys``.
enum EC2LegacyReading {
    static func input(_ object: JSONObject, shape: ShapeModel, reader: inout ValueReader) -> [WireValue.Member] {
        var object = withoutDefaults(object, operation: reader.operation.name)
        switch reader.operation.name {
        case "RunInstances": object = withLaunchMembers(object)
        case "ModifySnapshotAttribute": object = withAttributeName(object)
        default: break
        }
        let placement = placement(takenFrom: &object, operation: reader.operation.name)
        var members = reader.structure(object, shape: shape, path: [])
        if !placement.isEmpty {
            members.append(
                contentsOf: reader.structure(["placement": .object(placement)], shape: shape, path: []))
        }
        return members
    }

    private static func withoutDefaults(_ object: JSONObject, operation: String) -> JSONObject {
        let defaults = EC2LegacyKeys.defaults[operation] ?? []
        return JSONObject(
            members: object.members.filter { member in
                !defaults.contains { $0.key == member.key && $0.value == member.value }
            })
    }

    /// The first of `instancesSet` holds members of the input; groups stand by id and by name under one key.
    private static func withLaunchMembers(_ object: JSONObject) -> JSONObject {
        var result = JSONObject()
        for member in object.members {
            if member.key == "instancesSet" {
                result.members += member.value["items"]?[0]?.objectValue?.members ?? []
            } else if member.key == "groupSet", let items = member.value["items"]?.arrayValue {
                let byName = items.filter { $0["groupId"] == nil && $0["groupName"] != nil }
                let byID = items.filter { $0["groupId"] != nil }.map { item -> JSON in
                    ["groupId": item["groupId"] ?? .null]
                }
                if !byID.isEmpty { result.append("SecurityGroupIds", .array(byID)) }
                if !byName.isEmpty { result.append("SecurityGroups", .array(byName)) }
            } else {
                result.members.append(member)
            }
        }
        return result
    }

    private static func placement(takenFrom object: inout JSONObject, operation: String) -> JSONObject {
        guard operation == "RunInstances" else { return JSONObject() }
        var placement = object["placement"]?.objectValue ?? JSONObject()
        object["placement"] = nil
        for name in EC2LegacyKeys.placementMembers {
            let key = RecordKey.lowercasingFirst(name)
            if let value = object[key] { placement[key] = value }
            object[key] = nil
        }
        return placement
    }

    private static func withAttributeName(_ object: JSONObject) -> JSONObject {
        var object = object
        if let text = object["attributeType"]?.stringValue,
            let name = EC2LegacyKeys.snapshotAttributes.first(where: { $0.key == text })
        {
            object["attributeType"] = .string(name.member)
        }
        return object
    }
}
