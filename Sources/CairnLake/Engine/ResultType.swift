/// The type of a column of a result, as far as it matters for how values are printed.
indirect enum ResultType: Sendable, Hashable {
    case plain
    case timestamp
    case zonedTimestamp
    case floating
    case list(ResultType)
    /// Parts in the order in which they are printed.
    case structure([ResultType])
    case map(ResultType)

    /// Reads the name of a type of DuckDB, such as `STRUCT("type" VARCHAR, at TIMESTAMP)[]`.
    init(_ name: String) {
        var reader = ResultTypeReader(Array(name.utf8))
        self = reader.read()
    }
}

private struct ResultTypeReader {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> ResultType {
        skipSpaces()
        let word = word()
        var type: ResultType
        switch word {
        case "STRUCT", "ROW": type = .structure(parts(named: true))
        case "MAP":
            let parts = parts(named: false)
            type = .map(parts.last ?? .plain)
        case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "DATETIME":
            type = skip(" WITH TIME ZONE") ? .zonedTimestamp : .timestamp
        case "TIMESTAMPTZ": type = .zonedTimestamp
        case "DOUBLE", "FLOAT", "REAL": type = .floating
        default:
            if peek == UInt8(ascii: "(") { skipParentheses() }
            type = .plain
        }
        while peek == UInt8(ascii: "[") {
            while let byte = peek, byte != UInt8(ascii: "]") { position += 1 }
            position += 1
            type = .list(type)
        }
        return type
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpaces() { while peek == UInt8(ascii: " ") { position += 1 } }

    private mutating func word() -> String {
        let start = position
        while let byte = peek, byte == UInt8(ascii: "_") || Self.isAlphanumeric(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self).uppercased()
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }

    private mutating func skip(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    private mutating func parts(named: Bool) -> [ResultType] {
        guard peek == UInt8(ascii: "(") else { return [] }
        var types: [ResultType] = []
        repeat {
            position += 1
            skipSpaces()
            if named { skipName() }
            types.append(read())
            skipSpaces()
        } while peek == UInt8(ascii: ",")
        if peek == UInt8(ascii: ")") { position += 1 }
        return types
    }

    private mutating func skipName() {
        if peek == UInt8(ascii: "\"") {
            skipQuoted()
        } else {
            while let byte = peek, byte != UInt8(ascii: " ") { position += 1 }
        }
    }

    /// A quote within quotes is doubled.
    private mutating func skipQuoted() {
        position += 1
        while let byte = peek {
            position += 1
            guard byte == UInt8(ascii: "\"") else { continue }
            if peek != UInt8(ascii: "\"") { return }
            position += 1
        }
    }

    private mutating func skipParentheses() {
        while let byte = peek, byte != UInt8(ascii: ")") { position += 1 }
        position += 1
    }
}
