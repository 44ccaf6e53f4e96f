/// A call of a JSON function of the SQL standard.
struct BoundJSON: Sendable, Hashable {
    enum Behavior: Sendable, Hashable {
        case null
        case error
        case boolean(Bool)
        case emptyArray
        case emptyObject
        /// One of the arguments.
        case argument(Int)
    }

    var kind: JSONCall.Kind
    /// The input, then parameters and defaults; or values, each behind its key in `json_object`.
    var arguments: [BoundExpression]
    var path: StandardPath?
    /// Which argument a parameter of the path is.
    var passing: [String: Int] = [:]
    /// Which arguments are text of JSON.
    var texts: Set<Int> = []
    var wrapper = JSONCall.Wrapper.without
    var omitsQuotes = false
    var onEmpty = Behavior.null
    var onError = Behavior.null
    var keepsNull = false
}
