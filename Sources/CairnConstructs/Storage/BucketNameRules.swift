/// The rules of bucket names, and all that a name breaks.
///
/// Source: Amazon S3 User Guide, "General purpose bucket naming rules".
enum BucketNameRules {
    static func check(_ name: String, path: String) throws {
        let problems = problems(Array(name.utf8))
        guard !problems.isEmpty else { return }
        throw ConstructError(
            .invalidProperty, path: path, property: "bucketName",
            "Invalid S3 bucket name (value: \(name))\n\(problems.joined(separator: "\n"))")
    }

    private static func problems(_ name: [UInt8]) -> [String] {
        [
            (3...63).contains(name.count) ? nil : "Bucket name must be at least 3 and no more than 63 characters",
            name.firstIndex { !isEdge($0) && $0 != dot && $0 != dash }.map {
                "Bucket name must only contain lowercase characters and the symbols, period (.) and dash (-) (offset: \($0))"
            },
            name.first.map(isEdge) == true
                ? nil : "Bucket name must start with a lowercase character or number (offset: 0)",
            name.last.map(isEdge) == true
                ? nil : "Bucket name must end with a lowercase character or number (offset: \(name.count - 1))",
            symbolPair(name).map {
                "Bucket name must not have dash next to period, or period next to dash, or consecutive periods (offset: \($0))"
            },
            isAddress(name) ? "Bucket name must not resemble an IP address" : nil,
        ].compactMap { $0 }
    }

    private static let dot = UInt8(ascii: ".")
    private static let dash = UInt8(ascii: "-")

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isEdge(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func symbolPair(_ name: [UInt8]) -> Int? {
        zip(name, name.dropFirst()).enumerated().first { _, pair in
            pair == (dot, dash) || pair == (dash, dot) || pair == (dot, dot)
        }?.offset
    }

    private static func isAddress(_ name: [UInt8]) -> Bool {
        let parts = name.split(separator: dot, omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(isDigit) }
    }
}
