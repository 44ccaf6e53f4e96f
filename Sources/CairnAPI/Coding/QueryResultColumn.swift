public import CairnModel

/// One value of a row of a query's result, with the name of its column.
///
/// Source: CloudTrail API Reference, GetQueryResults: a map from the name of the column to the value. AWS's model does not
/// say what stands for NULL; here the name stands with `null`, so that a client can tell which column it is.
public struct QueryResultColumn: Sendable, Hashable {
    /// Empty if the answer does not say it.
    public var name: String
    /// As text; `nil` for NULL.
    public var value: String?

    public init(name: String, value: String?) {
        self.name = name
        self.value = value
    }
}

extension QueryResultColumn: APIValue {
    public init(json: JSON) throws(APICodingError) {
        guard case .object(let object) = json else { throw .expected("an object", found: json) }
        guard let member = object.members.first else {
            self.init(name: "", value: nil)
            return
        }
        do {
            self.init(name: member.key, value: member.value.isNull ? nil : try String(json: member.value))
        } catch {
            throw error.inside(.member(member.key))
        }
    }

    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        if !name.isEmpty || value != nil {
            writer.key(name)
            if let value { writer.string(value) } else { writer.null() }
        }
        writer.endObject()
    }
}
