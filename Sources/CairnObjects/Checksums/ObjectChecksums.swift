/// The checksums of an object: each one's bytes, and of what they were made.
public struct ObjectChecksums: Sendable, Hashable {
    /// Raw bytes, most significant first, by algorithm.
    public var values: [ChecksumAlgorithm: [UInt8]]
    /// The number of parts whose checksums these are the checksums of, `nil` if they are of the object's bytes.
    public var partCount: Int?

    public init(_ values: [ChecksumAlgorithm: [UInt8]] = [:], partCount: Int? = nil) {
        self.values = values
        self.partCount = partCount
    }

    public var isEmpty: Bool { values.isEmpty }
}
