import CairnModel

extension CloudTrailError {
    /// The body of the answer in AWS JSON 1.1: the code in `__type`, the text in `message`.
    public var awsJSONBody: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("__type")
        writer.string(code.rawValue)
        writer.key("message")
        writer.string(message)
        writer.endObject()
        return writer.bytes
    }

    /// The body of the answer in REST JSON: the text alone, since the code stands in `x-amzn-ErrorType`.
    public var restJSONBody: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("message")
        writer.string(message)
        writer.endObject()
        return writer.bytes
    }

    /// Reads an error answer of either protocol, as clients do: a `namespace#` before the code and a `:` behind it
    /// are cut off, and `Message` is as good as `message`.
    ///
    /// - Parameter errorType: the header `x-amzn-ErrorType`, if there is one.
    public init(answer body: [UInt8], httpStatus: Int, errorType: String? = nil, requestID: String? = nil) {
        let json = try? JSON(parsing: body)
        let type = errorType ?? json?["__type"]?.stringValue ?? json?["code"]?.stringValue
        let message = json?["message"]?.stringValue ?? json?["Message"]?.stringValue
        self.init(
            type.map(Self.code(named:)) ?? (httpStatus == 503 ? .serviceUnavailable : .internalFailure),
            message ?? "The service answered with status \(httpStatus) and no message.",
            httpStatus: httpStatus, requestID: requestID
        )
    }

    private static func code(named text: String) -> Code {
        var name = text[...]
        if let hash = name.lastIndex(of: "#") { name = name[name.index(after: hash)...] }
        return Code(rawValue: String(name.prefix { $0 != ":" }))
    }

    /// The answer to a request that cannot be read.
    public init(_ error: APICodingError) {
        switch error.problem {
        case .malformed(let reason):
            self.init(.serialization, "The body is not valid JSON: \(reason).")
        case .wrongType(let expected, let found):
            let place = error.path.isEmpty ? "The body" : error.wirePath
            self.init(.serialization, "\(place) must be \(expected), but is \(found).")
        case .missing:
            let violation = ConstraintViolation(path: error.path, value: nil, rule: "Member must not be null")
            self.init(.validation, ConstraintViolation.message(for: [violation]))
        }
    }
}

extension APICodingError {
    /// The place in the words of the request itself, such as `LookupAttributes[0].AttributeKey`.
    fileprivate var wirePath: String {
        var text = ""
        for step in path {
            switch step {
            case .member(let name): text += text.isEmpty ? name : "." + name
            case .mapKey(let key): text += text.isEmpty ? key : "." + key
            case .element(let index): text += "[\(index)]"
            }
        }
        return text
    }
}
