extension SampleCatalog {
    /// What calls are about.
    static let resources: [SampleQuery] = [
        SampleQuery(
            "Types of resources touched",
            "Counts calls by the types of the resources they name.",
            tags: "resource type count unnest",
            """
            SELECT r.type, count(*) AS calls
            FROM $EDS_ID
            CROSS JOIN UNNEST(resources) AS r
            GROUP BY r.type
            ORDER BY calls DESC, r.type
            """
        ),
        SampleQuery(
            "Calls on one resource",
            "Lists calls on a resource by its ARN; put yours in place of the bucket.",
            tags: "resource arn history",
            """
            SELECT eventTime, eventName, userIdentity.arn
            FROM $EDS_ID
            WHERE any_match(resources, r -> r.ARN = 'arn:aws:s3:::logs')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Resources made by hand",
            "Lists creating calls that no tool for infrastructure made.",
            tags: "create resource manual console infrastructure drift",
            """
            SELECT eventTime, eventName, userIdentity.arn, userAgent
            FROM $EDS_ID
            WHERE regexp_like(eventName, '^(Create|Run|Put)') AND readOnly = false
                AND NOT regexp_like(coalesce(userAgent, ''), '(?i)(terraform|cloudformation|pulumi|cdk)')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Parameters that calls carry",
            "Counts the names of request parameters by operation.",
            tags: "request parameter name map unnest",
            """
            SELECT eventName, p.name, count(*) AS calls
            FROM $EDS_ID
            CROSS JOIN UNNEST(requestParameters) AS p(name, value)
            GROUP BY eventName, p.name
            ORDER BY eventName, calls DESC, p.name
            """
        ),
        SampleQuery(
            "Changes of tags",
            "Lists calls that tag or untag resources.",
            tags: "tag untag resource change",
            """
            SELECT eventTime, eventName, userIdentity.arn, requestParameters
            FROM $EDS_ID
            WHERE regexp_like(eventName, '^(Tag|Untag|CreateTags|DeleteTags|AddTags|RemoveTags)')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Stacks and who changed them",
            "Lists changes of CloudFormation stacks.",
            tags: "cloudformation stack deploy change",
            """
            SELECT eventTime, eventName, userIdentity.arn, element_at(requestParameters, 'stackName') AS stack
            FROM $EDS_ID
            WHERE eventSource = 'cloudformation.amazonaws.com' AND readOnly = false
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Secrets read",
            "Counts reads of secrets and parameters by principal.",
            tags: "secret secretsmanager ssm parameter decrypt read",
            """
            SELECT userIdentity.arn,
                coalesce(element_at(requestParameters, 'secretId'), element_at(requestParameters, 'name')) AS secret,
                count(*) AS reads
            FROM $EDS_ID
            WHERE eventName IN ('GetSecretValue', 'GetParameter', 'GetParameters', 'BatchGetSecretValue')
            GROUP BY 1, 2
            ORDER BY reads DESC, 1, 2
            """
        ),
    ]
}
