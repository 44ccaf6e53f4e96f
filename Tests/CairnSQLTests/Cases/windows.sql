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
