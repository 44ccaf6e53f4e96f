/// How the arguments of a call fit a signature.
struct CallMatch {
    let signature: FunctionSignature
    private(set) var bindings: [String: SQLType] = [:]
    /// How many arguments have to be converted.
    private(set) var cost = 0

    init(_ signature: FunctionSignature) {
        self.signature = signature
    }

    /// Tries a signature on the types of arguments; `nil` stands for a lambda, which is looked at later.
    static func matching(_ signature: FunctionSignature, _ types: [SQLType?]) -> CallMatch? {
        guard signature.takes(types.count) else { return nil }
        var match = CallMatch(signature)
        for (index, type) in types.enumerated() {
            let pattern = signature.parameter(index)
            if case .lambda = pattern {
                guard type == nil else { return nil }
            } else {
                guard let type, match.unify(pattern, type) else { return nil }
            }
        }
        return match
    }

    /// Fits a type to a pattern, and learns what variables stand for.
    mutating func unify(_ pattern: TypePattern, _ type: SQLType) -> Bool {
        switch pattern {
        case .exact(let wanted):
            if wanted != type { cost += 1 }
            return type.coerces(to: wanted)
        case .variable(let name):
            return bind(name, type)
        case .any:
            return true
        case .local, .zoned:
            if pattern == .zoned ? !type.isZoned : type != .timestamp { cost += 1 }
            return type.isTemporal || type == .unknown
        case .clock:
            return type.isTime
        case .interval:
            return type.isInterval
        case .array, .map, .row:
            return unifyNested(pattern, type)
        case .lambda, .derived:
            return false
        }
    }

    private mutating func bind(_ name: String, _ type: SQLType) -> Bool {
        var bound = type
        if let earlier = bindings[name] {
            guard let common = SQLType.common(earlier, type) else { return false }
            if common != type || common != earlier { cost += 1 }
            bound = common
        }
        bindings[name] = bound
        return TypePattern.isInFamily(bound, of: name)
    }

    private mutating func unifyNested(_ pattern: TypePattern, _ type: SQLType) -> Bool {
        switch (pattern, type) {
        case (_, .unknown): return true
        case (.array(let pattern), .array(let element)): return unify(pattern, element)
        case (.map(let key, let value), .map(let keyType, let valueType)):
            return unify(key, keyType) && unify(value, valueType)
        case (.row(let patterns), .row(let fields)):
            guard patterns.count == fields.count else { return false }
            return zip(patterns, fields).allSatisfy { unify($0, $1.type) }
        default: return false
        }
    }

    /// The type that a pattern stands for in this call.
    func type(_ pattern: TypePattern) -> SQLType {
        switch pattern {
        case .exact(let type): return type
        case .variable(let name): return bindings[name] ?? .unknown
        case .any, .lambda: return .unknown
        case .local: return .timestamp
        case .zoned: return .timestampWithZone("UTC")
        case .clock: return .time(3)
        case .interval: return .intervalDayToSecond
        case .array(let element): return .array(type(element))
        case .map(let key, let value): return .map(type(key), type(value))
        case .row(let fields): return .row(fields.map { SQLType.RowField(nil, type($0)) })
        case .derived(let derivation): return derived(derivation)
        }
    }

    private func derived(_ derivation: TypePattern.Derivation) -> SQLType {
        if derivation == .size { return .decimal(precision: 38, scale: 0) }
        guard let (precision, scale) = (bindings["D"] ?? bindings["I"])?.asDecimal else { return .unknown }
        switch derivation {
        case .whole: return .decimal(precision: max(1, min(38, precision - scale + min(scale, 1))), scale: 0)
        case .wider: return .decimal(precision: min(38, precision + 1), scale: scale)
        case .sum: return .decimal(precision: 38, scale: scale)
        case .digit: return .decimal(precision: 1, scale: 0)
        case .cut: return .decimal(precision: max(1, precision - scale), scale: 0)
        case .same, .size: return .decimal(precision: precision, scale: scale)
        }
    }

    /// Whether an argument is converted to the type of its parameter.
    func convertedType(of index: Int, from type: SQLType) -> SQLType? {
        let pattern = signature.parameter(index)
        switch pattern {
        case .any, .clock, .interval, .lambda: return nil
        case .zoned where type.isZoned: return nil
        case .variable("J"): return nil
        default:
            let wanted = self.type(pattern)
            return wanted.withoutNames == type.withoutNames || wanted == .unknown ? nil : wanted
        }
    }
}
