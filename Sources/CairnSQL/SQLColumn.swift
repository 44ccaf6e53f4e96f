/// A column of an event data store.
public struct SQLColumn: Sendable, Hashable {
    /// In AWS's spelling; statements may use any case.
    public var name: String
    public var type: SQLType

    public init(_ name: String, _ type: SQLType) {
        self.name = name
        self.type = type
    }
}
