extension SampleCatalog {
    /// How people and programs come in.
    static let signIns: [SampleQuery] = [
        SampleQuery(
            "Console sign-ins without MFA",
            "Lists successful sign-ins to the console without a second factor.",
            tags: "console login mfa multi factor authentication",
            """
            SELECT eventTime, userIdentity.arn, sourceIPAddress, element_at(additionalEventData, 'LoginTo') AS target
            FROM $EDS_ID
            WHERE eventName = 'ConsoleLogin'
                AND element_at(responseElements, 'ConsoleLogin') = 'Success'
                AND element_at(additionalEventData, 'MFAUsed') = 'No'
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Failed console sign-ins",
            "Counts failed sign-ins by user and address.",
            tags: "console login failure password brute force",
            """
            SELECT userIdentity.userName, sourceIPAddress, count(*) AS failures, max(eventTime) AS lastTime
            FROM $EDS_ID
            WHERE eventName = 'ConsoleLogin' AND element_at(responseElements, 'ConsoleLogin') = 'Failure'
            GROUP BY userIdentity.userName, sourceIPAddress
            ORDER BY failures DESC, userIdentity.userName
            """
        ),
        SampleQuery(
            "Console sign-ins by day",
            "Counts sign-ins by day and outcome.",
            tags: "console login daily trend",
            """
            SELECT date(eventTime) AS day, element_at(responseElements, 'ConsoleLogin') AS outcome, count(*) AS signIns
            FROM $EDS_ID
            WHERE eventName = 'ConsoleLogin'
            GROUP BY 1, 2
            ORDER BY 1, 2
            """
        ),
        SampleQuery(
            "Changes made in the console",
            "Lists writing calls of sessions that came from the console.",
            tags: "console manual change write",
            """
            SELECT eventTime, userIdentity.arn, eventSource, eventName
            FROM $EDS_ID
            WHERE sessionCredentialFromConsole = 'true' AND readOnly = false
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Sessions without MFA that wrote",
            "Counts writing calls in sessions without a second factor.",
            tags: "mfa session write security",
            """
            SELECT userIdentity.sessionContext.sessionIssuer.userName AS issuer, eventName, count(*) AS calls
            FROM $EDS_ID
            WHERE userIdentity.sessionContext.attributes.mfaAuthenticated = 'false' AND readOnly = false
            GROUP BY 1, 2
            ORDER BY calls DESC, issuer, eventName
            """
        ),
        SampleQuery(
            "Federated identities",
            "Counts calls by the provider that federated an identity.",
            tags: "federation saml oidc web identity provider",
            """
            SELECT coalesce(userIdentity.identityProvider,
                    userIdentity.sessionContext.webIdFederationData.federatedProvider) AS provider,
                count(*) AS calls, approx_distinct(userIdentity.principalId) AS identities
            FROM $EDS_ID
            WHERE userIdentity.type IN ('SAMLUser', 'WebIdentityUser')
                OR userIdentity.sessionContext.webIdFederationData.federatedProvider IS NOT NULL
            GROUP BY 1
            ORDER BY calls DESC, provider
            """
        ),
    ]
}
