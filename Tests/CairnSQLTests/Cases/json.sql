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
