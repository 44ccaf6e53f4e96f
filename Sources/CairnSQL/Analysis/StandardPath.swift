/// A path of the SQL standard's JSON path language, with its mode: `lax $.a[*]?(@.b == "c")`.
///
/// Taken are members, subscripts, filters, `size()` and `type()`. Arithmetic, other methods and `..` are not.
///
/// Source: Trino documentation, "JSON path language".
struct StandardPath: Sendable, Hashable {
    enum Start: Sendable, Hashable {
        /// `$`
        case input
        /// `@`
        case item
        /// `$name`
        case parameter(String)
    }

    /// A place in an array, from 0.
    enum Index: Sendable, Hashable {
        case first(Int)
        /// So many before the last.
        case last(Int)
    }

    indirect enum Step: Sendable, Hashable {
        case member(String)
        case members
        case elements
        case subscripts([Range])
        case filter(Predicate)
        /// `.size()`
        case size
        /// `.type()`
        case type
    }

    struct Range: Sendable, Hashable {
        var from: Index
        var to: Index
    }

    struct Chain: Sendable, Hashable {
        var start: Start
        var steps: [Step]
    }

    enum Operand: Sendable, Hashable {
        case chain(Chain)
        /// JSON of a scalar.
        case literal(String)
    }

    indirect enum Predicate: Sendable, Hashable {
        case and(Predicate, Predicate)
        case or(Predicate, Predicate)
        case not(Predicate)
        case isUnknown(Predicate)
        case exists(Chain)
        case comparison(String, Operand, Operand)
        case startsWith(Chain, Operand)
    }

    var isStrict: Bool
    var chain: Chain

    /// The names of the parameters that it uses.
    var parameters: Set<String> { chain.parameters }
}

extension StandardPath.Chain {
    var parameters: Set<String> {
        var names: Set<String> = []
        if case .parameter(let name) = start { names.insert(name) }
        for case .filter(let predicate) in steps { names.formUnion(predicate.parameters) }
        return names
    }
}

extension StandardPath.Predicate {
    fileprivate var parameters: Set<String> {
        switch self {
        case .and(let left, let right), .or(let left, let right): left.parameters.union(right.parameters)
        case .not(let inner), .isUnknown(let inner): inner.parameters
        case .exists(let chain): chain.parameters
        case .comparison(_, let left, let right): left.parameters.union(right.parameters)
        case .startsWith(let chain, let operand): chain.parameters.union(operand.parameters)
        }
    }
}

extension StandardPath.Operand {
    fileprivate var parameters: Set<String> {
        guard case .chain(let chain) = self else { return [] }
        return chain.parameters
    }
}
