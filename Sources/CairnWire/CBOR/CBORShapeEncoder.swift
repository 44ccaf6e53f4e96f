import CairnModel

/// Writes CBOR by the shapes of a model.
struct CBORShapeEncoder {
    let service: ServiceModel

    func body(_ value: WireValue, shape: ShapeModel) -> [UInt8] {
        var writer = CBORWriter()
        write(value, shape: shape, to: &writer)
        return writer.bytes
    }

    private func write(_ value: WireValue, shape: ShapeModel?, to writer: inout CBORWriter) {
        switch value {
        case .null: writer.null()
        case .boolean(let flag): writer.boolean(flag)
        case .number(let number): write(number, isFloat: shape?.kind == .double, to: &writer)
        case .string(let text): write(text, shape: shape, to: &writer)
        case .blob(let bytes): writer.byteString(bytes)
        case .timestamp(let seconds): write(timestamp: seconds, to: &writer)
        case .document(let json): write(json, to: &writer)
        case .list(let elements):
            writer.beginArray(count: elements.count)
            for element in elements { write(element, shape: member(shape?.listElement), to: &writer) }
        case .map(let entries):
            writer.beginMap(count: entries.count)
            for entry in entries {
                writer.text(entry.name)
                write(entry.value, shape: member(shape?.mapEntry?.value), to: &writer)
            }
        case .structure(let members): writeStructure(members, shape: shape, to: &writer)
        }
    }

    private func writeStructure(_ members: [WireValue.Member], shape: ShapeModel?, to writer: inout CBORWriter) {
        let present = members.filter { $0.value != .null }
        writer.beginMap(count: present.count)
        for one in present {
            let model = shape?.member(named: one.name)
            writer.text(model?.wireName ?? one.name)
            write(one.value, shape: member(model), to: &writer)
        }
    }

    private func member(_ model: MemberModel?) -> ShapeModel? { model.map { service.shape($0.shape) } }

    private func write(_ text: String, shape: ShapeModel?, to writer: inout CBORWriter) {
        guard shape?.kind == .double else { return writer.text(text) }
        switch text {
        case "NaN": writer.double(.nan)
        case "Infinity": writer.double(.infinity)
        case "-Infinity": writer.double(-.infinity)
        default: writer.text(text)
        }
    }

    private func write(timestamp seconds: Double, to writer: inout CBORWriter) {
        writer.tag(1)
        if let whole = Int64(exactly: seconds) { writer.integer(whole) } else { writer.double(seconds) }
    }

    private func write(_ number: JSONNumber, isFloat: Bool, to writer: inout CBORWriter) {
        if !isFloat, let whole = Int64(number.literal) { return writer.integer(whole) }
        if !isFloat, let whole = UInt64(number.literal) { return writer.unsigned(whole) }
        writer.double(Double(number.literal) ?? .nan)
    }

    private func write(_ json: JSON, to writer: inout CBORWriter) {
        switch json {
        case .null: writer.null()
        case .bool(let flag): writer.boolean(flag)
        case .number(let number): write(number, isFloat: false, to: &writer)
        case .string(let text): writer.text(text)
        case .array(let elements):
            writer.beginArray(count: elements.count)
            for element in elements { write(element, to: &writer) }
        case .object(let object):
            writer.beginMap(count: object.count)
            for member in object.members {
                writer.text(member.key)
                write(member.value, to: &writer)
            }
        }
    }
}
