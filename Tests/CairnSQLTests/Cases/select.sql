# SELECT: what Trino documents besides the usual
SELECT t.* AS (c, d) FROM (VALUES (1,2)) AS t(a,b)
----
1 | 2

SELECT (CAST(ROW(1,'x') AS ROW(a int, b varchar))).* AS (p, q)
----
1 | x

SELECT ROW(1,'x').*, r.* FROM (SELECT CAST(ROW(2,'y') AS ROW(a int, b varchar)) AS r)
----
1 | x | 2 | y

SELECT p + 1 FROM (SELECT r.* AS (p, q) FROM (SELECT ROW(2,'y') AS r))
----
3

SELECT t.* AS (c) FROM (VALUES (1,2)) AS t(a,b)
---- refused
line 1:8: Column alias list has 1 entries but relation has 2 columns

SELECT x, count(*) FROM (VALUES 1,1,2) t(x) GROUP BY AUTO ORDER BY 1
----
1 | 2
2 | 1

SELECT x + 1, y, count(*) AS n, sum(y) + 1 FROM (VALUES (1,1),(1,1),(2,1)) t(x, y) GROUP BY AUTO ORDER BY n DESC
----
2 | 1 | 2 | 3
3 | 1 | 1 | 2

SELECT x, count(*) FROM (VALUES 1,1,2) t(x) GROUP BY ALL x ORDER BY 1
----
1 | 2
2 | 1

SELECT x FROM (VALUES 1,2,3) t(x) ORDER BY x FETCH FIRST 2 ROWS WITH TIES
----
1
2

SELECT x, y FROM (VALUES (1, 'a'), (2, 'b'), (2, 'c'), (3, 'd')) AS t(x, y) ORDER BY x FETCH FIRST 2 ROWS WITH TIES
----
1 | a
2 | b
2 | c

SELECT y FROM (VALUES (1, 'a'), (2, 'b'), (2, 'c'), (3, 'd')) AS t(x, y) ORDER BY x DESC OFFSET 1 ROW FETCH NEXT ROW WITH TIES
----
b
c

SELECT array_sort(array_agg(k)), max(n) FROM (SELECT x % 2 AS k, count(*) AS n FROM (VALUES 1, 2, 3, 4) AS t(x) GROUP BY x % 2 ORDER BY count(*) FETCH FIRST 1 ROW WITH TIES) AS s
----
[0, 1] | 2

SELECT DISTINCT x FROM (VALUES 1, 1, 2) AS t(x) ORDER BY x FETCH FIRST 1 ROW WITH TIES
----
1

SELECT 1 AS a UNION ALL SELECT 1 UNION ALL SELECT 2 ORDER BY a FETCH FIRST 1 ROW WITH TIES
----
1
1

SELECT x FROM (VALUES NULL, 1, NULL) AS t(x) ORDER BY x NULLS FIRST FETCH FIRST 1 ROW WITH TIES
----
NULL
NULL

SELECT 1 FETCH FIRST 1 ROW WITH TIES
---- refused
line 1:28: FETCH FIRST WITH TIES clause requires ORDER BY

SELECT x FROM (VALUES 1) AS t(x) ORDER BY x FETCH FIRST 0 ROWS WITH TIES
---- refused
line 1:64: FETCH FIRST row count must be positive (actual value: 0)

WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t
----
10

WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 2 FROM t WHERE n < 6) SELECT * FROM t ORDER BY 1
----
1
3
5
7

WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 11) SELECT max(n), count(*) FROM t
----
11 | 11

WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 12) SELECT max(n) FROM t
---- fails
Recursion depth limit exceeded (10). Use 'max_recursion_depth' session property to modify the limit.

WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n FROM t) SELECT count(*) FROM t
---- fails
Recursion depth limit exceeded (10). Use 'max_recursion_depth' session property to modify the limit.

WITH RECURSIVE t AS (SELECT 1 UNION ALL SELECT * FROM t) SELECT count(*) FROM t
---- refused
line 1:16: missing column aliases in recursive WITH query

WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT 'x' FROM t) SELECT count(*) FROM t
---- refused
line 1:34: recursion step relation output type (varchar) is not coercible to recursion base relation output type (integer) at column 1

WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT a.n FROM t a CROSS JOIN t b) SELECT count(*) FROM t
---- refused
line 1:16: Multiple recursive references in the step of 't'

WITH RECURSIVE a AS (SELECT 1 AS x), t(role, depth) AS (SELECT 'root', 0 UNION ALL SELECT e.child, t.depth + 1 FROM t JOIN (VALUES ('root', 'a'), ('a', 'b'), ('root', 'c')) AS e(parent, child) ON e.parent = t.role) SELECT role, t.depth FROM t CROSS JOIN a ORDER BY 2, 1
----
root | 0
a | 1
c | 1
b | 2

SELECT * FROM TABLE(sequence(start => 1, stop => 10, step => 3))
----
1
4
7
10

SELECT sequential_number * 2 FROM TABLE(sequence(stop => 2)) AS s ORDER BY 1
----
0
2
4

SELECT x FROM TABLE(sequence(5, 1, -2)) AS s(x) ORDER BY 1 DESC
----
5
3
1

SELECT count(*) FROM TABLE(sequence(5, 1))
----
0

SELECT * FROM TABLE(sequence(start => 1, stop => 10, step => 0))
---- refused
line 1:15: Step must be different from 0

SELECT * FROM TABLE(sequence(start => 1, stop => 100000000))
---- refused
line 1:15: sequence gives more than 1000000 rows

SELECT * FROM TABLE(exclude_columns(input => TABLE(t), columns => DESCRIPTOR(a)))
---- refused
line 1:21: Only the table function sequence is supported. Expecting: sequence

WITH FUNCTION f(x bigint) RETURNS bigint RETURN x + 1 SELECT f(1)
---- refused
line 1:6: WITH FUNCTION is not supported. Expecting: a name

WITH RECURSIVE t(n) AS (SELECT * FROM (VALUES 1, 1, 10) UNION SELECT n + 2 FROM t WHERE n < 4) SELECT * FROM t ORDER BY 1
----
1
3
5
10

WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT * FROM (WITH t2(m) AS (SELECT 4) SELECT m FROM t2 UNION SELECT n + 1 FROM t) t(n) WHERE n < 4) SELECT * FROM t ORDER BY 1
----
1
2
3

WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT * FROM (WITH t(n) AS (SELECT 5) SELECT n + 1 FROM t)) SELECT * FROM t ORDER BY 1
----
1
6

WITH RECURSIVE t(n) AS (SELECT BIGINT '1' UNION ALL SELECT CAST(n + 1 AS integer) FROM t WHERE n < 3) SELECT n, typeof(n) FROM t ORDER BY 1
----
1 | bigint
2 | bigint
3 | bigint

WITH RECURSIVE a(x) AS (SELECT 1), b(y) AS (SELECT x FROM a UNION ALL SELECT y + 1 FROM b WHERE y < 2), c(z) AS (SELECT y FROM b UNION ALL SELECT z * 4 FROM c WHERE z < 4) SELECT y, z FROM a, b, c ORDER BY 1, 2
----
1 | 1
1 | 2
1 | 4
1 | 8
2 | 1
2 | 2
2 | 4
2 | 8

WITH RECURSIVE t(list) AS (SELECT ARRAY[0] UNION ALL SELECT list || 0 FROM t WHERE any_match(list, x -> x = x) AND cardinality(list) < 4) SELECT * FROM t ORDER BY cardinality(list)
----
[0]
[0, 0]
[0, 0, 0]
[0, 0, 0, 0]

SELECT (1, 2) = ANY (VALUES ROW(1, 2)), (1, 2) <> ALL (SELECT 1, 2), (1, NULL) = ANY (SELECT ROW(1, 3))
----
true | false | NULL

SELECT (1, 2) < ANY (VALUES ROW(1, 2))
---- refused
line 1:8: < ANY of row(integer, integer) is not supported

SELECT a.x, l.y FROM (VALUES 1, 2) AS a(x) LEFT JOIN LATERAL (SELECT x * 10 AS y WHERE x > 1) AS l ON true ORDER BY 1
----
1 | NULL
2 | 20

SELECT a.x, l.s FROM (VALUES 1, 2) AS a(x) CROSS JOIN LATERAL (SELECT sum(z) AS s FROM (VALUES 1, 2, 3) AS t(z) WHERE z <= a.x) AS l ORDER BY 1
----
1 | 1
2 | 3

SELECT x FROM (VALUES 1, 1, 2) AS t(x) EXCEPT ALL SELECT 1 ORDER BY 1
----
1
2

(SELECT 1 UNION ALL SELECT 2 ORDER BY 1 LIMIT 1) UNION ALL SELECT 5 ORDER BY 1 DESC
----
5
1
