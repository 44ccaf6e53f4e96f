public import CairnModel

/// A thing that the state database keeps as one document.
public protocol StateEntry: Sendable, Hashable, Identifiable where ID == String {
    /// The kind of its documents.
    static var documentKind: String { get }
    /// Where its document stands; the kind is ``documentKind``, and the id is its own.
    var documentKey: StateDocument.Key { get }
    /// The document as it is stored.
    var document: JSON { get }
    /// When it came to be, in seconds since 1970: the order in which entries are listed.
    var createdTime: Double { get }

    /// Reads a document of this or an earlier version.
    /// - Throws: ``StoreError`` with `damaged` if it is not one, with `database` if a newer version wrote it.
    init(document: JSON) throws(StoreError)
}
