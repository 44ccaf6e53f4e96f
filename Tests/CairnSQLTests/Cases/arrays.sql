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

SELECT map_concat(MAP(ARRAY['a'], ARRAY[1]))
---- refused
Unexpected parameters (map(varchar, integer)) for function map_concat

SELECT try(split_to_map('a=1;b', ';', '=')), try(ARRAY[1][2]), try(MAP(ARRAY['a'], ARRAY[1])['b'])
----
NULL | NULL | NULL

# Trino documentation, "Array functions and operators", and what its tests say of NULL, nothing and limits
SELECT array_distinct(ARRAY[3,1,NULL,3,NULL,2]), array_union(ARRAY[3,1],ARRAY[2,3]), array_distinct(ARRAY[]), array_distinct(NULL), array_distinct(ARRAY[MAP(ARRAY[1,2],ARRAY[1,2]), MAP(ARRAY[2,1],ARRAY[2,1])]), array_except(ARRAY[1,NULL,NULL,1], ARRAY[2]), array_except(ARRAY[1],NULL), array_except(ARRAY[],ARRAY[1]), array_intersect(ARRAY[3,1,NULL,3],ARRAY[NULL,3])
----
[3, 1, null, 2] | [3, 1, 2] | [] | NULL | [{1=1, 2=2}] | [1, null] | NULL | [] | [3, null]

SELECT array_remove(ARRAY[1,NULL,2,1],1), array_remove(ARRAY[1], NULL), array_remove(ARRAY[ARRAY[1],ARRAY[2]], ARRAY[1]), contains(ARRAY[ARRAY[1],NULL],ARRAY[1]), contains(ARRAY[ARRAY[1],NULL],ARRAY[3]), array_position(ARRAY[ROW(1,'a'),ROW(2,'b')], ROW(2,'b')), contains(ARRAY[ARRAY[1,NULL]],ARRAY[2,3])
----
[null, 2] | NULL | [[2]] | true | NULL | 2 | false

SELECT contains(ARRAY[ARRAY[1,NULL]],ARRAY[1,NULL])
---- fails
contains does not support arrays with elements that are null or contain null

SELECT array_max(ARRAY[1e0,nan()]), array_max(ARRAY[nan()]), array_min(ARRAY[nan(),1e0]), array_max(ARRAY[nan(),NULL]), array_max(ARRAY[ARRAY[1,2],ARRAY[3]]), array_sort(ARRAY[ARRAY[2],ARRAY[1,2],NULL,ARRAY[1]]), array_sort(ARRAY[NULL,'b','a']), array_max(ARRAY[]), array_sort(ARRAY[])
----
1.0 | NaN | 1.0 | NULL | [3] | [[1], [1, 2], [2], null] | [a, b, null] | NULL | []

SELECT array_sort(ARRAY[ARRAY[2,NULL],ARRAY[1,2]])
---- fails
ARRAY comparison not supported for values with null elements

SELECT array_sort(ARRAY[MAP()])
---- refused
line 1:8: Unexpected parameters (array(map(unknown, unknown))) for function array_sort

SELECT array_sort(ARRAY[3, 2, 5, 1, 2], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1))), array_sort(ARRAY[3, 2, null, 5, null, 1, 2], (x, y) -> CASE WHEN x IS NULL THEN -1 WHEN y IS NULL THEN 1 WHEN x < y THEN 1 WHEN x = y THEN 0 ELSE -1 END), array_sort(ARRAY['a', 'abcd', 'abc'], (x, y) -> IF(length(x) < length(y), -1, IF(length(x) = length(y), 0, 1))), array_sort(ARRAY[ARRAY[2, 3, 1], ARRAY[4, 2, 1, 4], ARRAY[1, 2]], (x, y) -> IF(cardinality(x) < cardinality(y), -1, IF(cardinality(x) = cardinality(y), 0, 1))), array_sort(ARRAY[], (x,y)->0), array_sort(ARRAY['b','a'], (x,y)->0), array_sort(NULL,(x,y)->1), array_sort(ARRAY[7],(x,y)->5)
----
[5, 3, 2, 2, 1] | [null, null, 5, 3, 2, 2, 1] | [a, abc, abcd] | [[1, 2], [2, 3, 1], [4, 2, 1, 4]] | [] | [b, a] | NULL | [7]

SELECT array_sort(ARRAY[3, 2], (x, y) -> 2)
---- fails
Lambda comparator must return either -1, 0, or 1

SELECT array_sort(ARRAY[3, 2], (x, y) -> NULL)
---- fails
Lambda comparator must return either -1, 0, or 1

SELECT arrays_overlap(ARRAY[], ARRAY[NULL]), arrays_overlap(ARRAY[NULL],ARRAY[1]), arrays_overlap(ARRAY[NULL], ARRAY[NULL]), arrays_overlap(ARRAY[], ARRAY[1]), arrays_overlap(ARRAY[1,2], ARRAY[2]), arrays_overlap(NULL,ARRAY[1])
----
false | NULL | NULL | false | true | NULL

SELECT array_histogram(ARRAY[42, 7, 42, NULL]), array_histogram(ARRAY[NULL, NULL]), array_histogram(ARRAY[]), array_histogram(NULL), array_histogram(ARRAY[ARRAY[1],ARRAY[1]]), array_histogram(ARRAY['a','b','a'])
----
{7=1, 42=2} | {} | {} | NULL | {[1]=2} | {a=2, b=1}

SELECT combinations(ARRAY['foo', 'bar', 'baz'], 2), combinations(ARRAY[1, 2, 2], 2), combinations(ARRAY['bar', 'foo', 'baz', 'foo'], 3), combinations(ARRAY[1,2],0), combinations(ARRAY[1,2],3), combinations(ARRAY['foo', NULL, 'bar'],2), combinations(ARRAY[],2), combinations(CAST(NULL AS array(bigint)),2), combinations(ARRAY['a', 'bb', 'ccc', 'dddd'],2)
----
[[foo, bar], [foo, baz], [bar, baz]] | [[1, 2], [1, 2], [2, 2]] | [[bar, foo, baz], [bar, foo, foo], [bar, baz, foo], [foo, baz, foo]] | [[]] | [] | [[foo, null], [foo, bar], [null, bar]] | [] | NULL | [[a, bb], [a, ccc], [bb, ccc], [a, dddd], [bb, dddd], [ccc, dddd]]

SELECT cardinality(combinations(sequence(1,20),5)), combinations(ARRAY[1,2,3],1)
----
15504 | [[1], [2], [3]]

SELECT combinations(sequence(1,100),5)
---- fails
combinations exceed max size

SELECT contains_sequence(ARRAY[1,2,3,4,5,6],ARRAY[3,4]), contains_sequence(ARRAY[1,2,3],ARRAY[1,3]), contains_sequence(ARRAY[1,2,3,NULL,4],ARRAY[3,NULL,4]), contains_sequence(ARRAY[1],ARRAY[]), contains_sequence(ARRAY[1],ARRAY[1,2]), contains_sequence(NULL,ARRAY[1]), contains_sequence(ARRAY[ARRAY[1,2], ARRAY[3], ARRAY[4,5]],ARRAY[ARRAY[1,2], ARRAY[3]])
----
true | false | true | true | false | NULL | true

SELECT ngrams(ARRAY['foo', 'bar', 'baz', 'foo'], 2), ngrams(ARRAY['a','b'],5), ngrams(ARRAY[],2), ngrams(ARRAY['foo', NULL, 'bar'],2), ngrams(ARRAY[1,2,3,4],4)
----
[[foo, bar], [bar, baz], [baz, foo]] | [[a, b]] | [[]] | [[foo, null], [null, bar]] | [[1, 2, 3, 4]]

SELECT ngrams(ARRAY['a'],0)
---- fails
N must be positive

SELECT cosine_distance(ARRAY[1, 2],ARRAY[3, 4]), cosine_similarity(ARRAY[1.0, 2.0], ARRAY[3.0, 4.0]), dot_product(ARRAY[1.0, 2.0], ARRAY[3.0, 4.0]), euclidean_distance(ARRAY[1.0, 2.0], ARRAY[3.0, 4.0]), euclidean_distance(ARRAY[],ARRAY[]), dot_product(ARRAY[],ARRAY[]), dot_product(NULL,ARRAY[1]), euclidean_distance(ARRAY[nan()],ARRAY[1]), euclidean_distance(ARRAY[infinity()],ARRAY[1]), dot_product(ARRAY[1.1, 2.2, 3.3], ARRAY[4.4, 5.5, 6.6])
----
0.01613008990009257 | 0.9838699100999074 | 11.0 | 2.8284271247461903 | 0.0 | 0.0 | NULL | NaN | Infinity | 38.72

SELECT euclidean_distance(ARRAY[infinity()],ARRAY[infinity()]), euclidean_distance(ARRAY[DOUBLE '-1.7976931348623157E308'],ARRAY[infinity()])
----
NaN | Infinity

SELECT dot_product(ARRAY[1],ARRAY[1,2])
---- fails
The arguments must have the same length

SELECT cosine_similarity(ARRAY[0],ARRAY[1])
---- fails
Vector magnitude cannot be zero

SELECT repeat(1,0), repeat(NULL,2), repeat(1,NULL), repeat(ARRAY[1],2), repeat('a',1)
----
[] | [null, null] | NULL | [[1], [1]] | [a]

SELECT repeat(1,-1)
---- fails
count argument of repeat function must be greater than or equal to 0

SELECT slice(ARRAY[1,2,3],-5,2), slice(ARRAY[1,2,3],4,2), slice(ARRAY[],1,1), slice(ARRAY[1],NULL,1), slice(ARRAY[1,2,3],1,0), slice(ARRAY[1,2,3], -1, 9223372036854775807), slice(ARRAY[1,2,3],2,9223372036854775807), slice(ARRAY[1,2,3,4],-3,2)
----
[] | [] | [] | NULL | [] | [3] | [2, 3] | [2, 3]

SELECT sequence(1,1), sequence(5,1,-2), sequence(1,5,9), sequence(-1,1), sequence(CAST(NULL AS bigint),1), sequence(1,3,NULL), sequence(9223372036854775806, 9223372036854775807), cardinality(sequence(1,10000))
----
[1] | [5, 3, 1] | [1] | [-1, 0, 1] | NULL | NULL | [9223372036854775806, 9223372036854775807] | 10000

SELECT sequence(1,5,-1)
---- fails
sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be

SELECT sequence(1,5,0)
---- fails
step must not be zero

SELECT cardinality(sequence(1,10001))
---- fails
result of sequence function must not have more than 10000 entries

SELECT sequence(DATE '2026-01-31', DATE '2026-04-30', INTERVAL '1' MONTH), sequence(TIMESTAMP '2026-01-31 00:00:00', TIMESTAMP '2026-04-30 00:00:00', INTERVAL '1' MONTH), sequence(DATE '2026-01-05', DATE '2026-01-01', INTERVAL '-2' DAY), sequence(TIMESTAMP '2026-03-01 02:00:00', TIMESTAMP '2026-03-01 00:30:00', INTERVAL '-1' HOUR), sequence(DATE '2026-01-03', DATE '2026-01-01'), sequence(DATE '2026-05-03', DATE '2026-01-05', INTERVAL '-1' MONTH), sequence(DATE '2026-05-03', DATE '2026-05-05', INTERVAL '1' YEAR)
----
[2026-01-31, 2026-02-28, 2026-03-31, 2026-04-30] | [2026-01-31 00:00:00.000, 2026-02-28 00:00:00.000, 2026-03-31 00:00:00.000, 2026-04-30 00:00:00.000] | [2026-01-05, 2026-01-03, 2026-01-01] | [2026-03-01 02:00:00.000, 2026-03-01 01:00:00.000] | [2026-01-03, 2026-01-02, 2026-01-01] | [2026-05-03, 2026-04-03, 2026-03-03, 2026-02-03] | [2026-05-03]

SELECT sequence(TIMESTAMP '2026-03-01 02:00:00', TIMESTAMP '2026-03-01 00:30:00', INTERVAL '1' HOUR)
---- fails
sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be

SELECT sequence(DATE '2026-03-05', DATE '2026-03-03', INTERVAL '1' MONTH)
---- fails
sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be

SELECT sequence(DATE '2026-03-01', DATE '2026-03-03', INTERVAL '1' HOUR)
---- fails
sequence step must be a day interval if start and end values are dates

SELECT trim_array(ARRAY[1,2],0), trim_array(NULL,1), zip(ARRAY[1],ARRAY[2],ARRAY[3],ARRAY[4]), zip(ARRAY[1],ARRAY[2],ARRAY[3],ARRAY[4],ARRAY['a','b'])
----
[1, 2] | NULL | [{field0=1, field1=2, field2=3, field3=4}] | [{field0=1, field1=2, field2=3, field3=4, field4=a}, {field0=null, field1=null, field2=null, field3=null, field4=b}]

SELECT array_join(ARRAY['a',NULL,'b'],s), array_join(ARRAY[true,NULL],','), array_join(ARRAY[1.50,2],','), array_join(ARRAY[NULL],','), array_join(ARRAY[NULL],',','x'), array_join(ARRAY[],','), array_join(NULL,','), array_join(ARRAY['a','b'],',',NULL), array_join(ARRAY['a'],NULL), array_join(ARRAY[],s), array_join(ARRAY[1,NULL,2],s,s) FROM (VALUES '-') t(s)
----
a-b | true | 1.50,2.00 |  | x |  | NULL | NULL | NULL |  | 1---2

SELECT array_join(ARRAY[ARRAY[1]],',')
---- refused
line 1:19: Input type array(array(integer)) not supported

SELECT any_match(ARRAY[1, 2], x -> x > 1), any_match(ARRAY[1, NULL], x -> x > 1), all_match(ARRAY[], x -> false), none_match(ARRAY[1,NULL],x->x>1), none_match(NULL,x->true)
----
true | NULL | true | NULL | NULL

SELECT reduce(ARRAY[5,20,NULL,50],0,(s,x)->s+coalesce(x,0),s->s), reduce(CAST(NULL AS array(integer)),0,(s,x)->s+x,s->s), reduce(ARRAY[],0,(s,x)->s+x,s->s)
----
75 | NULL | 0

SELECT shuffle(ARRAY[]), cardinality(shuffle(ARRAY[1,2,3])), array_sort(shuffle(ARRAY[3,NULL,1])), shuffle(NULL)
----
[] | 3 | [1, 3, null] | NULL

SELECT array_sort(ARRAY['bc', 'ab', 'dc'], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1))), reduce(ARRAY[5, 6, 10, 20], CAST(ROW(0.0, 0) AS ROW(sum DOUBLE, count INTEGER)), (s, x) -> CAST(ROW(x + s.sum, s.count + 1) AS ROW(sum DOUBLE, count INTEGER)), s -> IF(s.count = 0, NULL, s.sum / s.count)), zip_with(ARRAY['a'], ARRAY['d', null, 'f'], (x, y) -> coalesce(x, y)), transform(ARRAY[ARRAY[1, NULL, 2], ARRAY[3, NULL]], a -> filter(a, x -> x IS NOT NULL)), ARRAY[1, 1.2, 4]
----
[dc, bc, ab] | 10.25 | [a, null, f] | [[1, 2], [3]] | [1.0, 1.2, 4.0]

SELECT combinations(ARRAY[1], x) FROM (VALUES 1) AS t(x)
---- refused
line 1:31: The size of combinations must be a literal

SELECT combinations(ARRAY[1], 6)
---- refused
line 1:31: combination size must not exceed 5: 6

SELECT combinations(ARRAY[1], -1)
---- refused
line 1:31: combination size must not be negative: -1

SELECT repeat(1, 100001)
---- fails
count argument of repeat function must be less than or equal to 100000

SELECT trim_array(ARRAY[1, 2], 3)
---- fails
size must not exceed array cardinality

SELECT trim_array(ARRAY[1, 2], -1)
---- fails
size must not be negative

# a NULL inside: not known whether equal, and no order
SELECT ARRAY[1,NULL] = ARRAY[1,NULL], ARRAY[1,NULL]=ARRAY[2,NULL], ARRAY[1,NULL]<>ARRAY[2,NULL], ARRAY[1]=ARRAY[1,NULL], ARRAY[1,2]<ARRAY[1,2,3], ARRAY[1]=NULL, ARRAY[NULL] IS DISTINCT FROM ARRAY[NULL]
----
NULL | false | true | false | true | NULL | false

SELECT ARRAY[1,NULL] < ARRAY[1,2]
---- fails
ARRAY comparison not supported for values with null elements

SELECT ROW(1,NULL)=ROW(1,NULL), ROW(1,NULL)=ROW(2,NULL), ROW(1,2)<ROW(1,3), (1,2) IN ((1,2),(3,4)), (1,NULL) IN ((1,2)), ARRAY[1] BETWEEN ARRAY[0] AND ARRAY[2], (1,2) NOT IN ((1,NULL),(3,4))
----
NULL | false | true | true | NULL | true | NULL

SELECT MAP(ARRAY[1,2],ARRAY[1,2]) = MAP(ARRAY[2,1],ARRAY[2,1]), MAP(ARRAY[1],ARRAY[1]) <> MAP(ARRAY[1],ARRAY[2]), MAP(ARRAY[1],ARRAY[NULL])=MAP(ARRAY[1],ARRAY[NULL]), MAP(ARRAY[1,2],ARRAY[1,2]) IS DISTINCT FROM MAP(ARRAY[2,1],ARRAY[2,1]), map()=map()
----
true | true | NULL | false | true

SELECT ARRAY[ROW(1,NULL)] = ARRAY[ROW(1,NULL)], ARRAY[ROW(1,NULL)] = ARRAY[ROW(2,NULL)], ARRAY[ARRAY[1]]=ARRAY[ARRAY[1]], CASE ARRAY[1] WHEN ARRAY[1] THEN 'y' END, nullif(ARRAY[1],ARRAY[1])
----
NULL | false | true | y | NULL

SELECT CAST(NULL AS row(a integer, b integer)) = ROW(1,2), CAST(ROW(1,2) AS row(a integer, b integer)) = ROW(1,2), CAST(NULL AS row(integer,integer)) = ROW(1,2)
----
NULL | true | NULL

SELECT ARRAY[1] || ARRAY[2], ARRAY[1] || 2, 2 || ARRAY[1], ARRAY[1] || 2.5, ARRAY[] || 1, ARRAY[ARRAY[1]] || ARRAY[2], ARRAY[1] || ARRAY[ARRAY[2]], ARRAY[1] || 2 || 3 || ARRAY[4, 5], ARRAY['a'] || 'b', ARRAY[] || ARRAY[]
----
[1, 2] | [1, 2] | [2, 1] | [1.0, 2.5] | [1] | [[1], [2]] | [[1], [2]] | [1, 2, 3, 4, 5] | [a, b] | []

SELECT ARRAY[1] || CAST(NULL AS array(integer)), concat(ARRAY[1], CAST(NULL AS array(integer))), concat(ARRAY[1], 2), concat(0, ARRAY[1]), concat(ARRAY[ARRAY[1]], ARRAY[2]), concat(CAST(NULL AS array(integer)), 2), ARRAY[1] || CAST(NULL AS integer), concat(ARRAY[1],ARRAY[2],ARRAY[]), concat(ARRAY[], ARRAY[], NULL, ARRAY[])
----
NULL | NULL | [1, 2] | [0, 1] | [[1], [2]] | NULL | [1, null] | [1, 2] | NULL

SELECT 'a' || 'b' || ARRAY['c']
----
[ab, c]

SELECT ARRAY[ARRAY[1]] || ARRAY[ARRAY[true]]
---- refused
line 1:27: Cannot concatenate array(array(integer)) with array(array(boolean))
