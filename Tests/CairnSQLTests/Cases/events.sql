# Lake's own: stores, columns, the queries of the user guide in our words
SELECT eventName, count(*) AS n FROM 11111111-2222-4333-8444-555555555555 GROUP BY eventName ORDER BY n DESC, eventName LIMIT 3
----
GetObject | 3
AssumeRole | 1
AttachUserPolicy | 1

SELECT userIdentity.arn AS who, COUNT(*) AS n FROM 11111111-2222-4333-8444-555555555555 WHERE eventTime > '2026-03-01 00:00:00' AND errorCode IS NOT NULL GROUP BY userIdentity.arn ORDER BY n DESC, who LIMIT 5
----
arn:aws:iam::111122223333:user/frida | 1
arn:aws:sts::111122223333:assumed-role/deploy/ci | 1

SELECT element_at(requestParameters, 'bucketName'), eventName FROM 11111111-2222-4333-8444-555555555555 WHERE eventSource = 's3.amazonaws.com' ORDER BY eventTime LIMIT 2
----
logs | GetObject
logs | PutObject

# names in any case, ARN, quotes, schema
SELECT EVENTNAME, UserIdentity.SessionContext.SessionIssuer.UserName, tlsDetails.TLSVERSION FROM "11111111-2222-4333-8444-555555555555" WHERE EventID = 'e10'
----
GetObject | deploy | TLSv1.3

SELECT count(*) FROM arn:aws:cloudtrail:us-east-1:111122223333:eventdatastore/11111111-2222-4333-8444-555555555555
----
10

SELECT count(*) FROM "arn:aws:cloudtrail:us-east-1:111122223333:eventdatastore/11111111-2222-4333-8444-555555555555" AS e
----
10

SELECT e.eventID FROM lake.11111111-2222-4333-8444-555555555555 e WHERE e.eventID = 'e1'
----
e1

SELECT eventTime, readOnly, responseElements, resources FROM 11111111-2222-4333-8444-555555555555 WHERE eventID = 'e1'
----
2026-03-01 10:15:02.000 | true | NULL | [{accountid=null, type=AWS::S3::Object, arn=arn:aws:s3:::logs/1, arnprefix=null}, {accountid=111122223333, type=AWS::S3::Bucket, arn=arn:aws:s3:::logs, arnprefix=null}]

SELECT requestParameters, tlsDetails FROM 11111111-2222-4333-8444-555555555555 WHERE eventID IN ('e1', 'e6') ORDER BY eventID
----
{bucketName=logs, key=a/b.txt} | {tlsversion=TLSv1.3, ciphersuite=TLS_AES_128_GCM_SHA256, clientprovidedhostheader=h}
{instancesSet={"items":[{"instanceId":"i-1"}]}} | NULL

SELECT eventID FROM 11111111-2222-4333-8444-555555555555 WHERE eventTime >= '2026-03-01 10:45:30' AND eventTime < '2026-03-01 11:05:00' ORDER BY 1
----
e2
e3

SELECT eventID FROM 11111111-2222-4333-8444-555555555555 WHERE element_at(requestParameters, 'instancesSet') LIKE '%"instanceId":"i-1"%'
----
e6

SELECT json_extract_scalar(eventJson, '$.responseElements.instancesSet.items[0].instanceId'), json_extract_scalar(element_at(responseElements, 'instancesSet'), '$.items[1].instanceId') FROM 11111111-2222-4333-8444-555555555555 WHERE eventName = 'RunInstances'
----
i-1 | i-2

SELECT DATE_TRUNC('hour', eventTime) AS hour, count(*) FROM 11111111-2222-4333-8444-555555555555 WHERE date(eventTime) = '2026-03-02' GROUP BY 1 ORDER BY 1
----
2026-03-02 00:00:00.000 | 1
2026-03-02 08:00:00.000 | 1
2026-03-02 09:00:00.000 | 3

SELECT r.type, count(*) AS n FROM 11111111-2222-4333-8444-555555555555, UNNEST(resources) AS r GROUP BY r.type ORDER BY 1
----
AWS::S3::Bucket | 4
AWS::S3::Object | 4

SELECT a, t, count(*) FROM 11111111-2222-4333-8444-555555555555 CROSS JOIN UNNEST(resources) AS u(a, t, arn, prefix) WHERE a IS NOT NULL GROUP BY a, t
----
111122223333 | AWS::S3::Bucket | 4

SELECT eventID FROM 11111111-2222-4333-8444-555555555555 WHERE any_match(resources, r -> r.ARN = 'arn:aws:s3:::logs/2')
----
e2

SELECT k, count(*) FROM 11111111-2222-4333-8444-555555555555 CROSS JOIN UNNEST(requestParameters) AS p(k, v) WHERE eventSource = 's3.amazonaws.com' GROUP BY k ORDER BY k
----
bucketName | 4
key | 4
x-amz-acl | 1

SELECT a.eventID, b.eventID FROM 11111111-2222-4333-8444-555555555555 AS a INNER JOIN 5e2676f8-9fce-4d25-a1b2-0c3d4e5f6a7b AS b ON a.eventID = b.eventID ORDER BY 1
----
e1 | e1
e2 | e2
e3 | e3

SELECT eventID, eventName FROM 11111111-2222-4333-8444-555555555555 EXCEPT SELECT eventID, eventName FROM 5e2676f8-9fce-4d25-a1b2-0c3d4e5f6a7b ORDER BY eventID LIMIT 1
----
e10 | GetObject

SELECT eventID FROM 11111111-2222-4333-8444-555555555555 WHERE readOnly = 'true' AND errorCode IS NULL AND managementEvent = false ORDER BY 1
----
e1
e10

SELECT userIdentity.userName, eventTime FROM 11111111-2222-4333-8444-555555555555 WHERE eventName = 'ConsoleLogin' AND element_at(additionalEventData, 'MFAUsed') = 'No' AND element_at(responseElements, 'ConsoleLogin') = 'Success'
----
dana | 2026-03-02 09:00:00.000

SELECT day_of_week(eventTime) AS weekday, count(*) AS eventCount FROM 11111111-2222-4333-8444-555555555555 GROUP BY day_of_week(eventTime) ORDER BY day_of_week(eventTime)
----
1 | 5
7 | 5

SELECT userIdentity.sessionContext.attributes.creationDate, userIdentity.inScopeOf.credentiaisIssuedTo FROM 11111111-2222-4333-8444-555555555555 WHERE eventID = 'e5'
----
2026-03-01 09:00:00.000 | NULL

SELECT eventName FROM 11111111-2222-4333-8444-555555555555 WHERE CAST(replace(tlsDetails.tlsVersion, 'TLSv', '') AS double) < 1.3 ORDER BY eventID
----
PutObject
GetObject

SELECT eventID, lag(eventName) OVER (PARTITION BY userIdentity.arn ORDER BY eventTime) AS before FROM 11111111-2222-4333-8444-555555555555 WHERE userIdentity.userName = 'erik' ORDER BY eventTime
----
e3 | NULL
e4 | CreateUser
e9 | AttachUserPolicy

SELECT eventJsonChecksum = to_base64(sha256(to_utf8(eventJson))) FROM 11111111-2222-4333-8444-555555555555 WHERE eventID = 'e1'
----
true

SELECT * FROM 99999999-2222-4333-8444-555555555555
---- refused
line 1:15: There is no event data store '99999999-2222-4333-8444-555555555555'

SELECT * FROM $EDS_ID
---- refused
line 1:15: The placeholder for the event data store is not filled in. Expecting: the id of an event data store

SELECT userIdentity.nosuch FROM 11111111-2222-4333-8444-555555555555
---- refused
line 1:21: There is no field 'nosuch'. Expecting: type, principalId, arn

SELECT eventTime.year FROM 11111111-2222-4333-8444-555555555555
---- refused
A value of type timestamp(3) has no field 'year'
