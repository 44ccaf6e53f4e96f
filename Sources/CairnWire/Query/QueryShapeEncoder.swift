import CairnModel

/// Writes forms by the shapes of a model, for AWS Query and EC2 Query.
struct QueryShapeEncoder {
    private let service: ServiceModel
    private let dialect: QueryDialect
    private(set) var bytes: [UInt8] = []
    /// The key of the value being written, encoded.
    private var prefix: [UInt8] = []

    init(service: ServiceModel, dialect: QueryDialect) {
        self.service = service
        self.dialect = dialect
    }

    /// Writes the input of a call behind its name and version.
    mutating func write(operation: OperationModel, input: WireValue) {
        within("Action") { $0.write(text: operation.name) }
        within("Version") { $0.write(text: $0.service.apiVersion) }
        if case .structure(let members) = input {
            write(members, shape: operation.input.map(service.shape))
        }
    }

    private mutating func write(_ members: [WireValue.Member], shape: ShapeModel?) {
        for member in members {
            let model = shape?.member(named: member.name)
            within(model.map { name(of: $0) } ?? member.name) { $0.write(member.value, member: model) }
        }
    }

    /// A flattened list goes by its elements' name, where that has one.
    private func name(of member: MemberModel) -> String {
        let shape = service.shape(member.shape)
        if dialect == .aws, member.traits.contains(.flattened) || shape.traits.contains(.flattened),
            let name = shape.listElement?.locationName
        {
            return name
        }
        return dialect.name(of: member)
    }

    private mutating func write(_ value: WireValue, member: MemberModel?) {
        let shape = member.map { service.shape($0.shape) }
        let isFlattened =
            dialect == .ec2 || member?.traits.contains(.flattened) ?? false
            || shape?.traits.contains(.flattened) ?? false
        switch value {
        case .structure(let members): write(members, shape: shape)
        case .list(let elements): write(elements, element: shape?.listElement, isFlattened: isFlattened)
        case .map(let entries): write(entries, map: shape, isFlattened: isFlattened)
        case .document(let json): write(json)
        case .null, .boolean, .number, .string, .blob, .timestamp:
            let format = shape.map { TimestampFormat.of(member, $0, default: .iso8601) } ?? .iso8601
            if let text = ScalarText.text(value, format: format) { write(text: text) }
        }
    }

    private mutating func write(_ elements: [WireValue], element: MemberModel?, isFlattened: Bool) {
        guard !elements.isEmpty else {
            if dialect == .aws { write(text: "") }
            return
        }
        let name = isFlattened ? nil : element?.locationName ?? "member"
        within(name) { encoder in
            for (index, value) in elements.enumerated() {
                encoder.within(String(index + 1)) { $0.write(value, member: element) }
            }
        }
    }

    private mutating func write(_ entries: [WireValue.Member], map shape: ShapeModel?, isFlattened: Bool) {
        let (key, value) = (shape?.mapEntry?.key, shape?.mapEntry?.value)
        within(isFlattened ? nil : "entry") { encoder in
            for (index, entry) in entries.enumerated() {
                encoder.within(String(index + 1)) { encoder in
                    encoder.within(key?.locationName ?? "key") { $0.write(text: entry.name) }
                    encoder.within(value?.locationName ?? "value") { $0.write(entry.value, member: value) }
                }
            }
        }
    }

    private mutating func write(_ json: JSON) {
        switch json {
        case .null: return
        case .bool(let flag): write(text: flag ? "true" : "false")
        case .number(let number): write(text: number.literal)
        case .string(let text): write(text: text)
        case .array(let elements):
            for (index, element) in elements.enumerated() { within(String(index + 1)) { $0.write(element) } }
        case .object(let object):
            for member in object.members { within(member.key) { $0.write(member.value) } }
        }
    }

    private mutating func within(_ name: String?, _ body: (inout QueryShapeEncoder) -> Void) {
        guard let name else { return body(&self) }
        let length = prefix.count
        if length > 0 { prefix.append(UInt8(ascii: ".")) }
        PercentCoding.append(name, to: &prefix)
        body(&self)
        prefix.removeSubrange(length...)
    }

    private mutating func write(text: String) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
        bytes.append(contentsOf: prefix)
        bytes.append(UInt8(ascii: "="))
        PercentCoding.append(text, to: &bytes)
    }
}
