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
line 1:8: array(integer) cannot be compared with the rows of a query so

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
