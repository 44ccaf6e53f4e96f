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

# Trino documentation, "Aggregate functions": every overload, with NULL, NaN, nothing and limits
SELECT sum(x), avg(x), typeof(sum(x)), typeof(avg(x)) FROM (VALUES CAST(1.5 AS real), CAST(2.25 AS real)) t(x)
----
3.75 | 1.875 | real | real

SELECT sum(x), avg(x), avg(x) FILTER (WHERE x IS NULL), typeof(avg(x)) FROM (VALUES INTERVAL '1' YEAR, INTERVAL '3' MONTH, NULL) t(x)
----
1-3 | 0-8 | NULL | interval year to month

SELECT sum(x), avg(x), min(x), max(x) FROM (VALUES INTERVAL '1' DAY, INTERVAL '2' HOUR) t(x)
----
1 02:00:00.000 | 0 13:00:00.000 | 0 02:00:00.000 | 1 00:00:00.000

SELECT max(x), min(x), max(x,2), min(x,2), max_by(y,x), min_by(y,x), max_by(y,x,2), min_by(y,x,3) FROM (VALUES (nan(),'n'), (1e0,'a'), (infinity(),'i'), (NULL, 'z')) t(x,y)
----
Infinity | 1.0 | [Infinity, 1.0] | [1.0, Infinity] | i | a | [i, a] | [a, i, n]

SELECT max(x), max(x,1), min(x) FROM (VALUES nan()) t(x)
----
NaN | [NaN] | NaN

SELECT max(x, 0) FROM (VALUES 1) t(x)
---- refused
line 1:15: second argument of max must be from 1 to 10000; found 0

SELECT max(x, 10001) FROM (VALUES 1) t(x)
---- refused
line 1:15: second argument of max must be from 1 to 10000; found 10001

SELECT min_by(x, x, 10001) FROM (VALUES 1) t(x)
---- refused
line 1:21: third argument of min_by must be from 1 to 10000; found 10001

SELECT max(x, y) FROM (VALUES (1,20000)) t(x,y)
---- fails
second argument of max must be less than or equal to 10000

SELECT max(x, y), max_by(x, x, y) FROM (VALUES (1,2), (5,2)) t(x,y)
----
[5, 1] | [5, 1]

SELECT max(x), min(x) FROM (VALUES ARRAY[1,2], ARRAY[1,3], NULL) t(x)
----
[1, 3] | [1, 2]

SELECT max(x) FROM (VALUES ARRAY[1,NULL], ARRAY[1,3]) t(x)
---- fails
ARRAY comparison not supported for values with null elements

SELECT array_agg(DISTINCT x ORDER BY y) FROM (VALUES (1,2),(1,3)) t(x,y)
---- refused
line 1:8: For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments

SELECT array_agg(DISTINCT x ORDER BY x DESC), multimap_agg(DISTINCT x, y), max_by(DISTINCT x, y, 3), count(DISTINCT MAP(ARRAY[x,9],ARRAY[1,1])) FROM (VALUES (1,2),(1,2),(3,4)) t(x,y)
----
[3, 1] | {1=[2], 3=[4]} | [3, 1] | 2

SELECT count(DISTINCT m), histogram(m), count(*) FROM (VALUES MAP(ARRAY[1,2],ARRAY[1,2]), MAP(ARRAY[2,1],ARRAY[2,1])) t(m)
----
1 | {{1=1, 2=2}=2} | 2

SELECT m, count(*) FROM (VALUES MAP(ARRAY[1,2],ARRAY[1,2]), MAP(ARRAY[2,1],ARRAY[2,1])) t(m) GROUP BY m
----
{1=1, 2=2} | 2

SELECT DISTINCT m FROM (VALUES MAP(ARRAY[1,2],ARRAY[1,2]), MAP(ARRAY[2,1],ARRAY[2,1])) t(m)
----
{1=1, 2=2}

SELECT listagg(x, ',' ON OVERFLOW TRUNCATE '.....' WITH COUNT) WITHIN GROUP (ORDER BY x), listagg(x ON OVERFLOW TRUNCATE WITHOUT COUNT) WITHIN GROUP (ORDER BY x DESC), listagg(x, ';' ON OVERFLOW ERROR) WITHIN GROUP (ORDER BY x), listagg(x, ',' ON OVERFLOW TRUNCATE WITHOUT COUNT) WITHIN GROUP (ORDER BY x) FILTER (WHERE x > 'z') FROM (VALUES 'b','a',NULL) t(x)
----
a,b | ba | a;b | NULL

SELECT length(l), substr(l, 800003) FROM (SELECT listagg(rpad(x, 400000, x), '--' ON OVERFLOW TRUNCATE '..' WITH COUNT) WITHIN GROUP (ORDER BY x) AS l FROM (VALUES 'a','b','c','d') t(x)) AS v
----
800009 | --..(2)

SELECT listagg(rpad(x, 600000, x), '--') WITHIN GROUP (ORDER BY x) FROM (VALUES 'a','b') t(x)
---- fails
Concatenated string has the length in bytes larger than the maximum output length 1048576

SELECT listagg(x, y) WITHIN GROUP (ORDER BY x) FROM (VALUES ('b',','),('a',';')) t(x,y)
---- refused
line 1:19: The separator must be a literal

SELECT listagg(x, ',', 'f', true) WITHIN GROUP (ORDER BY x) FROM (VALUES 'a') t(x)
---- refused
line 1:8: listagg takes a value and a separator

SELECT listagg(x, ',' ON OVERFLOW TRUNCATE) WITHIN GROUP (ORDER BY x) FROM (VALUES 'a') t(x)
---- refused
line 1:43: Unexpected ')'

SELECT stddev(x), variance(x), stddev_pop(x), var_pop(x), skewness(x), kurtosis(x), corr(x,x), covar_pop(x,x), covar_samp(x,x), regr_slope(x,x), regr_intercept(x,x) FROM (VALUES 1) t(x)
----
NULL | NULL | 0.0 | 0.0 | NULL | NULL | NULL | 0.0 | NULL | NULL | NULL

SELECT stddev(x), skewness(x), kurtosis(x), corr(x,x), regr_slope(x,x) FROM (VALUES 1,1,1,1) t(x)
----
0.0 | NaN | NaN | NULL | NULL

SELECT skewness(x), kurtosis(x), skewness(x) FILTER (WHERE x > 3) FROM (VALUES 1,2,5) t(x)
----
0.5280049792181872 | NULL | NULL

SELECT corr(x,y), regr_slope(y,x), covar_pop(x,y), covar_samp(x,y), regr_intercept(y,x), typeof(corr(x,y)) FROM (VALUES (CAST(1 AS real), CAST(2.5 AS real)),(2,3),(4,9)) t(x,y)
----
0.96527517 | 2.2857144 | 3.5555556 | 5.3333335 | -0.5 | real

SELECT geometric_mean(x), typeof(geometric_mean(x)), geometric_mean(y) FROM (VALUES (CAST(2 AS real), 2),(8,8)) t(x,y)
----
4.0 | real | 4.0

SELECT approx_distinct(x, 0.5) FROM (VALUES 1) t(x)
---- refused
line 1:27: Max standard error must be in [0.0040625, 0.26000]: 0.5

SELECT approx_percentile(x, 1.5) FROM (VALUES 1) t(x)
---- refused
line 1:29: Percentile must be between 0 and 1

SELECT approx_percentile(x, -0.5) FROM (VALUES 1) t(x)
---- refused
line 1:29: Percentile must be between 0 and 1

SELECT approx_percentile(x, ARRAY[0.5, 2]) FROM (VALUES 1) t(x)
---- refused
line 1:29: Percentile must be between 0 and 1

SELECT approx_percentile(x, 0.5e0), approx_percentile(CAST(x AS real), 0.5), typeof(approx_percentile(x, 0.5)), typeof(approx_percentile(x*1.5, 0.5)), approx_percentile(x, 0.5) FILTER (WHERE x>5) FROM (VALUES 1,2,3,NULL) t(x)
----
2 | 2.0 | bigint | double | NULL

SELECT approx_percentile(x, 3/2.0) FROM (VALUES 1) t(x)
---- refused
line 1:30: The percentile must be a literal

SELECT approx_percentile(x, w, 0.5), approx_percentile(x, w, ARRAY[0.0, 0.1, 0.25, 0.9, 1.0]), approx_percentile(CAST(x AS double), w, 0.5), approx_percentile(CAST(x AS real), w, ARRAY[0.5]), approx_percentile(CAST(x AS real), w, 0.99), approx_percentile(CAST(x AS double), w, ARRAY[0.5]) FROM (VALUES (1,1),(2,7),(3,2),(NULL,5),(9,NULL)) t(x,w)
----
2 | [1, 1, 2, 3, 3] | 2.0 | [2.0] | 3.0 | [2.0]

SELECT approx_percentile(x, w, 0.5) FROM (VALUES (1,0)) t(x,w)
---- fails
weight must be > 0

SELECT approx_percentile(x, w, 0.5) FROM (VALUES (1,0)) t(x,w) WHERE x>1
----
NULL

SELECT approx_percentile(CAST(x AS real), ARRAY[0.5]), approx_percentile(CAST(x AS double), ARRAY[0.5,1]) FROM (VALUES 1,2) t(x)
----
[1.0] | [1.0, 2.0]

SELECT approx_most_frequent(3, x, 15) FROM (VALUES 1,2,1,3,2,1,4,5,NULL) t(x)
----
{1=3, 2=2, 3=1}

SELECT approx_most_frequent(2, x, 10), approx_most_frequent(2, x, 10) FILTER (WHERE x > 'z') FROM (VALUES 'A','B','A','C','A','B','C','D','E') t(x)
----
{A=3, B=2} | NULL

SELECT approx_most_frequent(1, x, 15) FROM (VALUES 1) t(x)
---- fails
approx_most_frequent bucket count must be greater than one

SELECT numeric_histogram(2, x), numeric_histogram(2, CAST(x AS double)), numeric_histogram(10, CAST(x AS double), 3), numeric_histogram(3, x, 2), numeric_histogram(2,x) FILTER (WHERE x>99) FROM (VALUES 1,2,10,11,NULL) t(x)
----
{1.5=2.0, 10.5=2.0} | {1.5=2.0, 10.5=2.0} | {1.0=3.0, 2.0=3.0, 10.0=3.0, 11.0=3.0} | {1.5=4.0, 10.0=2.0, 11.0=2.0} | NULL

SELECT numeric_histogram(1, x) FROM (VALUES 1) t(x)
---- fails
numeric_histogram bucket count must be greater than one

# more values than buckets: an approximation that keeps every weight
SELECT cardinality(numeric_histogram(4, CAST(x AS double))), reduce(map_values(numeric_histogram(4, CAST(x AS double))), 0e0, (s, w) -> s + w, s -> s) FROM UNNEST(sequence(1, 1000)) AS t(x)
----
4 | 1000.0

SELECT reduce_agg(x, 0, (a, b) -> a + b, (a, b) -> a + b), reduce_agg(x, 1, (a, b) -> a * b, (a, b) -> a * b), reduce_agg(x, 0e0, (a,b)->a+b, (a,b)->a+b), reduce_agg(x, true, (a,b)->a AND b>0, (a,b)->a AND b), reduce_agg(x, 0, (a, b) -> a + b, (a, b) -> a + b) FILTER (WHERE x>99) FROM (VALUES 3,4,NULL,5) t(x)
----
12 | 60 | 12.0 | true | NULL

SELECT id, reduce_agg(value, 0, (a, b) -> a + b, (a, b) -> a + b) FROM (VALUES (1, 3), (1, 4), (1, 5), (2, 6), (2, 7)) AS t(id, value) GROUP BY id ORDER BY id
----
1 | 12
2 | 13

SELECT reduce_agg(x, 0, (a, b) -> a + b + x, (a, b) -> a + b) FROM (VALUES 1) t(x)
---- refused
line 1:41: A lambda of an aggregation function can use its parameters only

SELECT reduce_agg(x, ARRAY[], (a, b) -> a || b, (a, b) -> a || b) FROM (VALUES 1) t(x)
---- refused
line 1:8: State type not supported for reduce_agg: array(integer)

SELECT reduce_agg(x, '', (a, b) -> a || '%@{d}$1' || b, (a, b) -> a || b) FROM (VALUES 'p','q') t(x)
----
%@{d}$1p%@{d}$1q

SELECT x, reduce_agg(x, 0, (a, b) -> a + b, (a, b) -> a + b) OVER (ORDER BY x) FROM (VALUES 3,4) t(x)
----
3 | 3
4 | 7

SELECT map_union(m), map_union(m) FILTER (WHERE cardinality(m) > 5) FROM (VALUES MAP(ARRAY['a','b'],ARRAY[1,2]), NULL, MAP(ARRAY['c'],ARRAY[NULL]), MAP(ARRAY['a'],ARRAY[1])) t(m)
----
{a=1, b=2, c=null} | NULL

SELECT map_union(m) FROM (VALUES map()) t(m)
----
{}

SELECT numeric_histogram(2, CAST(x AS real)), numeric_histogram(2, CAST(x AS real), 3), typeof(numeric_histogram(2, CAST(x AS real))) FROM (VALUES 1,2,10,11,NULL) t(x)
----
{1.5=2.0, 10.5=2.0} | {1.5=6.0, 10.5=6.0} | map(real, real)

# aggregates within other functions, groups and windows
SELECT try(reduce_agg(x, 0, (a,b)->a+b, (a,b)->a+b)), try(array_agg(x ORDER BY x)[5]), try(max_by(x, x) / 0), try_cast(array_agg(CAST(x AS varchar) ORDER BY x)[1] AS integer), CAST(map_agg(CAST(x AS varchar), x) AS json), CAST(array_agg(x ORDER BY x) AS json) FROM (VALUES 1, 2) AS t(x)
----
3 | NULL | NULL | 1 | {"1":1,"2":2} | [1,2]

SELECT element_at(map_agg(awsRegion, eventName), 'us-east-1'), array_join(array_sort(array_agg(DISTINCT awsRegion)), ','), transform_values(histogram(awsRegion), (k, v) -> v * 100.0 / 10), cardinality(array_distinct(array_agg(eventName))), map_keys(multimap_agg(awsRegion, eventName)) FROM 11111111-2222-4333-8444-555555555555
----
GetObject | eu-west-1,us-east-1 | {eu-west-1=30.0, us-east-1=70.0} | 8 | [us-east-1, eu-west-1]

SELECT awsRegion, array_agg(DISTINCT eventSource ORDER BY eventSource) FROM 11111111-2222-4333-8444-555555555555 GROUP BY awsRegion HAVING contains(array_agg(eventSource), 's3.amazonaws.com') ORDER BY cardinality(array_agg(eventName)) DESC
----
us-east-1 | [iam.amazonaws.com, s3.amazonaws.com, signin.amazonaws.com, sts.amazonaws.com]
eu-west-1 | [ec2.amazonaws.com, s3.amazonaws.com]

SELECT k, v FROM (SELECT histogram(awsRegion) AS h FROM 11111111-2222-4333-8444-555555555555) AS t CROSS JOIN UNNEST(h) AS u(k, v) ORDER BY k
----
eu-west-1 | 3
us-east-1 | 7

SELECT max_by(eventName, eventTime) FILTER (WHERE errorCode IS NOT NULL), count(*) FILTER (WHERE errorCode IS NULL), listagg(eventName, ',') WITHIN GROUP (ORDER BY eventTime DESC) FILTER (WHERE readOnly = false) FROM 11111111-2222-4333-8444-555555555555
----
GetObject | 8 | ConsoleLogin,TerminateInstances,RunInstances,AttachUserPolicy,CreateUser,PutObject

SELECT awsRegion, max_by(eventName, eventTime) OVER (PARTITION BY awsRegion ORDER BY eventTime ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM 11111111-2222-4333-8444-555555555555 ORDER BY eventTime LIMIT 2
----
us-east-1 | AssumeRole
us-east-1 | AssumeRole

SELECT array_agg(x) FROM (SELECT array_agg(eventName) OVER (ORDER BY eventTime ROWS 1 PRECEDING) AS x FROM 11111111-2222-4333-8444-555555555555 ORDER BY eventTime LIMIT 2)
----
[[GetObject], [GetObject, PutObject]]

SELECT awsRegion, sum(count(*)) OVER (ORDER BY awsRegion), map_agg(awsRegion, count(*)) OVER (ORDER BY awsRegion) FROM 11111111-2222-4333-8444-555555555555 GROUP BY awsRegion ORDER BY 1
----
eu-west-1 | 3 | {eu-west-1=3}
us-east-1 | 10 | {eu-west-1=3, us-east-1=7}

SELECT awsRegion, reduce_agg(length(eventName), 0, (a, b) -> greatest(a, b), (a, b) -> greatest(a, b)) FROM 11111111-2222-4333-8444-555555555555 GROUP BY GROUPING SETS ((awsRegion), ()) ORDER BY 1
----
eu-west-1 | 18
us-east-1 | 16
NULL | 18
