# set operations, WITH, sub-queries
SELECT 1 AS a UNION SELECT 1 UNION ALL SELECT 2 ORDER BY a
----
1
2

SELECT x FROM (VALUES 1, 2, 3) AS t(x) EXCEPT SELECT 2 INTERSECT SELECT 2 ORDER BY 1
----
1
3

SELECT 1 AS a UNION SELECT 2.5 ORDER BY a DESC
----
2.5
1.0

SELECT 1 AS a UNION ALL SELECT 2 ORDER BY a * -1 LIMIT 1
----
2

SELECT 1 UNION SELECT 'x'
---- refused
line 1:10: column 1 in UNION query has incompatible types: integer, varchar

(SELECT 1 AS a LIMIT 1) UNION ALL (SELECT 2) ORDER BY 1 DESC
----
2
1

WITH a AS (SELECT 1 AS x), b(y) AS (SELECT x + 1 FROM a) SELECT a.x, b.y FROM a CROSS JOIN b
----
1 | 2

WITH a AS (SELECT 1 AS x) SELECT (WITH b AS (SELECT x + 5 AS y FROM a) SELECT y FROM b)
----
6

SELECT x, (SELECT max(y) FROM (VALUES (1, 5), (1, 7), (2, 6)) AS u(k, y) WHERE u.k = t.x) FROM (VALUES 1, 2, 3) AS t(x) ORDER BY x
----
1 | 7
2 | 6
3 | NULL

SELECT x FROM (VALUES 1, 2, 3) AS t(x) WHERE x IN (SELECT y FROM (VALUES 2, 3) AS u(y)) AND EXISTS (SELECT 1 FROM (VALUES 3) AS v(z) WHERE v.z = t.x) AND NOT EXISTS (SELECT 1 WHERE false AND x = 1)
----
3

SELECT x FROM (VALUES 1, 2, 3) AS t(x) WHERE x > ALL (SELECT y FROM (VALUES 1, 2) AS u(y)) OR x = ANY (VALUES 1) ORDER BY 1
----
1
3

SELECT x FROM (VALUES 1, 2) AS t(x) WHERE x NOT IN (SELECT y FROM (VALUES 2, NULL) AS u(y))
----

SELECT (SELECT x FROM (VALUES 1, 2) AS t(x))
---- fails
More than one row returned by a subquery

# joins
SELECT a.k, l, r FROM (VALUES (1, 'x'), (2, 'y')) AS a(k, l) LEFT JOIN (VALUES (1, 'p')) AS b(k, r) ON a.k = b.k ORDER BY 1
----
1 | x | p
2 | y | NULL

SELECT k, l, r FROM (VALUES (1, 'x'), (2, 'y')) AS a(k, l) FULL OUTER JOIN (VALUES (2, 'p'), (3, 'q')) AS b(k, r) USING (k) ORDER BY k
----
1 | x | NULL
2 | y | p
3 | NULL | q

SELECT * FROM (VALUES (1, 'x')) AS a(k, l) NATURAL JOIN (VALUES (1, 'p')) AS b(k, r)
----
1 | x | p

SELECT * FROM (VALUES (1, 'x')) AS a(k, l) RIGHT JOIN (VALUES (5, 'p')) AS b(k, r) USING (k)
----
5 | NULL | p

SELECT a.x, b.x FROM (VALUES 1, 2) AS a(x), (VALUES 3) AS b(x) WHERE a.x < 2
----
1 | 3

SELECT t.x, l.y FROM (VALUES 1, 2) AS t(x) CROSS JOIN LATERAL (SELECT t.x * 10 AS y) AS l ORDER BY 1
----
1 | 10
2 | 20

# UNNEST
SELECT x FROM UNNEST(ARRAY[1, 2]) AS t(x) ORDER BY 1
----
1
2

SELECT x, n FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY AS t(x, n) ORDER BY n
----
a | 1
b | 2

SELECT k, v FROM UNNEST(MAP(ARRAY['a', 'b'], ARRAY[1, 2])) AS t(k, v) ORDER BY k
----
a | 1
b | 2

# rows spread over columns
SELECT n, s FROM UNNEST(ARRAY[(1, 'x'), (2, 'y')]) AS t(n, s) ORDER BY n
----
1 | x
2 | y

SELECT a, b, n FROM UNNEST(ARRAY[1, 2], ARRAY['x']) WITH ORDINALITY AS t(a, b, n) ORDER BY n
----
1 | x | 1
2 | NULL | 2

SELECT t.k, u.x FROM (VALUES (1, ARRAY[10, 20]), (2, ARRAY[])) AS t(k, xs), UNNEST(t.xs) AS u(x) ORDER BY 1, 2
----
1 | 10
1 | 20

SELECT t.k, u.x FROM (VALUES (1, ARRAY[10]), (2, NULL)) AS t(k, xs) LEFT JOIN UNNEST(xs) AS u(x) ON true ORDER BY 1
----
1 | 10
2 | NULL

SELECT rt FROM (VALUES ARRAY['p']) AS t(xs), UNNEST(xs) AS rt
----
p

# order, limits
SELECT x FROM (VALUES 2, NULL, 1) AS t(x) ORDER BY x
----
1
2
NULL

SELECT x FROM (VALUES 2, NULL, 1) AS t(x) ORDER BY x DESC
----
2
1
NULL

SELECT x FROM (VALUES 2, NULL, 1) AS t(x) ORDER BY x NULLS FIRST
----
NULL
1
2

SELECT x FROM (VALUES 1, 2, 3, 4) AS t(x) ORDER BY x OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY
----
2
3

SELECT x FROM (VALUES 1, 2, 3, 4) AS t(x) ORDER BY x OFFSET 1 LIMIT 1
----
2

SELECT x FROM (VALUES 1, 2) AS t(x) ORDER BY x LIMIT ALL
----
1
2

SELECT DISTINCT x FROM (VALUES 1, 1, 2) AS t(x) ORDER BY x
----
1
2

SELECT -x AS y, x FROM (VALUES 1, 2) AS t(x) ORDER BY y + 0
----
-2 | 2
-1 | 1

SELECT DISTINCT x FROM (VALUES (1, 2)) AS t(x, y) ORDER BY y
---- refused
For SELECT DISTINCT, ORDER BY expressions must appear in select list

SELECT x FROM (VALUES 1) AS t(x) ORDER BY 2
---- refused
There is no column 2 in the select list, which has 1

SELECT count(*) <= 4 FROM (VALUES 1, 2, 3, 4) AS t(x) TABLESAMPLE BERNOULLI (50)
----
true

SELECT count(*) FROM (VALUES 1, 2, 3, 4) AS t(x) TABLESAMPLE BERNOULLI (100)
----
4

SELECT count(*) FROM (VALUES 1, 2, 3, 4) AS t(x) TABLESAMPLE BERNOULLI (0)
----
0

SELECT x FROM (VALUES 1, 2, 3, 4) AS t(x) TABLESAMPLE BERNOULLI (0)
----

# every row is looked at for itself, so that the parts are of rows, not of blocks
SELECT count(*) BETWEEN 3000 AND 7000 FROM UNNEST(sequence(1, 10000)) AS t(x) TABLESAMPLE BERNOULLI (50)
----
true

# conditions
SELECT 1 IS DISTINCT FROM NULL, NULL IS NOT DISTINCT FROM NULL, NULL = NULL, 2 BETWEEN 1 AND 3, 2 NOT BETWEEN 1 AND 3, 1 NOT IN (2, 3), 1 IN (2, NULL), NOT true OR false, 1 <> 2, 1 != 1
----
true | true | NULL | true | false | true | NULL | false | true | false

VALUES (1, 'a'), (2, 'b')
----
1 | a
2 | b

SELECT * FROM (SELECT 1 AS a, 2 AS a)
----
1 | 2

SELECT a FROM (SELECT 1 AS a, 2 AS a)
---- refused
Column 'a' is ambiguous

SELECT 'it''s' AS "odd ""name""", 'a -- b', '/* c */' -- a comment
----
it's | a -- b | /* c */

SELECT x -- first
/* then
   this */ FROM (VALUES 1) AS t(x);
----
1

SELECT nosuch FROM (VALUES 1) AS t(x)
---- refused
line 1:8: Column 'nosuch' cannot be resolved

SELECT t.nosuch FROM (VALUES 1) AS t(x)
---- refused
line 1:8: Column 't.nosuch' cannot be resolved

SELECT u.x FROM (VALUES 1) AS t(x)
---- refused
Column 'u' cannot be resolved

SELECT 1 FROM
---- refused
line 1:14: Unexpected the end of the statement. Expecting: the id or ARN of an event data store, '(', UNNEST

SELECT , 1
---- refused
line 1:8: Unexpected ','. Expecting: an expression

SELECT (1
---- refused
line 1:10: Unexpected the end of the statement. Expecting: ')'

SELECT x FROM (VALUES 1) AS t(x) WHERE x
---- refused
A condition must be a boolean, this is integer

SELECT 'abc
---- refused
line 1:8: The text that starts here does not end. Expecting: '

SELECT 1 /* never ends
---- refused
line 1:10: The comment does not end. Expecting: */

SELECT 12ab
---- refused
line 1:8: A name cannot start with a digit

SELECT 1 AS a UNION ALL SELECT 2 ORDER BY count(*)
---- refused
ORDER BY clause cannot contain aggregations: count

SELECT CAST(ROW(1, 2) AS row(a bigint, bigint))
---- refused
Either all fields of a row have a name, or none
