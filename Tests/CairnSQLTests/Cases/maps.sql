# Trino documentation, "Map functions and operators"
SELECT element_at(m, 'a'), element_at(m, 'z'), m['b'], cardinality(m), map_keys(m), map_values(m), m FROM (VALUES MAP(ARRAY['a', 'b'], ARRAY[1, 2])) AS t(m)
----
1 | NULL | 2 | 2 | [a, b] | [1, 2] | {a=1, b=2}

SELECT MAP(ARRAY['a'], ARRAY[1])['z']
---- fails
Key not present in map

SELECT MAP(), cardinality(MAP()), map_concat(MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['a', 'b'], ARRAY[9, 2])), map_entries(MAP(ARRAY['a'], ARRAY[1])), map_from_entries(ARRAY[('k', 5)])
----
{} | 0 | {a=9, b=2} | [{field0=a, field1=1}] | {k=5}

SELECT map_filter(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> v > 1), transform_keys(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> upper(k)), transform_values(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> v + 1)
----
{b=2} | {A=1} | {a=2}

SELECT MAP(ARRAY['a', 'a'], ARRAY[1, 2])
---- fails
Map keys must be unique

SELECT map_agg(k, v), multimap_agg(k, v), histogram(k) FROM (VALUES ('a', 1), ('a', 2), ('b', 3), (NULL, 4)) AS t(k, v) WHERE k IS NOT NULL
----
{a=1, b=3} | {a=[1, 2], b=[3]} | {a=2, b=1}

SELECT requestParameters.bucketName FROM 11111111-2222-4333-8444-555555555555
---- refused
line 1:26: A map has no fields; take its value with element_at(…, 'bucketName')

# Trino documentation, "Map functions and operators", with NULL and nothing
SELECT cosine_similarity(MAP(ARRAY['a'], ARRAY[1.0]), MAP(ARRAY['a'], ARRAY[2.0])), cosine_similarity(MAP(ARRAY['a','b'], ARRAY[1,2]), MAP(ARRAY['c','b'], ARRAY[1,3])), cosine_similarity(MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['b'], ARRAY[1])), cosine_similarity(MAP(ARRAY['a'], ARRAY[NULL]), MAP(ARRAY['b'], ARRAY[1])), cosine_similarity(map(), MAP(ARRAY['b'], ARRAY[1]))
----
1.0 | 0.8485281374238569 | 0.0 | NULL | NaN

SELECT map_zip_with(MAP(ARRAY['k1', 'k2'], ARRAY[1, 2]), MAP(ARRAY['k2', 'k3'], ARRAY[4, 9]), (k, v1, v2) -> (v1, v2)), map_zip_with(MAP(ARRAY['a', 'b', 'c'], ARRAY[1, 8, 27]), MAP(ARRAY['a', 'b', 'c'], ARRAY[1, 2, 3]), (k, v1, v2) -> k || CAST(v1 / v2 AS VARCHAR)), map_zip_with(map(),map(),(k,v,w)->1), map_zip_with(NULL, MAP(ARRAY[1],ARRAY[1]),(k,v,w)->1)
----
{k1={field0=1, field1=null}, k2={field0=2, field1=4}, k3={field0=null, field1=9}} | {a=a1, b=b4, c=c9} | {} | NULL

SELECT multimap_from_entries(ARRAY[(1, 'x'), (2, 'y'), (1, 'z')]), map_from_entries(ARRAY[(1,'x'),(2,NULL)]), map_from_entries(ARRAY[]), map_from_entries(NULL), multimap_from_entries(ARRAY[]), multimap_from_entries(NULL), map_from_entries(CAST(ARRAY[(1,'x')] AS array(row(a integer, b varchar))))
----
{1=[x, z], 2=[y]} | {1=x, 2=null} | {} | NULL | {} | NULL | {1=x}

SELECT map_from_entries(ARRAY[(1,'x'),NULL])
---- fails
map entry cannot be null

SELECT multimap_from_entries(ARRAY[(1,'x'),(NULL,'y')])
---- fails
Map keys can not be NULL.

SELECT map_concat(MAP(ARRAY[1],ARRAY[2]),NULL), map_concat(map(),MAP(ARRAY[1],ARRAY[2])), map_concat(MAP(ARRAY[1],ARRAY['a']),MAP(ARRAY[3],ARRAY['c']),MAP(ARRAY[2,1],ARRAY['b','z']))
----
NULL | {1=2} | {1=z, 3=c, 2=b}

SELECT map_filter(MAP(ARRAY[10, 20, 30], ARRAY['a', NULL, 'c']), (k, v) -> v IS NOT NULL), transform_keys(MAP(ARRAY[1, 2], ARRAY[1.0, 1.4]), (k, v) -> MAP(ARRAY[1, 2], ARRAY['one', 'two'])[k]), transform_values(MAP(ARRAY[1, 2], ARRAY[1.0, 1.4]), (k, v) -> MAP(ARRAY[1, 2], ARRAY['one', 'two'])[k] || '_' || CAST(v AS VARCHAR)), transform_keys(MAP(ARRAY[], ARRAY[]), (k, v) -> k + 1)
----
{10=a, 30=c} | {one=1.0, two=1.4} | {1=one_1.0, 2=two_1.4} | {}

SELECT transform_keys(MAP(ARRAY[1, 2], ARRAY[1, 2]), (k, v) -> 1)
---- fails
Map keys must be unique.

SELECT map(ARRAY[1], ARRAY[1, 2])
---- fails
The map key list does not align with the map value list.
