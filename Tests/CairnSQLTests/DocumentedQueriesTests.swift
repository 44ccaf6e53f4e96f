import Testing

@testable import CairnSQL

/// Statements of the shapes that the CloudTrail User Guide shows, in our words.
@Suite struct DocumentedQueriesTests {
    private static let id = TestStores.id
    private static let other = TestStores.otherID
    private static let enriched = TestStores.enrichedID

    static let statements: [String] = [
        "SELECT * FROM \(id) WHERE eventtime >= '2026-01-05 13:51:00' AND eventtime <= '2026-01-19 13:51:00'",
        "SELECT * FROM \(id) LIMIT 10",
        "SELECT eventID, eventName, eventSource, eventTime FROM \(id)",
        "Select eventId, eventName from \(id) UNION Select eventId, eventName from \(other) UNION ALL "
            + "Select eventId, eventName from \(id) ORDER BY eventId LIMIT 10;",
        "SELECT eventName, COUNT(*) AS apiCount FROM \(id) WHERE eventTime > '2026-01-01 00:00:00' "
            + "GROUP BY eventName ORDER BY apiCount DESC",
        "SELECT userIdentity.arn, eventName FROM \(id) WHERE userIdentity.principalId LIKE '%dana%' "
            + "AND eventTime > timestamp '2026-03-01 00:00:00' AND eventTime < timestamp '2026-03-08 00:00:00'",
        "SELECT recipientAccountId, awsRegion, useridentity.type, COUNT(*) FROM \(id) GROUP BY 1, 2, 3 ORDER BY 4",
        "SELECT DATE_TRUNC('hour', eventTime), COUNT(*) FROM \(id) GROUP BY 1 ORDER BY 1",
        "SELECT CASE WHEN errorCode IS NULL THEN 'success' ELSE 'failure' END AS outcome, COUNT(*) "
            + "FROM \(id) GROUP BY 1",
        "SELECT IF(readOnly, 'read', 'write') AS kind, COUNT(*) AS n FROM \(id) GROUP BY 1 ORDER BY 2 DESC",
        "SELECT element_at(requestParameters, 'bucketName') AS bucket, COUNT(*) FROM \(id) "
            + "WHERE eventName = 'GetObject' GROUP BY element_at(requestParameters, 'bucketName')",
        "SELECT REPLACE(eventSource, '.amazonaws.com') AS service, COUNT(*) FROM \(id) GROUP BY 1",
        "SELECT a.eventID, a.eventName, b.eventName FROM \(id) AS a LEFT JOIN \(other) AS b "
            + "ON a.sharedEventID = b.sharedEventID WHERE a.eventTime BETWEEN '2026-03-01' AND '2026-03-02'",
        "SELECT a.eventID FROM \(id) a RIGHT JOIN \(other) b ON a.eventID = b.eventID",
        "SELECT eventID FROM \(id) EXCEPT SELECT eventID FROM \(other)",
        "SELECT eventID FROM \(id) INTERSECT SELECT eventID FROM \(other)",
        "SELECT eventName FROM \(id) WHERE errorCode IS NOT DISTINCT FROM NULL "
            + "AND GREATEST(1, 2) = 2 AND LEAST(1, 2) = 1",
        "SELECT userIdentity.sessionContext.attributes.creationdate FROM \(id) WHERE "
            + "userIdentity.sessionContext.sessionIssuer.username IS NOT NULL AND eventTime > '2026-07-20 00:00:00'",
        "SELECT eventTime, userIdentity.arn AS user, json_extract_scalar(element_at(requestParameters, "
            + "'ModifySecurityGroupRulesRequest'), '$.GroupId') securityGroup FROM \(id) ORDER BY eventTime DESC",
        "SELECT eventName FROM \(id) WHERE element_at(requestParameters, 'stackSetName') IN (SELECT regexp_replace("
            + "element_at(requestParameters, 'stackName'), '^StackSet-|(-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-"
            + "[a-f0-9]{4}-[a-f0-9]{12})$') AS stackName FROM \(id) WHERE eventName LIKE '%Stack' AND "
            + "userIdentity.principalId IN (SELECT userIdentity.principalid FROM \(id) WHERE eventID = 'e1'))",
        "SELECT element_at(eventContext.requestContext, 'aws:SourceVpc') FROM \(enriched) WHERE "
            + "any_match(eventContext.tagContext.resourceTags, t -> element_at(t.tags, 'env') = 'prod')",
        "SELECT rt.arn, element_at(rt.tags, 'cost'), COUNT(*) FROM \(enriched), "
            + "unnest(eventContext.tagContext.resourceTags) AS rt GROUP BY 1, 2",
        "SELECT transform(filter(p, i -> cast(json_extract(i, '$.PatchState') as varchar) = 'Installed'), "
            + "f -> json_extract(f, '$.Id')) AS installed FROM (SELECT map_values(cast(json_extract("
            + "json_parse(eventJson), "
            + "'$.eventData.configuration.AWS:ComplianceItem.Content.Patch') as map(varchar, json))) AS p, rank() over "
            + "(partition by replace(eventID, 'AWS::SSM::') order by eventTime desc) as rnk FROM \(id)) where rnk = 1",
        "SELECT count(*) as TotalEvents, date(eventTime) as datestamp, awsRegion, element_at(additionalEventData, "
            + "'configRuleName') as rule FROM \(id) group by date(eventTime), awsRegion, additionalEventData "
            + "order by date(eventTime) desc, TotalEvents desc",
    ]

    @Test(arguments: statements) func areAccepted(statement: String) throws {
        #expect(throws: Never.self) { try TestStores.sql(statement) }
    }

    @Test(.disabled(if: DuckDBProgram.isMissing, "duckdb is not installed")) func run() throws {
        let runnable = Self.statements.filter { !$0.contains(Self.enriched) }
        let script = try runnable.map { try TestStores.sql($0) + ";\n" }.joined()
        #expect(try DuckDBProgram.run(TestEvents.script + script).errors == "")
    }
}
