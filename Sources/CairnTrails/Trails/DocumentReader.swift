import CairnModel
import CairnStore

/// Reads the members of a state document, and says which one is not as it should be.
struct DocumentReader {
    let document: JSON
    private let subject: String

    /// - Parameter subject: what the document is of, such as "a trail", for messages.
    init(_ document: JSON, of subject: String) {
        self.document = document
        self.subject = subject
    }

    /// - Throws: `database` if the document is of a later version than this Cairn knows.
    func checkVersion(atMost newest: Int) throws(StoreError) {
        guard let version = document["version"]?.intValue, version >= 1 else { throw damaged("version") }
        guard version <= newest else {
            throw StoreError(
                .database,
                "The document of \(subject) has version \(version), but this Cairn knows versions up to \(newest): "
                    + "it was written by a newer Cairn. Use that one, or restore a backup."
            )
        }
    }

    func string(_ name: String) throws(StoreError) -> String {
        guard let value = document[name]?.stringValue else { throw damaged(name) }
        return value
    }

    func bool(_ name: String) throws(StoreError) -> Bool {
        guard let value = document[name]?.boolValue else { throw damaged(name) }
        return value
    }

    func number(_ name: String) throws(StoreError) -> Double {
        guard let value = document[name]?.doubleValue else { throw damaged(name) }
        return value
    }

    func array<Element>(_ name: String, of make: (JSON) -> Element?) throws(StoreError) -> [Element] {
        guard let elements = document[name]?.arrayValue else { throw damaged(name) }
        var values: [Element] = []
        for element in elements {
            guard let value = make(element) else { throw damaged(name) }
            values.append(value)
        }
        return values
    }

    func value<Value>(_ name: String, _ make: (JSON) throws -> Value) throws(StoreError) -> Value {
        guard let json = document[name] else { throw damaged(name) }
        do {
            return try make(json)
        } catch {
            throw StoreError(.damaged, "The member \(name) in the document of \(subject) cannot be read", cause: error)
        }
    }

    private func damaged(_ name: String) -> StoreError {
        let owner = document["name"]?.stringValue.map { " named \($0)" } ?? ""
        return StoreError(
            .damaged, "The document of \(subject)\(owner) has no member \(name), or it is not of its type"
        )
    }
}
