public import CairnModel

extension String: APIValue {
    public init(json: JSON) throws(APICodingError) {
        guard case .string(let text) = json else { throw .expected("a string", found: json) }
        self = text
    }

    public func write(to writer: inout JSONWriter) { writer.string(self) }
}

extension Bool: APIValue {
    public init(json: JSON) throws(APICodingError) {
        guard case .bool(let flag) = json else { throw .expected("a boolean", found: json) }
        self = flag
    }

    public func write(to writer: inout JSONWriter) { writer.bool(self) }
}

extension Int: APIValue {
    public init(json: JSON) throws(APICodingError) {
        guard let value = json.wholeNumber else { throw .expected("a whole number of 64 bits", found: json) }
        self = value
    }

    public func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension Int32: APIValue {
    public init(json: JSON) throws(APICodingError) {
        guard let value = json.wholeNumber.flatMap(Int32.init(exactly:)) else {
            throw .expected("a whole number of 32 bits", found: json)
        }
        self = value
    }

    public func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension Double: APIValue {
    public init(json: JSON) throws(APICodingError) {
        guard let value = json.doubleValue, value.isFinite else { throw .expected("a number", found: json) }
        self = value
    }

    public func write(to writer: inout JSONWriter) { writer.double(self) }
}

extension JSON {
    /// The number if it has no fraction; `5.0` and `5e0` are whole too.
    fileprivate var wholeNumber: Int? { intValue ?? doubleValue.flatMap(Int.init(exactly:)) }
}
