public import CairnModel

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import struct Foundation.Date
#endif

/// Who made a request: `userIdentity` of a record.
///
/// Source: CloudTrail User Guide, "CloudTrail userIdentity element".
public struct UserIdentity: Sendable, Hashable {
    /// Such as `IAMUser` or `AssumedRole`; absent in events that services make by themselves.
    public var type: String?
    public var principalID: String?
    public var arn: String?
    public var accountID: String?
    /// May be empty.
    public var accessKeyID: String?
    public var userName: String?
    public var sessionContext: SessionContext?
    /// The service that made the call for somebody.
    public var invokedBy: String?
    public var identityProvider: String?
    public var credentialID: String?
    public var onBehalfOf: OnBehalfOf?
    public var inScopeOf: InScopeOf?
    /// The account of a delegate.
    public var invokedByDelegateAccountID: String?

    /// A user of IAM Identity Center that a service acts for.
    public struct OnBehalfOf: Sendable, Hashable {
        public var userID: String?
        public var identityStoreARN: String?
    }

    /// What credentials of a service are good for.
    public struct InScopeOf: Sendable, Hashable {
        public var sourceARN: String?
        public var sourceAccount: String?
        public var issuerType: String?
        public var credentialsIssuedTo: String?
    }
}

/// Facts about temporary credentials.
public struct SessionContext: Sendable, Hashable {
    public var sessionIssuer: SessionIssuer?
    public var webIDFederationData: WebIDFederationData?
    public var creationDate: Date?
    public var isMFAAuthenticated: Bool?
    /// `1.0` or `2.0`: the version of instance metadata that gave a role's credentials.
    public var ec2RoleDelivery: String?
    public var ec2IssuedInVPC: String?
    public var sourceIdentity: String?
    public var isAssumedRoot: Bool?
    public var signInSessionARN: String?

    /// Who or what gave the credentials.
    public struct SessionIssuer: Sendable, Hashable {
        public var type: String?
        public var principalID: String?
        public var arn: String?
        public var accountID: String?
        public var userName: String?
    }

    /// The provider that a web identity comes from.
    public struct WebIDFederationData: Sendable, Hashable {
        public var federatedProvider: String?
        public var attributes: JSON?
    }
}

extension UserIdentity {
    init?(_ slice: JSONSlice, in text: RecordText) {
        guard let part = EventPart(slice, in: text) else { return nil }
        type = part.string("type")
        principalID = part.string("principalId")
        arn = part.string("arn")
        accountID = part.string("accountId")
        accessKeyID = part.string("accessKeyId")
        userName = part.string("userName")
        sessionContext = part.part("sessionContext").map(SessionContext.init)
        invokedBy = part.string("invokedBy")
        identityProvider = part.string("identityProvider")
        credentialID = part.string("credentialId")
        onBehalfOf = part.part("onBehalfOf").map {
            OnBehalfOf(userID: $0.string("userId"), identityStoreARN: $0.string("identityStoreArn"))
        }
        inScopeOf = part.part("inScopeOf").map {
            InScopeOf(
                sourceARN: $0.string("sourceArn"), sourceAccount: $0.string("sourceAccount"),
                issuerType: $0.string("issuerType"), credentialsIssuedTo: $0.string("credentialsIssuedTo"))
        }
        invokedByDelegateAccountID = part.part("invokedByDelegate")?.string("accountId")
    }
}

extension SessionContext {
    init(_ part: EventPart) {
        sessionIssuer = part.part("sessionIssuer").map(SessionIssuer.init)
        webIDFederationData = part.part("webIdFederationData").map {
            WebIDFederationData(federatedProvider: $0.string("federatedProvider"), attributes: $0.json("attributes"))
        }
        let attributes = part.part("attributes")
        creationDate = attributes?.seconds("creationDate").map(Date.init(timeIntervalSince1970:))
        isMFAAuthenticated = attributes?.bool("mfaAuthenticated")
        ec2RoleDelivery = part.string("ec2RoleDelivery")
        ec2IssuedInVPC = part.string("ec2IssuedInVpc")
        sourceIdentity = part.string("sourceIdentity")
        isAssumedRoot = part.bool("assumedRoot")
        signInSessionARN = part.string("signInSessionArn")
    }
}

extension SessionContext.SessionIssuer {
    init(_ part: EventPart) {
        type = part.string("type")
        principalID = part.string("principalId")
        arn = part.string("arn")
        accountID = part.string("accountId")
        userName = part.string("userName")
    }
}
