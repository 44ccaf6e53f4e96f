/// What the index of a wire table says of one service.
struct WireTableEntry: Sendable {
    let id: String
    let endpointPrefix: String
    let signingName: String
    let protocols: [WireProtocol]
    let jsonVersion: String?
    let targetPrefix: String?
    let apiVersion: String
    let xmlNamespace: String?
    /// Where the service's block lies in the table.
    let block: Range<Int>
}

extension WireTable {
    /// Reads the index: the services in the order of their blocks.
    func entries() throws(WireTableError) -> [WireTableEntry] {
        try withBytes { bytes throws(WireTableError) in
            var reader = WireTableReader(bytes)
            guard try reader.raw(Self.magic.count).elementsEqual(Self.magic) else { throw .magic }
            var index = WireTableReader(try reader.raw(try reader.number()))
            var entries: [WireTableEntry] = []
            var offset = reader.position
            for _ in 0..<(try index.count()) {
                let entry = try index.entry(blockOffset: offset)
                guard entry.block.upperBound <= bytes.count else { throw .truncated }
                offset = entry.block.upperBound
                entries.append(entry)
            }
            return entries
        }
    }

    /// Decodes one service's block.
    func model(_ entry: WireTableEntry) throws(WireTableError) -> ServiceModel {
        try withBytes { bytes throws(WireTableError) in
            guard entry.block.upperBound <= bytes.count else { throw .truncated }
            var block = try WireTableBlock(UnsafeRawBufferPointer(rebasing: bytes[entry.block]))
            let shapes = try block.shapes()
            return ServiceModel(
                id: entry.id, endpointPrefix: entry.endpointPrefix, signingName: entry.signingName,
                protocols: entry.protocols, jsonVersion: entry.jsonVersion, targetPrefix: entry.targetPrefix,
                apiVersion: entry.apiVersion, xmlNamespace: entry.xmlNamespace,
                operations: try block.operations(shapeCount: shapes.count), shapes: shapes)
        }
    }
}

extension WireTableReader {
    fileprivate mutating func entry(blockOffset: Int) throws(WireTableError) -> WireTableEntry {
        let id = try text()
        let endpointPrefix = try text()
        let signingName = try text()
        var protocols: [WireProtocol] = []
        for code in try raw(try number()) {
            guard let wireProtocol = WireProtocol(rawValue: code) else { throw .reference }
            protocols.append(wireProtocol)
        }
        return WireTableEntry(
            id: id, endpointPrefix: endpointPrefix, signingName: signingName, protocols: protocols,
            jsonVersion: try optionalText(), targetPrefix: try optionalText(), apiVersion: try text(),
            xmlNamespace: try optionalText(), block: blockOffset..<blockOffset + (try number()))
    }
}
