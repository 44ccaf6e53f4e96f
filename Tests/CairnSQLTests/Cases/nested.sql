# Arrays, maps and rows with NULL inside, compared and told apart
SELECT (1, 2) IN (SELECT ROW(1, 2)), (1, NULL) IN (SELECT ROW(1, NULL)), (1, 2) IN (SELECT ROW(x, y) FROM (VALUES (3, 4)) AS t(x, y)), (1, 2) NOT IN (SELECT ROW(x, y) FROM (VALUES (3, 4), (1, NULL)) AS t(x, y)), ARRAY[1] = ANY (SELECT ARRAY[1]), ARRAY[1] <> ALL (SELECT ARRAY[x] FROM (VALUES 2) AS t(x)), (1, 2) IN (SELECT ROW(1, 2) WHERE false)
----
true | NULL | false | NULL | true | true | false

SELECT x FROM (VALUES 1, 2, 3) AS t(x) WHERE (x, 1) IN (SELECT ROW(y, 1) FROM (VALUES 2, 3) AS v(y)) ORDER BY x
----
2
3

SELECT x FROM (VALUES ARRAY[1], ARRAY[2]) AS t(x) WHERE x NOT IN (SELECT ARRAY[2]) ORDER BY x
----
[1]

SELECT MAP(ARRAY[1,2],ARRAY[1,2]) AS m UNION SELECT MAP(ARRAY[2,1],ARRAY[2,1])
----
{1=1, 2=2}

SELECT cardinality(m) FROM (SELECT MAP(ARRAY[1,2],ARRAY[1,2]) AS m INTERSECT SELECT MAP(ARRAY[2,1],ARRAY[2,1]))
----
2

SELECT ARRAY[1] > ALL (SELECT ARRAY[0])
---- refused
line 1:8: > ALL of array(integer) is not supported

SELECT MAP(ARRAY[1,2],ARRAY[1,2]) IN (SELECT MAP(ARRAY[2,1],ARRAY[2,1]))
----
true

SELECT a.x FROM (VALUES (1, MAP(ARRAY[1,2],ARRAY[1,2]))) AS a(x, m) JOIN (VALUES (1, MAP(ARRAY[2,1],ARRAY[2,1]))) AS b(x, m) ON a.m = b.m
----
1

SELECT a.x FROM (VALUES (1, ARRAY[1,2])) AS a(x, m) JOIN (VALUES (1, ARRAY[1,2])) AS b(x, m) USING (m)
----
1

SELECT CAST(NULL AS row(integer, integer)) IN (SELECT ROW(1, 2)), CAST(NULL AS row(integer, integer)) IN (SELECT ROW(1, 2) WHERE false), (1, NULL) IN (SELECT ROW(2, NULL)), (1, 2) IN (SELECT ROW(2, NULL)), (1, 2) IN (SELECT ROW(1, NULL) UNION ALL SELECT ROW(1, 2)), MAP(ARRAY[1], ARRAY[NULL]) IN (SELECT MAP(ARRAY[1], ARRAY[2]))
----
NULL | false | false | false | true | NULL

# with the columns of a store
SELECT eventName, transform(filter(resources, r -> r.type = 'AWS::S3::Bucket'), r -> r.ARN), array_sort(resources, (a, b) -> IF(a.type < b.type, -1, IF(a.type = b.type, 0, 1)))[1].type, cardinality(array_distinct(resources)) FROM 11111111-2222-4333-8444-555555555555 WHERE eventSource = 's3.amazonaws.com' ORDER BY eventTime LIMIT 2
----
GetObject | [arn:aws:s3:::logs] | AWS::S3::Bucket | 2
PutObject | [arn:aws:s3:::logs] | AWS::S3::Bucket | 2

SELECT map_from_entries(transform(resources, r -> (r.ARN, r.type))), multimap_from_entries(transform(resources, r -> (r.type, r.ARN))), zip(transform(resources, r -> r.type), transform(resources, r -> r.ARN)) FROM 11111111-2222-4333-8444-555555555555 WHERE eventSource = 's3.amazonaws.com' ORDER BY eventTime LIMIT 1
----
{arn:aws:s3:::logs/1=AWS::S3::Object, arn:aws:s3:::logs=AWS::S3::Bucket} | {AWS::S3::Object=[arn:aws:s3:::logs/1], AWS::S3::Bucket=[arn:aws:s3:::logs]} | [{field0=AWS::S3::Object, field1=arn:aws:s3:::logs/1}, {field0=AWS::S3::Bucket, field1=arn:aws:s3:::logs}]

SELECT requestParameters, count(*) FROM 11111111-2222-4333-8444-555555555555 GROUP BY requestParameters ORDER BY count(*) DESC, element_at(requestParameters, 'bucketName') LIMIT 2
----
{bucketName=logs, key=a/b.txt} | 2
{bucketName=logs, key=a/c.txt, x-amz-acl=private} | 1

SELECT count(DISTINCT requestParameters), count(DISTINCT resources), count(DISTINCT userIdentity), approx_distinct(eventName) FROM 11111111-2222-4333-8444-555555555555
----
8 | 4 | 4 | 8

SELECT map_union(requestParameters) FROM 11111111-2222-4333-8444-555555555555 WHERE eventName = 'GetObject'
----
{bucketName=logs, key=a/b.txt}

SELECT max_by(resources, eventTime)[1].ARN, min_by(userIdentity, eventTime).userName, array_agg(userIdentity ORDER BY eventTime)[1].userName, map_agg(eventName, eventTime), max_by(eventName, eventTime, 3) FROM 11111111-2222-4333-8444-555555555555 WHERE eventSource = 's3.amazonaws.com'
----
arn:aws:s3:::logs/10 | dana | dana | {GetObject=2026-03-01 10:15:02.000, PutObject=2026-03-01 10:45:30.000} | [GetObject, GetObject, PutObject]

SELECT array_agg(CAST(ROW(eventName, awsRegion) AS ROW(n varchar, r varchar)) ORDER BY eventTime)[1].r, array_agg(ROW(eventName, awsRegion) ORDER BY eventTime)[2][1] FROM 11111111-2222-4333-8444-555555555555
----
us-east-1 | PutObject

SELECT contains(transform(resources, r -> r.type), 'AWS::S3::Bucket'), array_join(transform(resources, r -> r.ARN), ';') FROM 11111111-2222-4333-8444-555555555555 WHERE eventName = 'PutObject'
----
true | arn:aws:s3:::logs/2;arn:aws:s3:::logs

SELECT (eventName, awsRegion) IN (SELECT ROW(eventName, awsRegion) FROM 11111111-2222-4333-8444-555555555555 WHERE errorCode IS NOT NULL), count(*) FROM 11111111-2222-4333-8444-555555555555 GROUP BY 1 ORDER BY 1
----
false | 7
true | 3

SELECT eventName FROM 11111111-2222-4333-8444-555555555555 WHERE (eventName, errorCode) = ('GetObject', 'AccessDenied')
----
GetObject

SELECT histogram(eventName), approx_most_frequent(3, eventName, 100), listagg(DISTINCT awsRegion, '|') WITHIN GROUP (ORDER BY awsRegion) FROM 11111111-2222-4333-8444-555555555555
----
{AssumeRole=1, AttachUserPolicy=1, ConsoleLogin=1, CreateUser=1, GetObject=3, PutObject=1, RunInstances=1, TerminateInstances=1} | {GetObject=3, AssumeRole=1, AttachUserPolicy=1} | eu-west-1|us-east-1

SELECT eventName, lag(eventName, 1, '-') OVER (PARTITION BY userIdentity.userName ORDER BY eventTime) FROM 11111111-2222-4333-8444-555555555555 ORDER BY eventTime LIMIT 3
----
GetObject | -
PutObject | GetObject
CreateUser | -

SELECT reduce(map_values(requestParameters), '', (s, v) -> s || v, s -> s), transform_values(requestParameters, (k, v) -> length(v)), map_zip_with(requestParameters, responseElements, (k, a, b) -> coalesce(a, b)) FROM 11111111-2222-4333-8444-555555555555 WHERE eventName IN ('CreateUser')
----
frida | {userName=5} | {userName=frida, user={"userName":"frida","userId":"AIDA1"}}

SELECT contains(ARRAY[nan(), 1e0, NULL], nan()), contains(ARRAY[1e0], 1e0), contains(ARRAY[nan()], 2e0), array_position(ARRAY[nan(), 2e0], nan()), array_position(ARRAY[nan(), 2e0], 2e0), array_remove(ARRAY[nan(), 2e0], nan()), ARRAY[nan()] = ARRAY[nan()], ROW(nan()) = ROW(nan()), arrays_overlap(ARRAY[nan()], ARRAY[nan()])
----
NULL | true | false | 0 | 2 | [NaN, 2.0] | false | false | true

SELECT transform(ARRAY[ARRAY[1]], x -> transform(x, x -> x + 1)), transform(ARRAY[1], x -> transform(ARRAY[2], y -> x + y)), filter(ARRAY[1, 2], x -> any_match(ARRAY[2], y -> y = x))
----
[[2]] | [[3]] | [2]

SELECT lag(x, 0) IGNORE NULLS OVER (ORDER BY k), lead(x, 0) IGNORE NULLS OVER (ORDER BY k) FROM (VALUES (1, 5), (2, NULL)) AS t(k, x) ORDER BY k
----
5 | 5
NULL | NULL

# NaN is not equal to itself, and neither more nor less than a number
SELECT nan() = nan(), nan() <> nan(), nan() > 1e0, nan() >= nan(), 1e0 < nan(), 1e0 > nan(), nan() < 1e0, nan() IS DISTINCT FROM nan(), nan() <> 1e0, nan() BETWEEN 0e0 AND 1e0
----
false | true | false | false | false | false | false | false | true | false

SELECT x > 1.5e0, x < 1.5e0, 1.5e0 < x, x >= y, x = y, x <> y, x <= y, x = 2e0 FROM (VALUES (2e0, 2e0), (nan(), 2e0), (2e0, nan()), (nan(), nan()), (NULL, 2e0)) AS t(x, y)
----
true | false | true | true | true | false | true | true
false | false | false | false | false | true | false | false
true | false | true | false | false | true | false | true
false | false | false | false | false | true | false | false
NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL

SELECT a.x FROM (VALUES 1e0, nan()) AS a(x) JOIN (VALUES 1e0, nan()) AS b(x) ON a.x = b.x
----
1.0

SELECT x FROM (VALUES 1e0, nan(), 3e0) AS t(x) WHERE x > 2e0
----
3.0

SELECT count(*) FROM (VALUES 1, 2) AS t(x) HAVING avg(x) > 1e0
----
2

SELECT x FROM (VALUES 1e0, 2e0, 4e0) AS t(x) WHERE x > (SELECT avg(y) FROM (VALUES 1e0, 2e0, 3e0, CAST(length('a text that is long enough to be written only once, since it is longer than the bound of 160 bytes for what is repeated ......') AS double) / 60) AS v(y)) ORDER BY x
----
4.0

SELECT g, avg(x) OVER (PARTITION BY g) > avg(x) OVER () AS above FROM (VALUES (1, 5), (2, 7)) AS t(g, x) ORDER BY g
----
1 | false
2 | true

SELECT greatest(1e0, nan()), least(1e0, nan()), greatest(nan(), nan()), greatest(1, NULL), greatest(1, 3, 2), greatest(1e0, 2e0), greatest(ARRAY[1, 5], ARRAY[2]), least(ROW(1, 'b'), ROW(1, 'a')), greatest(nan(), NULL), greatest(3e0)
----
1.0 | 1.0 | NaN | NULL | 3 | 2.0 | [2] | {field0=1, field1=a} | NULL | 3.0

SELECT greatest(ARRAY[1, NULL], ARRAY[2])
---- fails
comparison not supported for values with null elements

# several columns are a row, whatever its fields are called
SELECT r IN (SELECT x, m FROM (VALUES (1, MAP(ARRAY['a', 'b'], ARRAY[1, 2])), (2, NULL)) AS t(x, m)), r NOT IN (SELECT x, m FROM (VALUES (1, MAP(ARRAY['b', 'a'], ARRAY[2, 1]))) AS t(x, m)), r IN (SELECT x, m FROM (VALUES (3, MAP(ARRAY['a'], ARRAY[1]))) AS t(x, m) WHERE false) FROM (SELECT CAST(ROW(n, p) AS ROW(n integer, p map(varchar, integer))) FROM (VALUES (1, MAP(ARRAY['b', 'a'], ARRAY[2, 1])), (2, MAP(ARRAY['b'], ARRAY[2])), (3, NULL)) AS v(n, p)) AS t(r)
----
true | false | false
NULL | true | false
false | true | false
