public import CairnModel

/// The members of a stored document.
public struct StateDocumentMembers: Sendable {
    private let document: JSON

    /// A member is missing, or is of another type.
    public struct Missing: Error {
        public let member: String

        public init(_ member: String) { self.member = member }
    }

    public init(_ document: JSON) { self.document = document }

    /// `nil` if it is not there.
    public subscript(_ name: String) -> JSON? { document[name] }

    /// - Throws: ``Missing`` if there is no such text.
    public func string(_ name: String) throws(Missing) -> String {
        guard let value = document[name]?.stringValue else { throw Missing(name) }
        return value
    }

    /// - Throws: ``Missing`` if there is no such number.
    public func double(_ name: String) throws(Missing) -> Double {
        guard let value = document[name]?.doubleValue else { throw Missing(name) }
        return value
    }

    /// - Throws: ``Missing`` if there is no such whole number.
    public func int(_ name: String) throws(Missing) -> Int {
        guard let value = document[name]?.intValue else { throw Missing(name) }
        return value
    }

    /// Reads a member that must be there.
    /// - Throws: ``Missing`` if it is not, or reads as nothing.
    public func value<Value>(_ name: String, _ read: (JSON) -> Value?) throws(Missing) -> Value {
        guard let value = document[name].flatMap(read) else { throw Missing(name) }
        return value
    }

    /// The elements of a list; none if it is not there.
    public func array(_ name: String) -> [JSON] { document[name]?.arrayValue ?? [] }
}
