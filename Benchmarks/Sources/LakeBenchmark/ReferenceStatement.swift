/// A statement as users of the Lake write it, and what one would write by hand for DuckDB.
struct ReferenceStatement {
    let name: String
    let trino: String
    let duckDB: String

    /// - Parameter duckDB: `nil` if the statement reads the same in both.
    init(_ name: String, _ trino: String, duckDB: String? = nil) {
        (self.name, self.trino, self.duckDB) = (name, trino, duckDB ?? trino)
    }
}

extension ReferenceStatement {
    /// `$store` is the store, `$other` one that has a part of its events; `$key`, `$id`, `$day`, `$third` and `$hour`
    /// are values that are in the store.
    static let all = [
        ReferenceStatement("count", "SELECT count(*) FROM $store"),
        ReferenceStatement(
            "errors by service",
            "SELECT eventSource, errorCode, count(*) AS n FROM $store WHERE errorCode IS NOT NULL "
                + "GROUP BY eventSource, errorCode ORDER BY n DESC LIMIT 50"),
        ReferenceStatement(
            "an access key, two days",
            "SELECT eventTime, eventName, sourceIPAddress FROM $store WHERE userIdentity.accessKeyId = '$key' "
                + "AND eventTime >= '$day 00:00:00' AND eventTime < '$third 00:00:00' ORDER BY eventTime"),
        ReferenceStatement(
            "event id and time",
            "SELECT eventName, eventTime FROM $store WHERE eventID = '$id' "
                + "AND eventTime >= '$hour:00:00' AND eventTime <= '$hour:59:59'"),
        ReferenceStatement(
            "join of two stores",
            "SELECT a.recipientAccountId, b.errorCode, count(*) FROM $store a JOIN $other b ON a.eventID = b.eventID "
                + "WHERE b.errorCode IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC"),
        ReferenceStatement(
            "by source and name",
            "SELECT eventSource, eventName, count(*) AS n FROM $store GROUP BY eventSource, eventName "
                + "ORDER BY n DESC LIMIT 20"),
        ReferenceStatement(
            "by hour",
            "SELECT date_trunc('hour', eventTime) AS hour, count(*) FROM $store GROUP BY 1 ORDER BY 1"),
        ReferenceStatement(
            "WITH and window",
            "WITH n AS (SELECT eventSource, eventName, count(*) AS n FROM $store GROUP BY 1, 2) "
                + "SELECT * FROM (SELECT *, rank() OVER (PARTITION BY eventSource ORDER BY n DESC) AS place FROM n) "
                + "WHERE place <= 3 ORDER BY eventSource, place"),
        ReferenceStatement("event id alone", "SELECT eventName, eventTime FROM $store WHERE eventID = '$id'"),
        ReferenceStatement(
            "top principals",
            "SELECT userIdentity.arn, count(*) AS n FROM $store GROUP BY userIdentity.arn ORDER BY n DESC LIMIT 10"),
        ReferenceStatement(
            "addresses by user",
            "SELECT userIdentity.userName, count(DISTINCT sourceIPAddress) FROM $store "
                + "WHERE userIdentity.userName IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 20"),
        ReferenceStatement(
            "LIKE on an ARN",
            "SELECT eventName, count(*) FROM $store WHERE userIdentity.arn LIKE '%admin%' GROUP BY 1 ORDER BY 2 DESC"),
        ReferenceStatement(
            "all of an hour",
            "SELECT * FROM $store WHERE eventTime >= '$hour:00:00' AND eventTime <= '$hour:59:59'"),
        ReferenceStatement(
            "bucket access",
            "SELECT element_at(requestParameters, 'bucketName') AS bucket, count(*) FROM $store "
                + "WHERE eventSource = 's3.amazonaws.com' GROUP BY 1 ORDER BY 2 DESC LIMIT 20",
            duckDB: "SELECT requestParameters['bucketName'] AS bucket, count(*) FROM $store "
                + "WHERE eventSource = 's3.amazonaws.com' GROUP BY 1 ORDER BY 2 DESC LIMIT 20"),
        ReferenceStatement(
            "sign-ins without MFA",
            "SELECT userIdentity.arn, count(*) FROM $store WHERE eventName = 'ConsoleLogin' "
                + "AND element_at(additionalEventData, 'MFAUsed') = 'No' GROUP BY 1 ORDER BY 2 DESC",
            duckDB: "SELECT userIdentity.arn, count(*) FROM $store WHERE eventName = 'ConsoleLogin' "
                + "AND additionalEventData['MFAUsed'] = 'No' GROUP BY 1 ORDER BY 2 DESC"),
        ReferenceStatement(
            "regexp_like on user agents",
            "SELECT count(*) FROM $store WHERE regexp_like(userAgent, '(?i)boto3/1\\.3[0-9]')",
            duckDB: "SELECT count(*) FROM $store WHERE regexp_matches(userAgent, '(?i)boto3/1\\.3[0-9]')"),
        ReferenceStatement(
            "history of StartQuery",
            "SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'queryStatement') AS statement, "
                + "element_at(responseElements, 'queryId') AS id FROM $store WHERE eventName = 'StartQuery' "
                + "ORDER BY eventTime DESC LIMIT 100",
            duckDB: "SELECT eventTime, userIdentity.arn, requestParameters['queryStatement'] AS statement, "
                + "responseElements['queryId'] AS id FROM $store WHERE eventName = 'StartQuery' "
                + "ORDER BY eventTime DESC LIMIT 100"),
        ReferenceStatement(
            "resources",
            "SELECT resource.arn, count(*) FROM $store CROSS JOIN UNNEST(resources) "
                + "AS resource(accountId, type, arn, arnPrefix) GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
            duckDB: "SELECT u.ARN, count(*) FROM $store, UNNEST(resources) AS r(u) GROUP BY 1 ORDER BY 2 DESC LIMIT 10"),
        ReferenceStatement(
            "who has used most services",
            "SELECT userIdentity.principalId, approx_distinct(eventSource), min(eventTime), max(eventTime) "
                + "FROM $store WHERE readOnly = false GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 25",
            duckDB: "SELECT userIdentity.principalId, approx_count_distinct(eventSource), min(eventTime), "
                + "max(eventTime) FROM $store WHERE readOnly = false GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 25"),
        ReferenceStatement(
            "json_extract_scalar",
            "SELECT json_extract_scalar(eventJson, '$.tlsDetails.tlsVersion') AS version, count(*) FROM $store "
                + "GROUP BY 1 ORDER BY 2 DESC",
            duckDB: "SELECT json_extract_string(eventJson, '$.tlsDetails.tlsVersion') AS version, count(*) "
                + "FROM $store GROUP BY 1 ORDER BY 2 DESC"),
        ReferenceStatement(
            "events of two days",
            "SELECT eventTime, eventSource, eventName, userIdentity.type, sourceIPAddress, errorCode FROM $store "
                + "WHERE eventTime >= '$day 00:00:00' AND eventTime < '$third 00:00:00' AND readOnly = false "
                + "ORDER BY eventTime DESC LIMIT 1000"),
    ]
}
