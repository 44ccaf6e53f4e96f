/// Reads one service's block: strings, then shapes, then operations.
struct WireTableBlock {
    private var reader: WireTableReader
    private let strings: [String]

    init(_ bytes: UnsafeRawBufferPointer) throws(WireTableError) {
        reader = WireTableReader(bytes)
        strings = try reader.strings()
    }

    mutating func shapes() throws(WireTableError) -> [ShapeModel] {
        let count = try reader.count()
        var shapes: [ShapeModel] = []
        shapes.reserveCapacity(count)
        for _ in 0..<count { shapes.append(try shape(shapeCount: count)) }
        return shapes
    }

    mutating func operations(shapeCount: Int) throws(WireTableError) -> [OperationModel] {
        let count = try reader.count()
        var operations: [OperationModel] = []
        operations.reserveCapacity(count)
        for _ in 0..<count { operations.append(try operation(shapeCount: shapeCount)) }
        return operations
    }

    private mutating func string() throws(WireTableError) -> String {
        strings[try reader.number(below: strings.count)]
    }

    private mutating func string(if isPresent: Bool) throws(WireTableError) -> String? {
        isPresent ? try string() : nil
    }

    private mutating func optionalString() throws(WireTableError) -> String? {
        let reference = try reader.number(below: strings.count + 1)
        return reference == 0 ? nil : strings[reference - 1]
    }

    private mutating func shape(shapeCount: Int) throws(WireTableError) -> ShapeModel {
        let head = try reader.byte()
        guard let kind = ShapeModel.Kind(rawValue: head & 0x0F) else { throw .reference }
        let name = try string()
        let traits = head & 0x10 == 0 ? 0 : try reader.number(below: 1 << 16)
        let extras = head & 0x20 == 0 ? 0 : try reader.byte()
        let timestampFormat = try string(if: extras & 0x01 != 0)
        let payload = try string(if: extras & 0x02 != 0)
        let errorCode = try string(if: extras & 0x04 != 0)
        let errorStatus = extras & 0x08 == 0 ? nil : try reader.number()
        let xmlNamespace = try string(if: extras & 0x10 != 0)
        return ShapeModel(
            name: name, kind: kind, traits: ShapeModel.Traits(rawValue: UInt16(traits)),
            timestampFormat: timestampFormat, members: try members(of: kind, shapeCount: shapeCount),
            payload: payload, errorCode: errorCode, errorStatus: errorStatus, xmlNamespace: xmlNamespace)
    }

    private mutating func members(
        of kind: ShapeModel.Kind, shapeCount: Int
    ) throws(WireTableError) -> [MemberModel] {
        switch kind {
        case .structure, .list, .map: break
        case .string, .integer, .double, .boolean, .timestamp, .blob: return []
        }
        let count = try reader.count()
        guard kind == .structure || count == (kind == .list ? 1 : 2) else { throw .reference }
        var members: [MemberModel] = []
        members.reserveCapacity(count)
        for _ in 0..<count { members.append(try member(shapeCount: shapeCount)) }
        return members
    }

    private mutating func member(shapeCount: Int) throws(WireTableError) -> MemberModel {
        let head = try reader.byte()
        guard let location = MemberModel.Location(rawValue: head & 0x07) else { throw .reference }
        let name = try string()
        let shape = ShapeID(try reader.number(below: shapeCount))
        var traits = MemberModel.Traits(
            rawValue: head & 0x10 == 0 ? 0 : UInt16(try reader.number(below: 1 << 16)))
        if head & 0x08 != 0 { traits.insert(.required) }
        var locationName = try string(if: head & 0x20 != 0)
        if head & 0x40 != 0 { locationName = name.withLowercasedFirstLetter }
        let hasExtras = head & 0x80 != 0
        return MemberModel(
            name: name, shape: shape, location: location, locationName: locationName,
            queryName: hasExtras ? try optionalString() : nil, traits: traits,
            timestampFormat: hasExtras ? try optionalString() : nil,
            xmlNamespace: hasExtras ? try optionalString() : nil)
    }

    private mutating func operation(shapeCount: Int) throws(WireTableError) -> OperationModel {
        let head = try reader.byte()
        let name = try string()
        let method = try string()
        let requestURI = try string()
        let status = try reader.number(below: 1000)
        let input = head & 0x01 == 0 ? nil : ShapeID(try reader.number(below: shapeCount))
        let output = head & 0x02 == 0 ? nil : ShapeID(try reader.number(below: shapeCount))
        let resultWrapper = try string(if: head & 0x04 != 0)
        let inputWrapper = try string(if: head & 0x08 != 0)
        let inputXMLNamespace = try string(if: head & 0x10 != 0)
        let hostPrefix = try string(if: head & 0x20 != 0)
        var errors: [ShapeID] = []
        for _ in 0..<(try reader.count()) { errors.append(ShapeID(try reader.number(below: shapeCount))) }
        return OperationModel(
            name: name, method: method, requestURI: requestURI, input: input, output: output,
            resultWrapper: resultWrapper, inputWrapper: inputWrapper, inputXMLNamespace: inputXMLNamespace,
            hostPrefix: hostPrefix, errors: errors, successStatus: status == 0 ? 200 : status,
            isUnsigned: head & 0x40 != 0, isReadOnly: head & 0x80 != 0)
    }
}

extension WireTableReader {
    /// The string table of a block, each text stored as what differs from the one before it.
    fileprivate mutating func strings() throws(WireTableError) -> [String] {
        let count = try count()
        var strings: [String] = []
        strings.reserveCapacity(count)
        var current: [UInt8] = []
        for _ in 0..<count {
            let shared = try number()
            guard shared <= current.count else { throw .reference }
            current.removeSubrange(shared...)
            current.append(contentsOf: try raw(try number()))
            strings.append(String(decoding: current, as: UTF8.self))
        }
        return strings
    }
}

extension String {
    fileprivate var withLowercasedFirstLetter: String {
        guard let first = utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else { return self }
        return String(UnicodeScalar(first | 0x20)) + dropFirst()
    }
}
