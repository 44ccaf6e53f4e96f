# Trino documentation, "Aggregate functions"
SELECT count(*), count(x), count(DISTINCT x), sum(x), avg(x), min(x), max(x), count_if(x > 1), arbitrary(y), any_value(y) FROM (VALUES (1, 'a'), (2, 'a'), (2, 'a'), (NULL, 'a')) AS t(x, y)
----
4 | 3 | 2 | 5 | 1.6666666666666667 | 1 | 2 | 2 | a | a

SELECT typeof(sum(x)), typeof(count(*)), typeof(avg(x)), typeof(avg(d)), typeof(sum(d)), avg(d), sum(d), sum(e) FROM (VALUES (1, 1.25, 1e0), (2, 2.50, 2e0)) AS t(x, d, e)
----
bigint | bigint | double | decimal(3,2) | decimal(38,2) | 1.88 | 3.75 | 3.0

# no rows
SELECT count(*), sum(x), max(x), array_agg(x), approx_distinct(x) FROM (VALUES 1) AS t(x) WHERE x > 1
----
0 | NULL | NULL | NULL | 0

SELECT bool_and(x > 0), bool_or(x > 2), every(x > 1), bitwise_and_agg(x), bitwise_or_agg(x), bitwise_xor_agg(x), geometric_mean(x) FROM (VALUES 1, 2, 4) AS t(x)
----
true | true | false | 0 | 7 | 7 | 2.0

SELECT min_by(n, x), max_by(n, x), max_by(n, x, 2), min(x, 2), max(x, 2), min_by(n, x, 1) FROM (VALUES ('a', 1), (NULL, 5), ('c', 3)) AS t(n, x)
----
a | NULL | [null, c] | [1, 3] | [5, 3] | [a]

SELECT array_agg(x ORDER BY x DESC), array_agg(DISTINCT x ORDER BY x), array_agg(x ORDER BY x) FILTER (WHERE x > 1), set_agg(y), listagg(n, ',') WITHIN GROUP (ORDER BY n), listagg(n) WITHIN GROUP (ORDER BY n DESC) FROM (VALUES (1, 'b', 7), (2, 'a', 7), (2, 'c', 7)) AS t(x, n, y)
----
[2, 2, 1] | [1, 2] | [2, 2] | [7] | a,b,c | cba

SELECT approx_distinct(x), approx_distinct(x, 0.01), approx_percentile(x, 0.5), approx_percentile(x, ARRAY[0.25, 0.75]), approx_percentile(y, 0.9) FROM (VALUES (1, 1.5), (2, 2.5), (3, 3.5), (4, 4.5)) AS t(x, y)
----
4 | 4 | 2 | [1, 3] | 4.5

SELECT round(stddev(x), 4), round(stddev_samp(x), 4), round(stddev_pop(x), 4), round(variance(x), 4), round(var_samp(x), 4), round(var_pop(x), 4), round(skewness(x), 4), round(kurtosis(x), 4) FROM (VALUES 1, 2, 4, 8) AS t(x)
----
3.0957 | 3.0957 | 2.681 | 9.5833 | 9.5833 | 7.1875 | 0.6568 | 0.7577

SELECT corr(x, y), covar_pop(x, y), covar_samp(x, y), regr_slope(y, x), regr_intercept(y, x) FROM (VALUES (1, 2), (2, 4), (3, 6)) AS t(x, y)
----
1.0 | 1.3333333333333333 | 2.0 | 2.0 | 0.0

SELECT x, sum(y) AS total FROM (VALUES (1, 10), (2, 20), (1, 5)) AS t(x, y) GROUP BY x HAVING sum(y) > 5 ORDER BY total DESC
----
2 | 20
1 | 15

# grouping sets
SELECT a, b, sum(n), grouping(a, b) FROM (VALUES ('x', 'p', 1), ('x', 'q', 2), ('y', 'p', 4)) AS t(a, b, n) GROUP BY ROLLUP (a, b) ORDER BY 1, 2, 4
----
x | p | 1 | 0
x | q | 2 | 0
x | NULL | 3 | 1
y | p | 4 | 0
y | NULL | 4 | 1
NULL | NULL | 7 | 3

SELECT a, b, count(*) FROM (VALUES ('x', 'p'), ('y', 'p')) AS t(a, b) GROUP BY GROUPING SETS ((a), (b), ()) ORDER BY 1, 2
----
x | NULL | 1
y | NULL | 1
NULL | p | 2
NULL | NULL | 2

SELECT a, b, count(*) FROM (VALUES ('x', 'p'), ('y', 'p')) AS t(a, b) GROUP BY CUBE (a, b) ORDER BY 1, 2, 3
----
x | p | 1
x | NULL | 1
y | p | 1
y | NULL | 1
NULL | p | 2
NULL | NULL | 2

# by position, by expression, by alias
SELECT upper(a), count(*) FROM (VALUES 'x', 'X', 'y') AS t(a) GROUP BY 1 ORDER BY 1
----
X | 2
Y | 1

SELECT substr(a, 1, 1) || '!' AS k, count(*) FROM (VALUES 'xa', 'xb', 'y') AS t(a) GROUP BY substr(a, 1, 1) ORDER BY k
----
x! | 2
y! | 1

SELECT upper(a) AS u, count(*) AS n FROM (VALUES 'x', 'X', 'y') AS t(a) GROUP BY u ORDER BY n DESC
----
X | 2
Y | 1

SELECT element_at(split(a, '/'), -1) AS last, count(*) FROM (VALUES 'p/q', 'r/q') AS t(a) GROUP BY element_at(split(a, '/'), -1)
----
q | 2

SELECT CAST(try_cast(a AS integer) / 2 AS varchar) || 'h', count(*) FROM (VALUES '4', '5', 'x') AS t(a) GROUP BY try_cast(a AS integer) / 2 ORDER BY 1
----
2h | 2
NULL | 1

SELECT a, b FROM (VALUES (1, 2)) AS t(a, b) GROUP BY a
---- refused
line 1:11: 'c2' must be an aggregate expression or appear in GROUP BY clause

SELECT eventName, count(*) FROM 11111111-2222-4333-8444-555555555555 GROUP BY awsRegion
---- refused
line 1:8: 'eventName' must be an aggregate expression or appear in GROUP BY clause

SELECT a FROM (VALUES 1) AS t(a) WHERE count(*) > 1
---- refused
line 1:40: WHERE clause cannot contain aggregations: count

SELECT sum(count(*)) FROM (VALUES 1) AS t(a)
---- refused
aggregate function cannot contain aggregations: count

SELECT entropy(a) FROM (VALUES 1) AS t(a)
---- refused
The function 'entropy' is not supported

SELECT count(*) FROM (VALUES 1) AS t(a) GROUP BY 3
---- refused
There is no column 3 in the select list

SELECT sum(t - TIMESTAMP '2026-03-01 00:00:00'), avg(t - TIMESTAMP '2026-03-01 00:00:00') FROM (VALUES TIMESTAMP '2026-03-01 01:00:00', TIMESTAMP '2026-03-02 00:00:00') AS v(t)
----
1 01:00:00.000 | 0 12:30:00.000

SELECT avg(x), avg(DISTINCT x), avg(x) FILTER (WHERE x < 0), avg(-x), avg(CAST(x AS decimal(20,0))) FROM (VALUES 123456789012345678.91, 123456789012345678.92, 123456789012345678.92) AS t(x)
----
123456789012345678.92 | 123456789012345678.92 | NULL | -123456789012345678.92 | 123456789012345679

SELECT grouping(b) FROM (VALUES (1, 2)) AS t(a, b) GROUP BY a
---- refused
The arguments to GROUPING() must be expressions referenced by the GROUP BY

# where nothing is known, nothing is counted
SELECT count_if(x > 1), count_if(x IS NULL), count_if(DISTINCT x > 1), count_if(x > 1) FILTER (WHERE x IS NULL) FROM (VALUES CAST(NULL AS integer), NULL) AS t(x)
----
0 | 2 | 0 | 0
