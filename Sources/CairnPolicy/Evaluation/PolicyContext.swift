/// The condition keys of a request: names in any case, each with one or more values.
///
/// Values are texts: numbers in decimal, dates as in ISO 8601 or in epoch seconds, flags as `true` and `false`, bytes in
/// base 64.
public struct PolicyContext: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// The longest value that is compared, in bytes. A request with a longer one is never allowed.
    public static let valueByteCountMax = 8192

    private var values: [String: [String]] = [:]
    /// Whether a value is longer than is compared.
    private(set) var isTooLarge = false

    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (key, value) in elements { self[key] = [value] }
    }

    /// The values of a key, `nil` if the request has no such key.
    public subscript(key: String) -> [String]? {
        get { values[key.lowercased()] }
        set {
            values[key.lowercased()] = newValue
            if newValue?.contains(where: { $0.utf8.count > Self.valueByteCountMax }) == true { isTooLarge = true }
        }
    }

    /// Gives a key one value; `nil` removes the key.
    public mutating func set(_ key: String, _ value: String?) { self[key] = value.map { [$0] } }

    /// Gives a key a value unless it has one.
    mutating func setDefault(_ key: String, _ value: String?) {
        if let value, self[key] == nil { self[key] = [value] }
    }
}
