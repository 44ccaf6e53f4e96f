public import CairnModel

/// An IAM policy document.
///
/// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
public struct PolicyDocument: Sendable, Hashable {
    /// The longest text that is read, in bytes; above the largest quota of any AWS service.
    public static let byteCountMax = 65_536

    /// The version of the policy language: variables are known from `2012-10-17` on.
    public enum Version: String, Sendable, Hashable {
        case v2008 = "2008-10-17"
        case v2012 = "2012-10-17"
    }

    public var version: Version
    public var id: String?
    public var statements: [PolicyStatement]

    public init(version: Version = .v2012, id: String? = nil, statements: [PolicyStatement]) {
        self.version = version
        self.id = id
        self.statements = statements
    }

    /// Reads a document, and refuses what IAM refuses.
    /// - Parameter kind: what the document is attached to, if its rules about principals, resources and unique `Sid`s
    ///   are to be held; `nil` reads either kind.
    /// - Throws: ``PolicyError``, which names the statement and the element.
    public init(parsing text: String, as kind: PolicyKind? = nil) throws(PolicyError) {
        guard text.utf8.count <= Self.byteCountMax else {
            throw PolicyError(.tooLarge, "A policy document has at most \(Self.byteCountMax) bytes")
        }
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw PolicyError(.notJSON, "The policy is not JSON: \(error)")
        }
        try self.init(json: json, as: kind)
    }

    /// Reads a document that is parsed as JSON already. See ``init(parsing:as:)``.
    public init(json: JSON, as kind: PolicyKind? = nil) throws(PolicyError) {
        var parser = PolicyParser(kind: kind)
        self = try parser.document(json)
    }

    /// The document as JSON, elements in AWS's usual order, lists of one as a single string.
    public var json: JSON {
        var object = JSONObject()
        object["Version"] = .string(version.rawValue)
        object["Id"] = id.map(JSON.string)
        object["Statement"] = .array(statements.map(\.json))
        return .object(object)
    }
}
