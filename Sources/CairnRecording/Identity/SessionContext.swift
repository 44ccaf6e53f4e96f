public import CairnModel

/// How temporary credentials came to be: the `sessionContext` element of a record.
///
/// Source: CloudTrail User Guide, "CloudTrail userIdentity element".
public struct SessionContext: Sendable, Hashable {
    /// Who the session comes from; `nil` for an IAM user's own session, which records show as `{}`.
    public var issuer: SessionIssuer?
    /// The provider of a web identity; `nil` if there was none.
    public var federatedProvider: String?
    /// What is known of the web identity, by the name of its condition key, in order.
    public var federationAttributes: [JSONObject.Member]
    /// Seconds since the epoch.
    public var creationDate: Double
    public var isMFAAuthenticated: Bool
    public var sourceIdentity: String?
    /// A session of a member account's root user, made by `AssumeRoot`.
    public var isAssumedRoot: Bool

    public init(
        issuer: SessionIssuer? = nil, federatedProvider: String? = nil,
        federationAttributes: [JSONObject.Member] = [], creationDate: Double, isMFAAuthenticated: Bool = false,
        sourceIdentity: String? = nil, isAssumedRoot: Bool = false
    ) {
        self.issuer = issuer
        self.federatedProvider = federatedProvider
        self.federationAttributes = federationAttributes
        self.creationDate = creationDate
        self.isMFAAuthenticated = isMFAAuthenticated
        self.sourceIdentity = sourceIdentity
        self.isAssumedRoot = isAssumedRoot
    }

    /// Writes the context as the object that stands in a record.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("sessionIssuer")
        if let issuer { issuer.write(to: &writer) } else { writer.emptyObject() }
        writer.key("webIdFederationData")
        writer.beginObject()
        if let federatedProvider {
            writer.member("federatedProvider", federatedProvider)
            writer.key("attributes")
            writer.value(.object(JSONObject(members: federationAttributes)))
        }
        writer.endObject()
        writer.key("attributes")
        writer.beginObject()
        writer.member("creationDate", ISO8601.string(epochSeconds: creationDate.wholeSeconds))
        writer.member("mfaAuthenticated", isMFAAuthenticated ? "true" : "false")
        writer.endObject()
        writer.member("sourceIdentity", sourceIdentity)
        if isAssumedRoot { writer.member("assumedRoot", "true") }
        writer.endObject()
    }

    /// Reads a context from the object that stands in a record; `nil` if it is no object.
    public init?(json: JSON) {
        guard json.objectValue != nil else { return nil }
        let attributes = json["attributes"]
        self.init(
            issuer: json["sessionIssuer"].flatMap(SessionIssuer.init),
            federatedProvider: json["webIdFederationData"]?["federatedProvider"]?.stringValue,
            federationAttributes: json["webIdFederationData"]?["attributes"]?.objectValue?.members ?? [],
            creationDate: attributes?["creationDate"]?.stringValue.flatMap(ISO8601.parse) ?? 0,
            isMFAAuthenticated: attributes?["mfaAuthenticated"]?.stringValue == "true",
            sourceIdentity: json["sourceIdentity"]?.stringValue,
            isAssumedRoot: json["assumedRoot"]?.stringValue == "true")
    }
}
