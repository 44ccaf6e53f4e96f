# Trino documentation, "Lambda expressions"
SELECT reduce(ARRAY[1,2],0,(s,x)->s+x*1.5,s->s)
---- refused
line 1:36: The lambda gives other types than it takes

SELECT reduce(ARRAY[1e0,2.5e0],0,(s,x)->s+x,s->s), reduce(ARRAY[1,2],0,(s,x)->s/2+x*1e0,s->s), reduce(ARRAY[BIGINT '5'], 0, (s,x)->s+x, s->s), typeof(reduce(ARRAY[BIGINT '5'], 0, (s,x)->s+x, s->s))
----
3.5 | 2.5 | 5 | bigint

SELECT reduce(ARRAY['a'],ARRAY[],(s,x)->s||x,s->s), reduce_agg(x, 0, (s,x)->s+x, (a,b)->a+b) FROM (VALUES 1.5e0) t(x)
----
[a] | 1.5

SELECT transform(ARRAY[1,0], x -> TRY(1/x)), transform(ARRAY[1], x -> CAST(x AS JSON)), transform(ARRAY['a'], x -> regexp_like(x, 'a+')), transform(ARRAY[ARRAY[4,2]], x -> x[1] / x[2])
----
[1, null] | [1] | [true] | [2]

SELECT numbers, transform(numbers, n -> n * n) as squared_numbers FROM ( VALUES (ARRAY[1, 2]), (ARRAY[3, 4]), (ARRAY[5, 6, 7]) ) AS t(numbers)
----
[1, 2] | [1, 4]
[3, 4] | [9, 16]
[5, 6, 7] | [25, 36, 49]

SELECT transform(prices, n -> TRY_CAST(n AS VARCHAR) || '$') as price_tags FROM ( VALUES (ARRAY[100, 200]), (ARRAY[30, 4]) ) AS t(prices)
----
[100$, 200$]
[30$, 4$]

SELECT xvalues, a, b, transform(xvalues, x -> a * x + b) as linear_function_values FROM ( VALUES (ARRAY[1, 2], 10, 5), (ARRAY[3, 4], 4, 2) ) AS t(xvalues, a, b)
----
[1, 2] | 10 | 5 | [15, 25]
[3, 4] | 4 | 2 | [14, 18]

SELECT numbers FROM ( VALUES (ARRAY[1,NULL,3]), (ARRAY[10,20,30]), (ARRAY[100,200,300]) ) AS t(numbers) WHERE any_match(numbers, n ->  COALESCE(n, 0) > 100)
----
[100, 200, 300]

SELECT g, transform(array_agg(x ORDER BY x), y -> y + g), reduce(array_agg(x), 0, (s, y) -> s + y * g, s -> s) FROM (VALUES (1,5),(1,6),(2,7)) t(g,x) GROUP BY g ORDER BY g
----
1 | [6, 7] | 11
2 | [9] | 14

SELECT transform(ARRAY[3,1], x -> array_sort(ARRAY[x, 2])), transform(ARRAY[ARRAY[2,2,1]], x -> array_distinct(x)), filter(ARRAY[ARRAY[1,2],ARRAY[3]], x -> contains(x, 3)), transform(ARRAY[MAP(ARRAY['a'],ARRAY[1])], m -> map_filter(m, (k, v) -> v > 0)), transform(ARRAY[2], n -> sequence(1, n))
----
[[2, 3], [1, 2]] | [[2, 1]] | [[3]] | [{a=1}] | [[1, 2]]

SELECT try(element_at(ARRAY[1], 0+x)), try(array_sort(ARRAY[2,1], (a,b)->7)), try(repeat(1,-1)), try(sequence(1,2,0)), try(ARRAY[1,NULL] < ARRAY[1,2]), try(contains(ARRAY[ARRAY[1,NULL]],ARRAY[1,NULL])), try(cosine_similarity(ARRAY[0],ARRAY[1])), try(ngrams(ARRAY[1],0)), try(map_from_entries(ARRAY[(1,2),(1,3)])), try(trim_array(ARRAY[1],2)), try(combinations(sequence(1,100),5)), try(dot_product(ARRAY[1],ARRAY[1,2])) FROM (VALUES 0) t(x)
----
NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL

SELECT x -> 1
---- refused
line 1:8: A lambda can only be an argument of a function that takes one

SELECT transform(ARRAY[1], x -> max(x))
---- refused
line 1:33: lambda expression cannot contain aggregations: max

SELECT transform(ARRAY[1], x -> row_number() OVER ())
---- refused
line 1:33: lambda expression cannot contain window functions: row_number

SELECT transform(ARRAY[1], X -> x + 1), transform(ARRAY[1], "x" -> x), transform(ARRAY[1], () -> 1)
---- refused
line 1:92: The lambda has the wrong number of parameters

# aggregates and queries as arguments of what is written with lambdas
SELECT reduce(array_agg(x), max(x), (s, y) -> s + y, s -> s), reduce(array_agg(x), (SELECT 100), (s, y) -> s + y, s -> s), array_join(array_agg(x ORDER BY x), max(CAST(x AS varchar))), array_join(array_agg(x ORDER BY x), ',', max(CAST(x AS varchar))), contains(array_agg(x), max(x)), array_remove(array_agg(x ORDER BY x), min(x)), slice(array_agg(x ORDER BY x), min(x), 1), element_at(array_agg(x ORDER BY x), min(x)) FROM (VALUES 1, 2) AS t(x)
----
5 | 103 | 122 | 1,2 | true | [2] | [1] | 1

SELECT array_join(ARRAY['a', 'b'], (SELECT '+')), sequence(1, (SELECT 3)), contains(ARRAY[ARRAY[1]], (SELECT ARRAY[1])), array_sort(array_agg(x), (a, b) -> IF(a < b, 1, IF(a = b, 0, -1))), zip_with(array_agg(x ORDER BY x), array_agg(-x ORDER BY x), (a, b) -> a + b), map_zip_with(histogram(x), histogram(x), (k, a, b) -> a + b), cardinality(shuffle(array_agg(x))), map_concat(histogram(x), histogram(x + 1)), ngrams(array_agg(x ORDER BY x), max(x)), regexp_replace(max(CAST(x AS varchar)), '(\d)', y -> y[1] || '!') FROM (VALUES 1, 2) AS t(x)
----
a+b | [1, 2, 3] | true | [2, 1] | [0, 0] | {1=2, 2=2} | 2 | {1=1, 2=1, 3=1} | [[1, 2]] | 2!

SELECT max(x) > avg(x), max(ARRAY[x]) = ARRAY[2], ROW(min(x), 1) IN (SELECT ROW(1, 1)), cosine_similarity(array_agg(x), array_agg(x)), arrays_overlap(array_agg(x), ARRAY[2]), array_distinct(array_agg(x % 2)), greatest(max(x * 1e0), 7e0) FROM (VALUES 1, 2) AS t(x)
----
true | true | true | 1.0 | true | [1, 0] | 7.0

SELECT repeat((SELECT 1), 2), repeat(max(x), 2), contains_sequence(array_agg(x ORDER BY x), (SELECT ARRAY[2])), ngrams((SELECT ARRAY[1, 2]), 1), flatten((SELECT ARRAY[ARRAY[1]])), map_from_entries((SELECT ARRAY[(1, 2)])), shuffle((SELECT ARRAY[1])), map_entries((SELECT histogram(1))) FROM (VALUES 1, 2) AS t(x)
----
[1, 1] | [2, 2] | true | [[1], [2]] | [1] | {1=2} | [1] | [{field0=1, field1=1}]

# behind HAVING, too
SELECT k FROM (VALUES ('a', 1), ('a', 2), ('b', 3)) AS t(k, n) GROUP BY k HAVING contains(array_agg(ROW(n, k)), (2, 'a')) AND cardinality(zip(array_agg(n), array_agg(k))) = 2 AND element_at(map_agg(n, k), 1) = 'a' AND reduce(array_agg(n), 0, (s, x) -> s + x, s -> s) = 3 AND arrays_overlap(array_agg(n), ARRAY[2]) AND array_except(array_agg(n), ARRAY[1]) = ARRAY[2] AND cardinality(sequence(min(n), max(n))) = 2 AND array_sort(array_agg(n), (x, y) -> IF(x < y, 1, -1)) = ARRAY[2, 1] AND array_join(array_agg(n ORDER BY n), ',', 'x') = '1,2' AND dot_product(array_agg(CAST(n AS double)), array_agg(CAST(n AS double))) = 5
----
a

SELECT k FROM (VALUES ('a', 1), ('a', 2), ('b', 3)) AS t(k, n) GROUP BY k HAVING element_at(transform_values(map_agg(n, k), (x, y) -> x), 2) = 2 AND cardinality(map_filter(map_agg(n, k), (x, y) -> x > 1)) = 1 AND element_at(map_zip_with(map_agg(n, k), map_agg(n, n), (x, y, z) -> z), 2) = 2 AND element_at(multimap_agg(k, n), 'a') IN (ARRAY[1, 2], ARRAY[2, 1]) AND CAST(map_agg(n, k) AS json) = JSON '{"1":"a","2":"a"}' AND map_agg(k, n) = MAP(ARRAY['a'], ARRAY[1]) AND regexp_replace(max(k), '(a)', x -> x[1] || x[1]) = 'aa' AND element_at(split_to_map(max(k) || '=1', ',', '='), 'a') = '1' AND regexp_position(max(k) || 'bab', 'b', 1, 2) = 4 AND element_at(numeric_histogram(2, n), 1e0) = 1 AND element_at(approx_most_frequent(2, k, 9), 'a') = 2 AND reduce_agg(n, 0, (x, y) -> x + y, (x, y) -> x + y) = 3 AND max(n, 2) = ARRAY[2, 1] AND approx_percentile(n, 1, 0.5) = 1 AND NOT max(n) = nan() AND max_by(n, CAST(n AS double), 1) = ARRAY[2]
----
a
