/// One way to call a function.
struct FunctionSignature: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case scalar
        case aggregate
        /// A function that needs `OVER`.
        case window
    }

    /// Name and parameters as in the catalogue, such as `element_at(array(T), bigint)`; what a dialect knows it by.
    var text: String
    var name: String
    var parameters: [TypePattern]
    /// Whether the last parameter may come once or more.
    var isVariadic: Bool
    var result: TypePattern
    var kind: Kind

    func parameter(_ index: Int) -> TypePattern { parameters[min(index, parameters.count - 1)] }

    func takes(_ count: Int) -> Bool {
        isVariadic ? count >= parameters.count : count == parameters.count
    }
}
