# Trino documentation, "Window functions"
SELECT x, row_number() OVER (ORDER BY x), rank() OVER (ORDER BY x), dense_rank() OVER (ORDER BY x), ntile(2) OVER (ORDER BY x), percent_rank() OVER (ORDER BY x), cume_dist() OVER (ORDER BY x) FROM (VALUES 1, 2, 2, 3) AS t(x) ORDER BY 1, 2
----
1 | 1 | 1 | 1 | 1 | 0.0 | 0.25
2 | 2 | 2 | 2 | 1 | 0.3333333333333333 | 0.75
2 | 3 | 2 | 2 | 2 | 0.3333333333333333 | 0.75
3 | 4 | 4 | 3 | 2 | 1.0 | 1.0

SELECT x, lag(x) OVER w, lead(x) OVER w, lag(x, 2) OVER w, lag(x, 1, 0) OVER w, lead(x, 1, 9) OVER w, first_value(x) OVER w, last_value(x) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), nth_value(x, 2) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), lead(x, 2) OVER w FROM (VALUES 1, 2, 3) AS t(x) WINDOW w AS (ORDER BY x) ORDER BY 1
----
1 | NULL | 2 | NULL | 0 | 2 | 1 | 3 | 2 | 3
2 | 1 | 3 | NULL | 1 | 3 | 1 | 3 | 2 | NULL
3 | 2 | NULL | 1 | 2 | 9 | 1 | 3 | 2 | NULL

SELECT g, x, sum(x) OVER (PARTITION BY g ORDER BY x), sum(x) OVER (PARTITION BY g), count(*) OVER (), avg(x) OVER (ORDER BY x ROWS 1 PRECEDING) FROM (VALUES ('a', 1), ('a', 3), ('b', 5)) AS t(g, x) ORDER BY x
----
a | 1 | 1 | 4 | 3 | 1.0
a | 3 | 4 | 4 | 3 | 2.0
b | 5 | 5 | 5 | 3 | 4.0

SELECT first_value(x) IGNORE NULLS OVER (ORDER BY k), lag(x IGNORE NULLS) OVER (ORDER BY k) FROM (VALUES (1, NULL), (2, 7), (3, 8)) AS t(k, x) ORDER BY k
----
NULL | NULL
7 | NULL
7 | 7

SELECT t, count(*) OVER (ORDER BY t RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) FROM (VALUES TIMESTAMP '2026-03-01 00:00:00', TIMESTAMP '2026-03-01 00:30:00', TIMESTAMP '2026-03-01 02:00:00') AS v(t) ORDER BY 1
----
2026-03-01 00:00:00.000 | 1
2026-03-01 00:30:00.000 | 2
2026-03-01 02:00:00.000 | 1

SELECT row_number() FROM (VALUES 1) AS t(x)
---- refused
line 1:8: Window function row_number requires an OVER clause

SELECT x FROM (VALUES 1) AS t(x) WHERE rank() OVER (ORDER BY x) = 1
---- refused
WHERE clause cannot contain window functions: rank

SELECT count(*) OVER (ORDER BY x RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) FROM (VALUES 1) AS t(x)
---- refused
line 1:48: Window frame RANGE offset does not fit the sort key

SELECT x, sum(x) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING), sum(x) OVER (ORDER BY x GROUPS 1 PRECEDING) FROM (VALUES 1, 2, 4) AS t(x) ORDER BY x
----
1 | 3 | 1
2 | 3 | 3
4 | 4 | 6

# Trino documentation, "Window functions": offsets, frames and aggregates
SELECT x, lag(x) OVER () FROM (VALUES 1,2) t(x)
---- refused
line 1:11: lag function requires an ORDER BY window clause

SELECT x, lag(x, -1) OVER (ORDER BY x) FROM (VALUES 1,2) t(x)
---- refused
line 1:18: Offset must be at least 0

SELECT x, lag(x, CAST(NULL AS bigint)) OVER (ORDER BY x) FROM (VALUES 1,2) t(x)
----
1 | NULL
2 | NULL

SELECT x, lag(x, 0) OVER (ORDER BY x), lead(x,x) OVER (ORDER BY x), lag(x, 1, x*10) OVER (ORDER BY x) FROM (VALUES 1,2) t(x)
----
1 | 1 | 2 | 10
2 | 2 | NULL | 1

SELECT x, lag(x, 1, 9) IGNORE NULLS OVER (ORDER BY k), lead(x, 2, 9) IGNORE NULLS OVER (ORDER BY k), nth_value(x,2) IGNORE NULLS OVER (ORDER BY k), last_value(x) IGNORE NULLS OVER (ORDER BY k) FROM (VALUES (1,NULL),(2,5),(3,NULL),(4,6)) t(k,x)
----
NULL | 9 | 6 | NULL | NULL
5 | 9 | 9 | NULL | 5
NULL | 5 | 9 | NULL | 5
6 | 5 | 9 | 6 | 6

SELECT lag(x) OVER (ORDER BY x ROWS 1 PRECEDING) FROM (VALUES 1,2) t(x)
---- refused
line 1:8: Cannot specify window frame for lag function

SELECT rank() OVER (ORDER BY x ROWS 1 PRECEDING) FROM (VALUES 1,2) t(x)
----
1
2

SELECT rank() OVER (), dense_rank() OVER (), row_number() OVER (), percent_rank() OVER (), cume_dist() OVER (), ntile(2) OVER () FROM (VALUES 1,2) t(x)
----
1 | 1 | 1 | 0.0 | 1.0 | 1
1 | 1 | 2 | 0.0 | 1.0 | 2

SELECT ntile(0) OVER (ORDER BY x) FROM (VALUES 1,2) t(x)
---- fails
Argument for ntile must be greater than zero

SELECT ntile(CAST(NULL AS bigint)) OVER (ORDER BY x) FROM (VALUES 1,2) t(x)
----
NULL
NULL

SELECT ntile(x) OVER (ORDER BY x) FROM (VALUES 1,2,3) t(x)
----
1
1
3

SELECT ntile(4) OVER (ORDER BY x) FROM (VALUES 1,2,3,4,5,6) t(x)
----
1
1
2
2
3
4

SELECT nth_value(x,0) OVER (ORDER BY x) FROM (VALUES 1,2) t(x)
---- refused
line 1:20: Offset must be at least 1

SELECT nth_value(x,-1) OVER (ORDER BY x) FROM (VALUES 1,2) t(x)
---- refused
line 1:20: Offset must be at least 1

SELECT nth_value(x,CAST(NULL AS bigint)) OVER (ORDER BY x) FROM (VALUES 1,2) t(x)
----
NULL
NULL

SELECT nth_value(x,x) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM (VALUES 1,2,5) t(x)
----
1
2
NULL

SELECT nth_value(x,2) FROM (VALUES 1,2,5) t(x)
---- refused
line 1:8: Window function nth_value requires an OVER clause

SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING) FROM (VALUES 1,2,5) t(x)
---- refused
line 1:8: Window frame starting from FOLLOWING cannot end with PRECEDING

SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN -1 PRECEDING AND CURRENT ROW) FROM (VALUES 1,2,5) t(x)
---- refused
line 1:45: Window frame offset value must not be negative or null

SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN x PRECEDING AND CURRENT ROW) FROM (VALUES 1,2,5) t(x)
----
1
3
8

SELECT array_agg(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM (VALUES 1,2,5) t(x)
----
[1, 2]
[1, 2, 5]
[2, 5]

SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) FROM (VALUES 1,2,5) t(x)
---- refused
line 1:8: Window frame starting from CURRENT ROW cannot end with PRECEDING

SELECT sum(x) OVER (ROWS BETWEEN UNBOUNDED FOLLOWING AND CURRENT ROW) FROM (VALUES 1,2,5) t(x)
---- refused
line 1:8: Window frame start cannot be UNBOUNDED FOLLOWING

SELECT sum(x) OVER (ORDER BY x ROWS 1 FOLLOWING) FROM (VALUES 1,2,5) t(x)
---- refused
line 1:8: Window frame starting from FOLLOWING cannot end with CURRENT ROW

SELECT array_agg(x) OVER (ORDER BY x DESC NULLS FIRST RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1,2,5,NULL) t(x)
----
[null]
[5]
[2]
[2, 1]

SELECT sum(x) OVER (RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1,2,5,NULL) t(x)
---- refused
line 1:35: Window frame RANGE offset does not fit the sort key

SELECT sum(x) OVER (GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1,2,5,NULL) t(x)
---- refused
line 1:8: Window frame of type GROUPS requires ORDER BY in window specification

SELECT count(DISTINCT x) OVER () FROM (VALUES 1,1) t(x)
---- refused
line 1:8: DISTINCT and ORDER BY in window function parameters are not supported

SELECT sum(x) OVER w, avg(x) OVER (w ROWS 1 PRECEDING) FROM (VALUES 1,2) t(x) WINDOW w AS (ORDER BY x)
----
1 | 1.0
3 | 1.5

SELECT max_by(x,y) OVER (ORDER BY x), approx_percentile(x,0.5) OVER (ORDER BY x), approx_distinct(x) OVER (ORDER BY x) FROM (VALUES (1,2),(3,4)) t(x,y)
----
1 | 1 | 1
3 | 1 | 2

SELECT avg(y) OVER (ORDER BY x), sum(y) OVER (ORDER BY x), geometric_mean(x) OVER (), count_if(x>1) OVER (), skewness(x) OVER (), max(x,2) OVER (ORDER BY x) FROM (VALUES (1,1.5),(3,2.5)) t(x,y)
----
1.5 | 1.5 | 1.7320508075688774 | 1 | NULL | [1]
2.0 | 4.0 | 1.7320508075688774 | 1 | NULL | [3, 1]

SELECT rank() IGNORE NULLS OVER (ORDER BY x) FROM (VALUES 1) t(x)
---- refused
line 1:8: IGNORE NULLS cannot be used with rank

SELECT lag(x, 1, NULL) RESPECT NULLS OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)
----
NULL
1

SELECT sum(sum(x)) OVER () FROM (VALUES 1, 2) t(x)
----
3

SELECT x, rank() OVER (ORDER BY count(*) DESC) FROM (VALUES 1, 2, 2) t(x) GROUP BY x
----
2 | 1
1 | 2

SELECT first_value(x) OVER (ORDER BY count(*)) FROM (VALUES 1, 2, 2) t(x) GROUP BY x
----
1
1

SELECT last_value(x) OVER (PARTITION BY g ORDER BY k RANGE UNBOUNDED PRECEDING) FROM (VALUES (1,1,2),(1,1,3)) t(g,k,x)
----
3
3

SELECT x, lag(x, y) OVER (ORDER BY x) FROM (VALUES (1, 0), (2, -1)) AS t(x, y)
---- fails
Offset must be at least 0

SELECT nth_value(x, y) OVER (ORDER BY x) FROM (VALUES (1, 1), (2, 0)) AS t(x, y)
---- fails
Offset must be at least 1

SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN y PRECEDING AND CURRENT ROW) FROM (VALUES (1, 1), (2, -1)) AS t(x, y)
---- fails
Window frame offset value must not be negative or null

SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND UNBOUNDED PRECEDING) FROM (VALUES 1) AS t(x)
---- refused
line 1:8: Window frame end cannot be UNBOUNDED PRECEDING

SELECT count(*) OVER (PARTITION BY m) FROM (VALUES MAP(ARRAY[1,2],ARRAY[1,2]), MAP(ARRAY[2,1],ARRAY[2,1])) t(m)
----
2
2

SELECT x, count(*) FILTER (WHERE x > 1) OVER (ORDER BY x), sum(x) FILTER (WHERE x > 1) OVER (ORDER BY x), array_agg(x) FILTER (WHERE x > 1) OVER (ORDER BY x) FROM (VALUES 1, 2, 3) AS t(x) ORDER BY x
----
1 | 0 | NULL | NULL
2 | 1 | 2 | [2]
3 | 2 | 5 | [2, 3]

SELECT x, map_agg(x, x) OVER (ORDER BY x), max(x, 2) OVER (ORDER BY x), histogram(x) OVER (ORDER BY x), approx_most_frequent(2, x, 9) OVER (ORDER BY x), numeric_histogram(2, CAST(x AS double)) OVER (ORDER BY x), approx_percentile(x, x, 0.5) OVER (ORDER BY x) FROM (VALUES 1, 2, 3) AS t(x) ORDER BY x
----
1 | {1=1} | [1] | {1=1} | {1=1} | {1.0=1.0} | 1
2 | {1=1, 2=2} | [2, 1] | {1=1, 2=1} | {1=1, 2=1} | {1.0=1.0, 2.0=1.0} | 2
3 | {1=1, 2=2, 3=3} | [3, 2] | {1=1, 2=1, 3=1} | {1=1, 2=1} | {1.5=2.0, 3.0=1.0} | 2

# offsets of RANGE are of any number type, those of ROWS and GROUPS whole
SELECT x, sum(x) OVER (ORDER BY x DESC RANGE BETWEEN 1.5 PRECEDING AND CURRENT ROW) FROM (VALUES 1.0, 2.0, 3.5) AS t(x) ORDER BY 1
----
1.0 | 3.0
2.0 | 5.5
3.5 | 3.5

SELECT x, count(*) OVER (ORDER BY x RANGE BETWEEN INTERVAL '1' MONTH PRECEDING AND INTERVAL '1' MONTH FOLLOWING) FROM (VALUES TIMESTAMP '2026-01-15 00:00:00', TIMESTAMP '2026-02-14 00:00:00', TIMESTAMP '2026-05-01 00:00:00') AS t(x) ORDER BY 1
----
2026-01-15 00:00:00.000 | 2
2026-02-14 00:00:00.000 | 2
2026-05-01 00:00:00.000 | 1

SELECT x, count(*) OVER (ORDER BY x GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING), last_value(x) OVER (ORDER BY x GROUPS BETWEEN CURRENT ROW AND 1 FOLLOWING) FROM (VALUES 1, 2, 2, NULL) AS t(x) ORDER BY 1
----
1 | 3 | 2
2 | 4 | NULL
2 | 4 | NULL
NULL | 3 | NULL

SELECT x, sum(x) OVER (ORDER BY x ROWS 1.5 PRECEDING) FROM (VALUES 1.0, 2.0, 3.5) AS t(x)
---- refused
line 1:40: Window frame offset must be a number or an interval

SELECT count(*) OVER (ROWS BETWEEN -1 PRECEDING AND CURRENT ROW) FROM (VALUES 1) AS t(x)
---- refused
line 1:36: Window frame offset value must not be negative or null
