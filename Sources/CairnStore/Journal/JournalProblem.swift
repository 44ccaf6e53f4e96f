/// Damage that was found in the journal: which file, and what is wrong with it.
public struct JournalProblem: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable {
        /// A last line without an end or that is no JSON; it was set aside.
        case tornTail
        /// A line inside a segment that is no JSON object.
        case damagedLine
        /// A sealed segment whose bytes are not those that were sealed.
        case changedSegment
        /// A sealed segment of another length than was sealed.
        case changedLength
        case unreadableSeal
        /// A seal that does not name the seal before it.
        case brokenChain
        case missingSegment
        case missingSeal
        /// Data that the device may not have kept, because it reported an error after the write.
        case failedSync
    }

    public var kind: Kind
    /// The file's name inside the journal folder.
    public var file: String
    public var message: String

    public var description: String { "\(file): \(message)" }
}
