/// The regions that a signature is good for: one, several, or patterns such as `us-*`.
///
/// Source: AWS IAM User Guide, "AWS Signature Version 4A", `X-Amz-Region-Set`.
public struct RegionSet: Sendable, Hashable, CustomStringConvertible {
    /// Regions and patterns, in the order in which they came.
    public let patterns: [String]

    /// Reads regions between commas; blanks around them are dropped.
    public init(_ text: String) {
        patterns = text.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.prefix { $0 != " " })
        }.filter { !$0.isEmpty }
    }

    public var description: String { patterns.joined(separator: ",") }

    public func contains(_ region: String) -> Bool {
        patterns.contains { Self.matches(Array($0.utf8)[...], Array(region.utf8)[...]) }
    }

    /// A `*` stands for any text. Looks back to the last `*` only, so it ends after pattern × region steps.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ region: ArraySlice<UInt8>) -> Bool {
        var pattern = pattern
        var region = region
        var retry: (pattern: ArraySlice<UInt8>, region: ArraySlice<UInt8>)?
        while true {
            if pattern.first == UInt8(ascii: "*") {
                pattern = pattern.dropFirst()
                retry = (pattern, region)
            } else if let next = region.first, next == pattern.first {
                pattern = pattern.dropFirst()
                region = region.dropFirst()
            } else if pattern.isEmpty, region.isEmpty {
                return true
            } else {
                guard let again = retry, !again.region.isEmpty else { return false }
                retry = (again.pattern, again.region.dropFirst())
                pattern = again.pattern
                region = again.region.dropFirst()
            }
        }
    }
}
