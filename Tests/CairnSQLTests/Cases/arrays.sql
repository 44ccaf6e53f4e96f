# Trino documentation, "Array functions and operators"; places count from 1
SELECT ARRAY[1, 2, 3][1], element_at(ARRAY[1, 2, 3], -1), element_at(ARRAY[1, 2, 3], 9), element_at(ARRAY['a'], 1), cardinality(ARRAY[1, 2]), ARRAY[], ARRAY[1, NULL]
----
1 | 3 | NULL | a | 2 | [] | [1, null]

SELECT ARRAY[1, 2][3]
---- fails
Array subscript out of bounds

SELECT ARRAY[1, 2][0]
---- fails
Array subscript out of bounds

SELECT element_at(ARRAY[1, 2], 0)
---- refused
SQL array indices start at 1

SELECT array_distinct(ARRAY[2, 1, 2, 3, 1]), array_distinct(ARRAY[1, NULL, NULL]), array_union(ARRAY[1, 2], ARRAY[2, 3]), array_intersect(ARRAY[3, 1, 2], ARRAY[2, 3]), array_except(ARRAY[1, 2, 3, 1], ARRAY[2]), array_remove(ARRAY[1, 2, 1], 1)
----
[2, 1, 3] | [1, null] | [1, 2, 3] | [3, 2] | [1, 3] | [2]

SELECT array_max(ARRAY[1, 3, 2]), array_min(ARRAY['b', 'a']), array_max(ARRAY[1, NULL]), array_min(ARRAY[]), array_position(ARRAY[5, 6], 6), array_position(ARRAY[5, 6], 7), array_position(ARRAY[5], NULL)
----
3 | a | NULL | NULL | 2 | 0 | NULL

SELECT array_join(ARRAY['a', NULL, 'b'], ','), array_join(ARRAY[1, NULL, 3], '-', 'x'), array_join(ARRAY[1e10], ','), array_sort(ARRAY[3, NULL, 1]), array_sort(ARRAY['b', 'a']), array_first(ARRAY[7, 8]), array_last(ARRAY[7, 8])
----
a,b | 1-x-3 | 1.0E10 | [1, 3, null] | [a, b] | 7 | 8

SELECT contains(ARRAY[1, 2], 2), contains(ARRAY[1, 2], 3), contains(ARRAY[1, NULL], 3), contains(ARRAY[1, NULL], 1), arrays_overlap(ARRAY[1, 2], ARRAY[2, 3]), arrays_overlap(ARRAY[1], ARRAY[2]), arrays_overlap(ARRAY[1, NULL], ARRAY[2])
----
true | false | NULL | true | true | false | NULL

SELECT slice(ARRAY[1, 2, 3, 4], 2, 2), slice(ARRAY[1, 2, 3, 4], -2, 2), slice(ARRAY[1, 2], 3, 5), slice(ARRAY[1, 2, 3], 2, 9), trim_array(ARRAY[1, 2, 3], 1), reverse(ARRAY[1, 2]), repeat('x', 3), flatten(ARRAY[ARRAY[1], ARRAY[2, 3], NULL])
----
[2, 3] | [3, 4] | [] | [2, 3] | [1, 2] | [2, 1] | [x, x, x] | [1, 2, 3]

SELECT slice(ARRAY[1], 0, 1)
---- fails
SQL array indices start at 1

SELECT sequence(1, 4), sequence(4, 1), sequence(0, 10, 5), sequence(DATE '2026-03-01', DATE '2026-03-03'), sequence(DATE '2026-01-01', DATE '2026-03-01', INTERVAL '1' MONTH), sequence(TIMESTAMP '2026-03-01 00:00:00', TIMESTAMP '2026-03-01 01:00:00', INTERVAL '30' MINUTE)
----
[1, 2, 3, 4] | [4, 3, 2, 1] | [0, 5, 10] | [2026-03-01, 2026-03-02, 2026-03-03] | [2026-01-01, 2026-02-01, 2026-03-01] | [2026-03-01 00:00:00.000, 2026-03-01 00:30:00.000, 2026-03-01 01:00:00.000]

SELECT ARRAY[1] || ARRAY[2], ARRAY[1] || 2, 0 || ARRAY[1], concat(ARRAY[1], ARRAY[2], ARRAY[3]), ARRAY[1] || NULL
----
[1, 2] | [1, 2] | [0, 1] | [1, 2, 3] | [1, null]

SELECT transform(ARRAY[1, 2, 3], x -> x * 2), filter(ARRAY[1, 2, 3], x -> x > 1), reduce(ARRAY[1, 2, 3], 10, (s, x) -> s + x, s -> s), reduce(ARRAY['a', 'bcd'], 0, (s, x) -> s + length(x), s -> s * 10), transform(ARRAY['a'], x -> transform(ARRAY[1, 2], y -> x || CAST(y AS varchar)))
----
[2, 4, 6] | [2, 3] | 16 | 40 | [[a1, a2]]

# three-valued, as every condition
SELECT any_match(ARRAY[1, 2], x -> x > 1), any_match(ARRAY[1], x -> x > 1), any_match(ARRAY[1, NULL], x -> x > 1), any_match(ARRAY[], x -> true), all_match(ARRAY[2, 3], x -> x > 1), all_match(ARRAY[2, NULL], x -> x > 1), all_match(ARRAY[1, NULL], x -> x > 1), none_match(ARRAY[1], x -> x > 1), none_match(ARRAY[2], x -> x > 1), all_match(ARRAY[], x -> false)
----
true | false | NULL | false | true | NULL | false | true | false | true

SELECT zip(ARRAY[1, 2], ARRAY['a']), zip(ARRAY[1], ARRAY[2], ARRAY[3]), zip_with(ARRAY[1, 2], ARRAY[10, 20], (x, y) -> x + y), zip_with(ARRAY['a'], ARRAY[1], (x, y) -> x || CAST(y AS varchar))
----
[{field0=1, field1=a}, {field0=2, field1=null}] | [{field0=1, field1=2, field2=3}] | [11, 22] | [a1]

SELECT ARRAY[1, 2] = ARRAY[1, 2], ARRAY[1] < ARRAY[2], (1, 2) IN ((1, 2), (3, 4)), ROW(1, 'x') = ROW(1, 'x'), ROW(1, 'x')[2]
----
true | true | true | true | x

SELECT transform(ARRAY[1], x -> (SELECT 1))
---- refused
Lambda expression cannot contain subqueries

SELECT transform(ARRAY[1], (x, y) -> x)
---- refused
The lambda has the wrong number of parameters

SELECT x -> x
---- refused
A lambda can only be an argument

SELECT array_join(ARRAY['a'], s) FROM (VALUES ',') AS t(s)
---- refused
The separator must be a literal

SELECT map_concat(MAP(ARRAY['a'], ARRAY[1]))
---- refused
Unexpected parameters (map(varchar, integer)) for function map_concat

SELECT try(split_to_map('a=1;b', ';', '=')), try(ARRAY[1][2]), try(MAP(ARRAY['a'], ARRAY[1])['b'])
----
NULL | NULL | NULL
