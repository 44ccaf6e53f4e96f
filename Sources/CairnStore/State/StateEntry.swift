public import CairnModel

/// A thing that the state database keeps as one document.
public protocol StateEntry: Sendable, Hashable, Identifiable where ID == String {
    /// The kind of its documents.
    static var documentKind: String { get }
    /// The form that is written, which stands in each document as `version`. Every earlier one is read.
    static var documentVersion: Int { get }
    /// Where its document stands; the kind is ``documentKind``, and the id is its own.
    var documentKey: StateDocument.Key { get }
    /// The document as it is stored.
    var document: JSON { get }
    /// When it came to be, in seconds since 1970: the order in which entries are listed.
    var createdTime: Double { get }

    /// Reads the members of a document of this or an earlier version.
    /// - Throws: whatever says that it is not one.
    init(reading document: StateDocumentMembers) throws
}

extension StateEntry {
    /// Reads a document of this or an earlier version.
    /// - Throws: ``StoreError`` with `damaged` if it is not one, with `database` if a newer version wrote it.
    public init(document: JSON) throws(StoreError) {
        guard let version = document["version"]?.intValue, version <= Self.documentVersion else {
            throw StoreError(.database, "A document of kind \(Self.documentKind) was written by a newer Cairn")
        }
        do {
            self = try Self(reading: StateDocumentMembers(document))
        } catch {
            let id = ["id", "arn", "name"].lazy.compactMap { document[$0]?.stringValue }.first ?? "without an id"
            throw StoreError(.damaged, "The document of kind \(Self.documentKind) \(id) is damaged", cause: error)
        }
    }
}
