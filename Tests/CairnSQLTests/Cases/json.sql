# Trino documentation, "JSON functions and operators"
SELECT json_extract('{"a":{"b":[1,2]}}', '$.a.b'), json_extract('{"a":1}', '$.z'), json_extract('no json', '$.a'), json_extract('{"a b":{"c.d":3}}', '$["a b"]["c.d"]')
----
[1,2] | NULL | NULL | 3

SELECT json_extract_scalar('{"a":"x","b":1,"c":true,"d":null,"e":[1],"f":{"g":2}}', '$.a'), json_extract_scalar('{"b":1.5}', '$.b'), json_extract_scalar('{"c":true}', '$.c'), json_extract_scalar('{"d":null}', '$.d')
----
x | 1.5 | true | NULL

# objects and arrays are no scalars
SELECT json_extract_scalar('{"e":[1]}', '$.e'), json_extract_scalar('{"f":{"g":2}}', '$.f'), json_extract_scalar('{"f":{"g":2}}', '$.f.g'), json_extract_scalar('[1,[2,3]]', '$[1][0]'), json_extract_scalar('nope', '$.a')
----
NULL | NULL | 2 | 2 | NULL

SELECT json_extract('{"a":[{"b":1},{"b":2}]}', '$.a[*].b'), json_extract_scalar('{"eventData":{"AWS:ComplianceItem":{"c":7}}}', '$.eventData.AWS:ComplianceItem.c')
----
[1,2] | 7

SELECT json_format(json_parse('{"a": [1, 2]}')), json_parse('[1,  2]'), json_format(CAST('abc' AS json)), JSON '{"x": 1}'
----
{"a":[1,2]} | [1,2] | "abc" | {"x":1}

SELECT json_parse('{bad')
---- fails
Malformed JSON

SELECT is_json_scalar('1'), is_json_scalar('[1]'), is_json_scalar('{"a":1}'), is_json_scalar('"x"'), is_json_scalar('null')
----
true | false | false | true | true

SELECT json_array_contains('[1, 2, 3]', 2), json_array_contains('["a"]', 'a'), json_array_contains('["a"]', 'b'), json_array_contains('[true]', true), json_array_contains('[1, "2"]', 2.0), json_array_contains('{"a":1}', 1)
----
true | true | false | true | false | NULL

SELECT json_array_get('[1, 2, 3]', 0), json_array_get('[1, 2, 3]', -1), json_array_get('[1]', 5), json_array_length('[1, 2, 3]'), json_array_length('{"a":1}'), json_array_length('x')
----
1 | 3 | NULL | 3 | NULL | NULL

SELECT json_size('{"x": {"a": 1, "b": 2}}', '$.x'), json_size('{"x": [1, 2, 3]}', '$.x'), json_size('{"x": 1}', '$.x'), json_size('{"x": 1}', '$.y')
----
2 | 3 | 0 | NULL

SELECT json_exists('{"a":1}', 'lax $.a'), json_exists('{"a":1}', 'lax $.b'), json_value('{"a":"x"}', 'lax $.a'), json_query('{"a":[1,2]}', 'lax $.a'), json_value('{"a":[1]}', 'strict $.a')
----
true | false | x | [1,2] | NULL

SELECT CAST(JSON '"x"' AS varchar), CAST(JSON '12' AS bigint), CAST(JSON 'true' AS boolean), CAST(JSON '[1,2]' AS array(bigint)), CAST(JSON 'null' AS varchar), CAST(JSON '1.5' AS double)
----
x | 12 | true | [1, 2] | NULL | 1.5

SELECT CAST(JSON '{"a":1,"b":2}' AS map(varchar, bigint)), CAST(json_extract('{"p":{"k":{"s":1}}}', '$.p') AS map(varchar, json)), CAST(JSON '{"a":1,"b":"x"}' AS row(a bigint, b varchar))
----
{a=1, b=2} | {k={"s":1}} | {a=1, b=x}

SELECT CAST(JSON '{"a":1}' AS varchar)
---- fails
Cannot cast a JSON object or array to varchar

SELECT CAST(ARRAY[1, 2] AS json), CAST(MAP(ARRAY['a'], ARRAY[1]) AS json), CAST(true AS json)
----
[1,2] | {"a":1} | true

SELECT json_extract('{}', 'a..b[')
---- refused
Invalid JSON path

SELECT json_extract(requestParameters, '$.a') FROM 11111111-2222-4333-8444-555555555555
---- refused
Unexpected parameters (map(varchar, varchar), varchar) for function json_extract

# json_parse sorts the members of objects, and keeps the order of arrays
SELECT json_format(json_parse('{"b": [3, {"z": 1, "a": null}], "a": {"y": true, "x": {}}, "": [], "a\"b": "x\ny"}')), json_parse('{"b":1,"a":2}')
----
{"":[],"a":{"x":{},"y":true},"a\"b":"x\ny","b":[3,{"a":null,"z":1}]} | {"a":2,"b":1}

SELECT json_parse('{"b":1,"a":2}') = json_parse('{"a":2, "b":1}'), JSON '{"b":1,"a":2}' = JSON '{"a":2,"b":3}', count(DISTINCT j) FROM (VALUES json_parse('{"b":1,"a":2}'), json_parse('{"a":2,"b":1}')) AS t(j)
----
true | false | 1

SELECT json_parse(CAST(NULL AS varchar)), json_parse('null'), json_parse('[]'), json_parse(' 7 '), json_parse('"a"'), json_parse('{}')
----
NULL | null | [] | 7 | "a" | {}

# numbers with a point are double, in Java's form
SELECT json_format(json_parse('[1.50, 1e10, 0.0001, 12345678.5, 1.0, 12345678901234567890123, -0.5, 1E2]'))
----
[1.5,1.0E10,1.0E-4,1.23456785E7,1.0,12345678901234567890123,-0.5,100.0]

SELECT CAST(json_parse('1e10') AS varchar), json_extract_scalar(json_parse('{"a": 1.50}'), '$.a'), json_extract_scalar(json_parse('{"a":{"c":1,"b":0.00001}}'), '$.a.b'), json_extract_scalar(json_parse('{"a":12345678901234567890123}'), '$.a')
----
1.0E10 | 1.5 | 1.0E-5 | 12345678901234567890123

SELECT json_parse('[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]'), json_extract_scalar('[[[[[[[[[[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]]]]]]]]]]', '$[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]')
----
[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]] | 7

SELECT json_parse('[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]')
---- fails
JSON of more than 20 levels

SELECT json_parse('{"a":1,"a":2}')
---- fails
A member stands twice

SELECT TRY(json_parse('{bad')), TRY(json_parse('{"b":1,"a":2}'))
----
NULL | {"a":2,"b":1}

# what is taken out of text keeps its order
SELECT json_extract('{"x":{"b":1,"a":[2,1.5]}}', '$.x'), json_extract(json_parse('{"x":{"b":1,"a":2}}'), '$.x')
----
{"b":1,"a":[2,1.5]} | {"a":2,"b":1}

# json_extract_scalar gives numbers as they are written, or fails
SELECT json_extract_scalar('{"a":1.5,"b":10000000.25,"c":1.0,"d":100,"e":"1.50","f":"1e3"}', '$.a'), json_extract_scalar('{"b":10000000.25}', '$.b'), json_extract_scalar('{"c":1.0}', '$.c'), json_extract_scalar('{"e":"1.50"}', '$.e'), json_extract_scalar('{"a":1,"b":1.50}', '$.a')
----
1.5 | 10000000.25 | 1.0 | 1.50 | 1

SELECT json_extract_scalar('{"a": 1.50}', '$.a')
---- fails
not written in the shortest way

SELECT json_extract_scalar('{"a":1e3}', '$.a')
---- fails
not written in the shortest way

SELECT json_extract('{"a":[1e10]}', '$.a')
---- fails
a number whose text would not be Trino's

SELECT TRY(json_extract('{"a":[1e10]}', '$.a')), TRY(json_extract_scalar('{"a":1.50}', '$.a'))
----
NULL | NULL

# texts that look like numbers are none
SELECT json_extract('{"a":{"tag":"x:1e5,y","sha":"[12e4567]"}}', '$.a'), json_extract_scalar('{"a":1.5,"b":"TLS:1.10, x","c":"quoted \",1.10,"}', '$.a')
----
{"tag":"x:1e5,y","sha":"[12e4567]"} | 1.5

# maps become objects with sorted members
SELECT CAST(MAP(ARRAY['b', 'a'], ARRAY[1, 2]) AS json), CAST(MAP(ARRAY['b', 'a'], ARRAY[MAP(ARRAY['d', 'c'], ARRAY[1, 2]), NULL]) AS json), CAST(1e10 AS json), CAST(1.50 AS json), CAST(ARRAY[1.50, NULL] AS json), CAST(ARRAY[0.5e0, 1e10] AS json), CAST(CAST(ROW(1.5, ARRAY['x']) AS row(b decimal(3,2), a array(varchar))) AS json)
----
{"a":2,"b":1} | {"a":null,"b":{"c":2,"d":1}} | 1.0E10 | 1.50 | [1.50,null] | [0.5,1.0E10] | {"b":1.50,"a":["x"]}

# JSON to scalars: texts are read, booleans count as 1 and 0
SELECT CAST(JSON '"12.9"' AS double), CAST(JSON 'true' AS bigint), CAST(JSON '128.9' AS bigint), CAST(JSON '"12"' AS tinyint), CAST(JSON 'null' AS bigint), CAST(JSON '5' AS boolean), CAST(JSON '"true"' AS boolean), CAST(JSON '"NaN"' AS double), CAST(JSON 'true' AS decimal(10,5)), CAST(JSON '123.456' AS decimal(10,5)), CAST(JSON '1.234' AS real)
----
12.9 | 1 | 129 | 12 | NULL | true | true | NaN | 1.00000 | 123.45600 | 1.234

SELECT CAST(JSON '"12.9"' AS bigint)
---- fails
Cannot cast text to bigint

SELECT CAST(JSON '"abc"' AS double)
---- fails
Cannot cast text to double

SELECT CAST(JSON '[1]' AS bigint)
---- fails
Cannot cast the JSON to bigint

# to arrays, maps and rows
SELECT CAST(JSON '[1,null,"3",true]' AS array(integer)), CAST(JSON '[[1,23],[456]]' AS array(array(integer))), CAST(JSON '[null]' AS array(json)), CAST(JSON '[[1, 23], 456]' AS array(json)), CAST(JSON 'null' AS array(json)), CAST(JSON '[123,"abc",true]' AS row(v1 bigint, v2 varchar, v3 boolean)), CAST(JSON '[1,"x"]' AS row(bigint, varchar))
----
[1, null, 3, 1] | [[1, 23], [456]] | [null] | [[1,23], 456] | NULL | {v1=123, v2=abc, v3=true} | {field0=1, field1=x}

SELECT CAST(JSON '{"k1":1,"k2":23,"k3":null}' AS map(varchar, integer)), CAST(JSON '{"v1":123,"v2":"abc","v3":true}' AS row(v1 bigint, v2 varchar, v3 boolean)), CAST(JSON '{"V1":123,"x":4}' AS row(v1 bigint, v2 varchar)), CAST(JSON '{"k1": [1, 23], "k2": 456}' AS map(varchar, json)), CAST(JSON '[{"a":[{"b":"x"}]}]' AS array(row(a array(row(b varchar)))))
----
{k1=1, k2=23, k3=null} | {v1=123, v2=abc, v3=true} | {v1=123, v2=null} | {k1=[1,23], k2=456} | [{a=[{b=x}]}]

SELECT CAST(JSON '{"a":1}' AS array(bigint))
---- fails
Cannot cast the JSON to array(bigint)

SELECT CAST(JSON '{"a":1}' AS row(bigint))
---- fails
Cannot cast a JSON object to anonymous row type. Input must be a JSON array.

SELECT CAST(JSON '[1]' AS row(a bigint, b bigint))
---- fails
Cannot cast the JSON to row(a bigint, b bigint)

SELECT CAST(json_extract('{"x":{"a":1,"A":2}}', '$.x') AS row(a bigint))
---- fails
Duplicate field

SELECT try_cast(JSON '[]' AS bigint), try_cast(JSON '"x"' AS bigint), TRY(CAST(JSON '[1]' AS row(a bigint, b bigint))), CAST(json_extract('{"a":{"b":["x"]}}', '$.a') AS map(varchar, array(varchar)))
----
NULL | NULL | NULL | {b=[x]}

SELECT CAST(DATE '2001-01-31' AS json), CAST(TIMESTAMP '2001-01-31 01:02:03' AS json), CAST(ARRAY[DATE '2001-01-31'] AS json), CAST(MAP(ARRAY['a'], ARRAY[TIMESTAMP '2001-01-31 01:02:03']) AS json), CAST(REAL '3.14' AS json), CAST(nan() AS json)
----
"2001-01-31" | "2001-01-31 01:02:03.000" | ["2001-01-31"] | {"a":"2001-01-31 01:02:03.000"} | 3.14 | "NaN"

SELECT json_array_get('["a", [3, 9], "c"]', 1), json_array_get('["a", [3, 9], "c"]', -2), json_array_get('["a"]', 3)
----
[3,9] | [3,9] | NULL

SELECT json_array_get('["a", [3, 9], "c"]', 0)
---- fails
json_array_get of a text gives no JSON; json_extract_scalar gives the text

# fields without names, and keys that are no text
SELECT CAST(ROW(1, 'x') AS json), CAST(ROW(1.50, 2e0) AS json), CAST(MAP(ARRAY[10, 9], ARRAY['x', 'y']) AS json), CAST(MAP(ARRAY[true], ARRAY[1]) AS json), CAST(JSON '{"1":"x"}' AS map(bigint, varchar)), CAST(JSON '{"true":1}' AS map(boolean, bigint))
----
{"":1,"":"x"} | {"":1.50,"":2.0} | {"10":"x","9":"y"} | {"true":1} | {1=x} | {true=1}

SELECT CAST(JSON '{"a":"x"}' AS map(bigint, varchar))
---- fails
Cannot cast text to bigint

# a row without names, whatever DuckDB calls its fields
SELECT CAST(element_at(map_entries(MAP(ARRAY['a'], ARRAY[1])), 1) AS json), CAST(zip(ARRAY[1], ARRAY['x']) AS json), CAST(max_by(ROW(1, 2), 1) AS json)
----
{"":"a","":1} | [{"":1,"":"x"}] | {"":1,"":2}
