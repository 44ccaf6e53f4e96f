import CairnModel

/// Reads S3's records, which mirror the HTTP request, ``S3Rendering``.
enum S3Reading {
    static func input(_ object: JSONObject, shape: ShapeModel, reader: inout ValueReader) -> [WireValue.Member] {
        var members: [WireValue.Member] = []
        for entry in object.members {
            if isFixed(entry.key, operation: reader.operation) { continue }
            if entry.key.equalsIgnoringASCIICase("host") {
                if let account = account(inHost: text(entry.value), shape: shape) { members.append(account) }
                continue
            }
            members += read(entry, shape: shape, reader: &reader)
        }
        return members
    }

    private static func read(
        _ entry: JSONObject.Member, shape: ShapeModel, reader: inout ValueReader
    ) -> [WireValue.Member] {
        let service = reader.service
        if isBody(entry.key, shape: shape, service: service) {
            return body(entry, shape: shape, reader: &reader)
        }
        guard let member = parameter(entry.key, shape: shape) else {
            reader.leave(entry.value, at: [entry.key], .unknownKey)
            return []
        }
        let value = text(entry.value).map(JSON.string) ?? entry.value
        if member.location == .headers {
            let name = String(entry.key.dropFirst(member.wireName.utf8.count))
            guard let text = value.stringValue, !name.isEmpty else { return [] }
            return [WireValue.Member(member.name, .map([WireValue.Member(name, .string(text))]))]
        }
        let memberShape = service.shape(member.shape)
        return reader.value(value, shape: memberShape, path: [entry.key]).map { [WireValue.Member(member.name, $0)] }
            ?? []
    }

    /// Whether a key is a part of the operation's own target, such as the sub-resource `policy`.
    private static func isFixed(_ key: String, operation: OperationModel) -> Bool {
        RequestTarget(operation.requestURI).items.contains { $0.name == key }
    }

    private static func parameter(_ key: String, shape: ShapeModel) -> MemberModel? {
        switch key {
        case "bucketName": return shape.member(named: "Bucket")
        case "key", "Key": return shape.member(named: "Key") ?? byWireName(key, shape: shape)
        default: return byWireName(key, shape: shape)
        }
    }

    private static func byWireName(_ key: String, shape: ShapeModel) -> MemberModel? {
        let outside = shape.members.filter { $0.location != .body }
        return outside.first { $0.wireName == key } ?? outside.first { S3Names.isHeader(key.lowercased(), of: $0) }
            ?? outside.first { $0.wireName.equalsIgnoringASCIICase(key) }
    }

    // MARK: Bodies

    private static func isBody(_ key: String, shape: ShapeModel, service: ServiceModel) -> Bool {
        guard S3Names.hasDocumentBody(shape, in: service) else { return false }
        if key == "bucketPolicy" { return true }
        return RecordKey.uppercasingFirst(key) == key && byWireName(key, shape: shape) == nil && key != "Key"
    }

    private static func body(
        _ entry: JSONObject.Member, shape: ShapeModel, reader: inout ValueReader
    ) -> [WireValue.Member] {
        guard let payload = shape.payload.flatMap({ shape.member(named: $0) }) else {
            guard case .object(let object) = entry.value else { return [] }
            return reader.structure(object, shape: shape, path: [entry.key])
        }
        return reader.value(entry.value, shape: reader.service.shape(payload.shape), path: [entry.key]).map {
            [WireValue.Member(payload.name, $0)]
        } ?? []
    }

    // MARK: Texts

    /// The text of a value; older records hold each in an array.
    static func text(_ json: JSON?) -> String? {
        if case .array(let elements) = json, elements.count == 1 { return elements[0].stringValue }
        return json?.stringValue
    }

    /// S3 Control's account is the first label of the host.
    private static func account(inHost host: String?, shape: ShapeModel) -> WireValue.Member? {
        guard let label = host?.prefix(while: { $0 != "." }), label.utf8.count == 12, Int(label) != nil,
            shape.member(named: "AccountId") != nil
        else { return nil }
        return WireValue.Member("AccountId", .string(String(label)))
    }
}
