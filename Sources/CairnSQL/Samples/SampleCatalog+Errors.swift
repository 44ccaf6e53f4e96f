extension SampleCatalog {
    /// What fails.
    static let errors: [SampleQuery] = [
        SampleQuery(
            "Errors by service",
            "Counts the errors of each service by their code.",
            tags: "error failure code service top",
            """
            SELECT eventSource, errorCode, count(*) AS errors
            FROM $EDS_ID
            WHERE errorCode IS NOT NULL
            GROUP BY eventSource, errorCode
            ORDER BY errors DESC, eventSource, errorCode
            """
        ),
        SampleQuery(
            "Denied calls by principal",
            "Counts calls that were not allowed, by principal and operation.",
            tags: "access denied unauthorized permission missing",
            """
            SELECT userIdentity.arn, eventSource, eventName, count(*) AS denied
            FROM $EDS_ID
            WHERE errorCode LIKE '%AccessDenied%' OR errorCode LIKE '%Unauthorized%'
            GROUP BY userIdentity.arn, eventSource, eventName
            ORDER BY denied DESC, userIdentity.arn, eventName
            """
        ),
        SampleQuery(
            "Share of failing calls",
            "Gives the share of calls that failed, by service, in percent.",
            tags: "error rate percentage failure",
            """
            SELECT eventSource, count(*) AS calls, count_if(errorCode IS NOT NULL) AS failures,
                round(count_if(errorCode IS NOT NULL) * 100e0 / count(*), 2) AS percent
            FROM $EDS_ID
            GROUP BY eventSource
            ORDER BY percent DESC, eventSource
            """
        ),
        SampleQuery(
            "Throttled calls",
            "Counts calls that were throttled, by operation and hour.",
            tags: "throttling rate limit exceeded",
            """
            SELECT date_trunc('hour', eventTime) AS hour, eventSource, eventName, count(*) AS throttled
            FROM $EDS_ID
            WHERE errorCode IN ('ThrottlingException', 'Client.RequestLimitExceeded', 'Throttling', 'SlowDown')
            GROUP BY 1, 2, 3
            ORDER BY 1, 4 DESC, 2, 3
            """
        ),
        SampleQuery(
            "Errors by hour",
            "Counts calls and errors by hour.",
            tags: "error trend hourly time",
            """
            SELECT date_trunc('hour', eventTime) AS hour, count(*) AS calls, count(errorCode) AS errors
            FROM $EDS_ID
            GROUP BY 1
            ORDER BY 1
            """
        ),
        SampleQuery(
            "Principals whose calls only fail",
            "Finds principals none of whose calls succeeded.",
            tags: "error failing principal broken probe",
            """
            SELECT userIdentity.arn, count(*) AS calls, max(errorCode) AS example
            FROM $EDS_ID
            WHERE userIdentity.arn IS NOT NULL
            GROUP BY userIdentity.arn
            HAVING every(errorCode IS NOT NULL)
            ORDER BY calls DESC, userIdentity.arn
            """
        ),
    ]
}
