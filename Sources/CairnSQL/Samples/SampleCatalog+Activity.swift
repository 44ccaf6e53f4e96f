extension SampleCatalog {
    /// What happens when, and how often.
    static let activity: [SampleQuery] = [
        SampleQuery(
            "Calls by service and operation",
            "Counts all calls by service and operation.",
            tags: "activity top operation service count",
            """
            SELECT eventSource, eventName, count(*) AS calls
            FROM $EDS_ID
            GROUP BY eventSource, eventName
            ORDER BY calls DESC, eventSource, eventName
            """
        ),
        SampleQuery(
            "Calls by hour",
            "Counts calls by hour, with the change against the hour before.",
            tags: "activity trend hourly time",
            """
            WITH hours AS (
                SELECT date_trunc('hour', eventTime) AS hour, count(*) AS calls
                FROM $EDS_ID
                GROUP BY 1
            )
            SELECT hour, calls, calls - lag(calls, 1, 0) OVER (ORDER BY hour) AS change
            FROM hours
            ORDER BY hour
            """
        ),
        SampleQuery(
            "Calls by weekday",
            "Counts calls by day of the week, 1 for Monday.",
            tags: "activity weekday day week pattern",
            """
            SELECT day_of_week(eventTime) AS weekday, date_format(eventTime, '%W') AS name, count(*) AS calls
            FROM $EDS_ID
            GROUP BY 1, 2
            ORDER BY 1
            """
        ),
        SampleQuery(
            "Calls outside office hours",
            "Counts writing calls before 7, after 19 and on weekends, by principal.",
            tags: "night weekend unusual hours security",
            """
            SELECT userIdentity.arn, count(*) AS calls
            FROM $EDS_ID
            WHERE readOnly = false AND (day_of_week(eventTime) > 5 OR hour(eventTime) NOT BETWEEN 7 AND 18)
            GROUP BY userIdentity.arn
            ORDER BY calls DESC, userIdentity.arn
            """
        ),
        SampleQuery(
            "Calls by region",
            "Counts calls and principals by region.",
            tags: "region activity unused geography",
            """
            SELECT awsRegion, count(*) AS calls, approx_distinct(userIdentity.arn) AS principals,
                max(eventTime) AS lastCall
            FROM $EDS_ID
            GROUP BY awsRegion
            ORDER BY calls DESC, awsRegion
            """
        ),
        SampleQuery(
            "Calls outside the regions in use",
            "Lists writing calls in regions other than the two named; put yours in their place.",
            tags: "region unauthorized unapproved guardrail",
            """
            SELECT eventTime, awsRegion, userIdentity.arn, eventSource, eventName
            FROM $EDS_ID
            WHERE awsRegion NOT IN ('us-east-1', 'eu-central-1') AND readOnly = false
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Reads and writes by service",
            "Sets reading calls beside writing ones, by service, with totals.",
            tags: "read write readonly service total rollup",
            """
            SELECT eventSource, count_if(readOnly) AS reads, count_if(NOT readOnly) AS writes, count(*) AS calls
            FROM $EDS_ID
            GROUP BY ROLLUP (eventSource)
            ORDER BY eventSource
            """
        ),
        SampleQuery(
            "First use of each operation",
            "Tells when each operation was first called, and by whom.",
            tags: "first seen new operation anomaly",
            """
            SELECT eventSource, eventName, min(eventTime) AS firstTime,
                min_by(userIdentity.arn, eventTime) AS firstCaller
            FROM $EDS_ID
            GROUP BY eventSource, eventName
            ORDER BY firstTime, eventSource, eventName
            """
        ),
        SampleQuery(
            "Clients by user agent",
            "Counts calls by the program that made them, without its version.",
            tags: "user agent client cli sdk tool",
            """
            SELECT split_part(userAgent, '/', 1) AS program, count(*) AS calls
            FROM $EDS_ID
            GROUP BY split_part(userAgent, '/', 1)
            ORDER BY calls DESC, program
            """
        ),
        SampleQuery(
            "Last call of each principal",
            "Gives the latest call of each principal.",
            tags: "latest last recent activity principal window",
            """
            SELECT arn, eventTime, eventName
            FROM (
                SELECT userIdentity.arn AS arn, eventTime, eventName,
                    row_number() OVER (PARTITION BY userIdentity.arn ORDER BY eventTime DESC, eventID) AS place
                FROM $EDS_ID
            )
            WHERE place = 1
            ORDER BY arn
            """
        ),
        SampleQuery(
            "Events by category",
            "Counts events by category and type.",
            tags: "category management data insight count",
            """
            SELECT eventCategory, eventType, managementEvent, count(*) AS events
            FROM $EDS_ID
            GROUP BY eventCategory, eventType, managementEvent
            ORDER BY events DESC, eventCategory, eventType
            """
        ),
        SampleQuery(
            "What followed a sign-in",
            "Lists the first writing calls within an hour of a console sign-in.",
            tags: "console login timeline after incident join",
            """
            SELECT s.userIdentity.arn, s.eventTime AS signIn, c.eventTime, c.eventName
            FROM $EDS_ID AS s
            INNER JOIN $EDS_ID AS c
                ON c.userIdentity.arn = s.userIdentity.arn
                AND c.eventTime BETWEEN s.eventTime AND s.eventTime + INTERVAL '1' HOUR
            WHERE s.eventName = 'ConsoleLogin' AND c.readOnly = false AND c.eventName <> 'ConsoleLogin'
            ORDER BY signIn, c.eventTime
            """
        ),
    ]
}
