/// A call of one of the JSON functions that the SQL standard gives a grammar of their own.
struct JSONCall: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable {
        case exists = "json_exists"
        case query = "json_query"
        case value = "json_value"
        case object = "json_object"
        case array = "json_array"
    }

    /// What comes where a path finds nothing, or fails.
    enum Behavior: Sendable, Hashable {
        case null
        case error
        case boolean(Bool)
        case emptyArray
        case emptyObject
        case value(Expression)
    }

    enum Wrapper: Sendable, Hashable {
        case without
        case conditional
        case unconditional
    }

    struct Value: Sendable, Hashable {
        /// The key of a member of `json_object`.
        var key: Expression?
        var value: Expression
        /// Whether the value is the text of JSON.
        var isJSON: Bool
    }

    struct Parameter: Sendable, Hashable {
        var name: String
        var value: Value
    }

    var kind: Kind
    var position: SourcePosition
    /// The input of the three functions with a path; elements or members of the others.
    var values: [Value] = []
    var path = ""
    var pathPosition: SourcePosition
    var passing: [Parameter] = []
    var returning: TypeName?
    var wrapper = Wrapper.without
    var omitsQuotes = false
    var onEmpty: Behavior?
    var onError: Behavior?
    /// Whether NULL becomes JSON's `null`; else it is left out.
    var keepsNull = false
    var hasUniqueKeys = false
}
