extension SampleCatalog {
    /// Who calls.
    static let identities: [SampleQuery] = [
        SampleQuery(
            "Most active principals",
            "Counts the calls of each user and role, the busiest first.",
            tags: "user role activity top principal",
            """
            SELECT userIdentity.arn, count(*) AS calls
            FROM $EDS_ID
            WHERE userIdentity.arn IS NOT NULL
            GROUP BY userIdentity.arn
            ORDER BY calls DESC, userIdentity.arn
            LIMIT 20
            """
        ),
        SampleQuery(
            "Calls of the root user",
            "Lists what the root user of an account did; it should do next to nothing.",
            tags: "root account user security",
            """
            SELECT eventTime, eventName, eventSource, sourceIPAddress, userAgent
            FROM $EDS_ID
            WHERE userIdentity.type = 'Root' AND userIdentity.invokedBy IS NULL
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Calls by access key",
            "Counts the calls of each access key with the first and the last time it was used.",
            tags: "access key credential usage",
            """
            SELECT userIdentity.accessKeyId, userIdentity.userName, count(*) AS calls,
                min(eventTime) AS firstSeen, max(eventTime) AS lastSeen
            FROM $EDS_ID
            WHERE userIdentity.accessKeyId IS NOT NULL
            GROUP BY userIdentity.accessKeyId, userIdentity.userName
            ORDER BY calls DESC, userIdentity.accessKeyId
            """
        ),
        SampleQuery(
            "Access keys used from several addresses",
            "Finds access keys that were used from more than one address, which may tell of a leak.",
            tags: "access key leak compromise address ip",
            """
            SELECT userIdentity.accessKeyId, approx_distinct(sourceIPAddress) AS addresses,
                array_sort(array_agg(DISTINCT sourceIPAddress)) AS seen
            FROM $EDS_ID
            WHERE userIdentity.accessKeyId IS NOT NULL
            GROUP BY userIdentity.accessKeyId
            HAVING approx_distinct(sourceIPAddress) > 1
            ORDER BY addresses DESC, userIdentity.accessKeyId
            """
        ),
        SampleQuery(
            "Roles and who assumed them",
            "Counts how often each role was assumed, and by whom.",
            tags: "role assume sts session",
            """
            SELECT element_at(requestParameters, 'roleArn') AS role, userIdentity.arn AS assumedBy, count(*) AS times
            FROM $EDS_ID
            WHERE eventName = 'AssumeRole' AND eventSource = 'sts.amazonaws.com'
            GROUP BY 1, 2
            ORDER BY times DESC, role, assumedBy
            """
        ),
        SampleQuery(
            "Roles that assume themselves",
            "Finds roles that assume themselves, which is seldom meant.",
            tags: "role assume self sts",
            """
            SELECT eventTime, userIdentity.sessionContext.sessionIssuer.arn AS role, sourceIPAddress
            FROM $EDS_ID
            WHERE eventName = 'AssumeRole'
                AND userIdentity.sessionContext.sessionIssuer.arn = element_at(requestParameters, 'roleArn')
            ORDER BY eventTime
            """
        ),
        SampleQuery(
            "Calls from other accounts",
            "Lists calls by identities that belong to another account than the recipient.",
            tags: "cross account access foreign",
            """
            SELECT eventTime, eventName, userIdentity.accountId AS caller, recipientAccountId, userIdentity.arn
            FROM $EDS_ID
            WHERE userIdentity.accountId IS NOT NULL AND userIdentity.accountId <> recipientAccountId
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Services each principal uses",
            "Lists the services that each principal called.",
            tags: "service usage least privilege user role",
            """
            SELECT userIdentity.arn, cardinality(array_agg(DISTINCT eventSource)) AS services,
                array_join(array_sort(array_agg(DISTINCT eventSource)), ', ') AS names
            FROM $EDS_ID
            WHERE userIdentity.arn IS NOT NULL
            GROUP BY userIdentity.arn
            ORDER BY services DESC, userIdentity.arn
            """
        ),
        SampleQuery(
            "Calls on behalf of services",
            "Counts the calls that a service made in its own name or for someone.",
            tags: "service invokedBy linked",
            """
            SELECT userIdentity.invokedBy, eventName, count(*) AS calls
            FROM $EDS_ID
            WHERE userIdentity.invokedBy IS NOT NULL
            GROUP BY userIdentity.invokedBy, eventName
            ORDER BY calls DESC, userIdentity.invokedBy, eventName
            """
        ),
    ]
}
