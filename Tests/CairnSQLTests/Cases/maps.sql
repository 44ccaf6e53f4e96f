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
