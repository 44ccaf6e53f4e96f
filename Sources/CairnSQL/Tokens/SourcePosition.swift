/// A place in a statement.
struct SourcePosition: Sendable, Hashable {
    /// From 1.
    var line: Int
    /// In characters, from 1.
    var column: Int
}
