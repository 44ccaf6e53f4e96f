/// S3's bounds on what is put.
///
/// Source: Amazon S3 User Guide, "Amazon S3 multipart upload limits"; "Working with object metadata".
enum PutLimits {
    /// Of an object in one piece, and of a part.
    static let objectByteCountMax = 5 << 30
    /// Names and values of user metadata together.
    static let metadataByteCountMax = 2048
    static let partCountMax = 10_000
    static let tagCountMax = 10
    static let policyByteCountMax = 20_480
}
