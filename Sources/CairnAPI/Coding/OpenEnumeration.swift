public import CairnModel

/// A string with a set of known values. Unknown values are kept as they are, so that a newer service's answers can
/// be read; whether a request may carry one is a matter of its constraints.
public protocol OpenEnumeration: RawRepresentable<String>, APIMapKey {
    /// The values that the model names, in its order.
    static var knownValues: [Self] { get }

    init(rawValue: String)
}

extension OpenEnumeration {
    public init(json: JSON) throws(APICodingError) { self.init(rawValue: try String(json: json)) }

    public func write(to writer: inout JSONWriter) { writer.string(rawValue) }

    public var keyText: String { rawValue }

    public init(keyText: String) { self.init(rawValue: keyText) }
}
