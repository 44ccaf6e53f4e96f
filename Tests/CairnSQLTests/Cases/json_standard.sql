# Trino documentation, "JSON functions and operators": the functions of the SQL standard
SELECT json_value('["a", "b", "c"]', 'lax $[1]'), json_value('["a", "b", "c"]', 'strict $[1]'), json_value('["a", "b", "c"]', 'lax $[2 to 100]'), json_value('["a", "b", "c"]', 'strict $[100]'), json_value('["a", "b", "c"]', 'strict $[100]' DEFAULT 'x' ON ERROR), json_value('["a", "b", "c"]', 'lax $[100]' DEFAULT 'x' ON EMPTY), json_value('["a", "b", "c"]', 'lax $[0 to 2]' DEFAULT 'x' ON ERROR), json_value('[...', 'lax $[1]'), json_value('[...', 'lax $[1]' DEFAULT 'x' ON ERROR), json_value('[1]', 'lax $' DEFAULT 'x' ON ERROR), json_value(null, 'lax $'), json_value('["a"]', 'lax $[last]'), json_value('["a","b"]', 'lax $[last - 1]')
----
b | b | c | NULL | x | x | x | NULL | x | x | NULL | a | a

SELECT json_value('["a"]', 'strict $[100]' ERROR ON ERROR)
---- fails
path evaluation failed, or the input is no JSON

SELECT json_value('["a"]', 'lax $[100]' ERROR ON EMPTY)
---- fails
JSON path found no items

SELECT json_value('{"a":5,"b":"12","c":1.5,"d":true,"e":null,"f":"2026-01-02","g":1000}', 'lax $.a' RETURNING bigint), json_value('{"b":"12"}', 'lax $.b' RETURNING bigint), json_value('{"c":1.5}', 'lax $.c' RETURNING integer), json_value('{"c":1.5}', 'lax $.c' RETURNING double), json_value('{"d":true}', 'lax $.d' RETURNING boolean), json_value('{"d":true}', 'lax $.d' RETURNING bigint), json_value('{"e":null}', 'lax $.e' RETURNING bigint DEFAULT 3 ON EMPTY DEFAULT 4 ON ERROR), json_value('{"f":"2026-01-02"}', 'lax $.f' RETURNING date), json_value('{"g":1000}', 'lax $.g' RETURNING tinyint), json_value('{"g":1000}', 'lax $.g' RETURNING tinyint DEFAULT TINYINT '-1' ON ERROR), json_value('{"g":1000}', 'lax $.g' RETURNING decimal(10,2)), json_value('{"g":1}', 'lax $.g' RETURNING boolean), json_value('{"g":1}', 'lax $.g' RETURNING date), json_value('{"g":"hello"}', 'lax $.g' RETURNING varchar(2)), json_value('{"t":"2026-01-02 03:04:05"}', 'lax $.t' RETURNING timestamp(3))
----
5 | 12 | 2 | 1.5 | true | 1 | NULL | 2026-01-02 | NULL | -1 | 1000.00 | true | NULL | he | 2026-01-02 03:04:05.000

SELECT json_value('{"a":{"b":"x"}}', 'strict $.a.c' DEFAULT 'n' ON EMPTY DEFAULT 'e' ON ERROR), json_value('{"a":{"b":"x"}}', 'lax $.a.c' DEFAULT 'n' ON EMPTY DEFAULT 'e' ON ERROR), json_value('{"a":1.5}', 'lax $.a'), json_value('{"a":true}', 'lax $.a'), json_value('[[1,2],[3]]', 'lax $[1][0]'), json_value('{"a b":{"c.d":7}}', 'lax $."a b"."c.d"')
----
e | n | 1.5 | true | 3 | 7

SELECT json_query('["a", "b", "c"]', 'lax $'), json_query('["a", "b"]', 'strict $[100]' EMPTY ARRAY ON ERROR), json_query('["a", "b"]', 'lax $[100]' EMPTY OBJECT ON EMPTY), json_query('["a", "b", "c"]', 'lax $[0 to 1]'), json_query('["a", "b", "c"]', 'lax $[0 to 1]' WITH WRAPPER), json_query('["a", "b", "c"]', 'lax $[0]' WITH CONDITIONAL ARRAY WRAPPER), json_query('["a", "b", "c"]', 'lax $' WITH CONDITIONAL ARRAY WRAPPER), json_query('["a", "b", "c"]', 'lax $' WITH UNCONDITIONAL WRAPPER), json_query('{"key" : 1}', 'lax $' WITH CONDITIONAL ARRAY WRAPPER), json_query('["a"]', 'lax $[0]'), json_query('["a"]', 'lax $[0]' OMIT QUOTES), json_query('["a"]', 'lax $[0]' KEEP QUOTES ON SCALAR STRING), json_query('[null]', 'lax $[0]'), json_query('[true]', 'lax $[0]' RETURNING varchar FORMAT JSON), json_query('["a"]', 'lax $' RETURNING varbinary), json_query('["text too long"]', 'lax $[0]' RETURNING varchar(10))
----
["a","b","c"] | [] | {} | NULL | ["a","b"] | ["a"] | ["a","b","c"] | [["a","b","c"]] | {"key":1} | "a" | a | "a" | null | true | 5b 22 61 22 5d | "text too 

SELECT json_query('{"a":[1.50]}', 'lax $.a')
---- fails
The JSON has a number that is not written in the shortest way

SELECT json_query('{"a":[1.5],"b":"x 1.50,"}', 'lax $.a'), json_query('[1,2]', 'lax $[*]' WITH ARRAY WRAPPER), json_query('{"children":[10,13,16]}', 'strict $.children[*]?(@ > 12)' WITH ARRAY WRAPPER EMPTY ARRAY ON EMPTY), json_query('{"children":[8,11]}', 'strict $.children[*]?(@ > 12)' WITH ARRAY WRAPPER EMPTY ARRAY ON EMPTY), json_query('{"children":[8,11]}', 'lax $.children[last]' WITH ARRAY WRAPPER)
----
[1.5] | [1,2] | [13,16] | [] | [11]

SELECT json_exists('{"children" : [10, 13, 16]}', 'lax $.children[*]?(@ > 10)'), json_exists('{"children" : [2]}', 'lax $.children[*]?(@ > 10)'), json_exists('{"children" : [2]}', 'strict $.children[2]?(@ > 10)' UNKNOWN ON ERROR), json_exists('{"children" : [10, 13, 16]}', 'strict $.children[2]?(@ > 10)' UNKNOWN ON ERROR), json_exists('[...', 'lax $'), json_exists('[...', 'lax $' TRUE ON ERROR), json_exists(null, 'lax $'), json_exists('{"a":null}', 'lax $.a')
----
true | false | NULL | true | false | true | NULL | true

SELECT json_exists('[...', 'lax $' ERROR ON ERROR)
---- fails
path evaluation failed, or the input is no JSON

SELECT json_query('[{"customer" : 100, "region" : "AFRICA"},{"region" : "ASIA"},{"customer" : 300, "region" : "AFRICA", "comment" : null}]', 'lax $?(@.region != "ASIA")' WITH WRAPPER), json_query('[{"customer" : 100, "region" : "AFRICA"},{"region" : "ASIA"},{"customer" : 300, "region" : "AFRICA", "comment" : null}]', 'lax $?(!exists(@.customer))' WITH WRAPPER), json_query('[{"customer" : 100, "region" : "AFRICA"},{"region" : "ASIA"}]', 'lax $?(@.region starts with "AF" && @.customer >= 100 || @.x == null)' WITH WRAPPER), json_query('[{"a":1},{"a":"1"},{"a":null}]', 'lax $?((@.a == 1) is unknown)' WITH WRAPPER), json_query('[{"a":1},{"a":"1"},{"a":null}]', 'lax $?(@.a == null)' WITH WRAPPER)
----
[{"customer":100,"region":"AFRICA"},{"customer":300,"region":"AFRICA","comment":null}] | [{"region":"ASIA"}] | [{"customer":100,"region":"AFRICA"}] | [{"a":"1"}] | [{"a":null}]

SELECT json_exists('{"r":[{"type":"AWS::S3::Object","ARN":"x"},{"type":"b"}]}', 'lax $.r[*]?(@.type == $t)' PASSING 'b' AS "t"), json_exists('{"r":[{"n":5}]}', 'lax $.r[*]?(@.n == $t)' PASSING 5 AS "t"), json_value('{}', 'lax $v' PASSING 7 AS v)
---- refused
line 1:222: no value passed for parameter v. Try quoting "v" in the PASSING clause to match case

SELECT json_value('{}', 'lax $v' PASSING 7 AS "V")
---- refused
line 1:25: no value passed for parameter v. Try quoting "v" in the PASSING clause to match case

SELECT json_value('{}', 'lax $V' PASSING 7 AS v), json_value('{}', 'lax $v' PASSING NULL AS "v")
----
7 | NULL

SELECT json_value('[1]', 'certainly not')
---- refused
line 1:26: Invalid JSON path 'certainly not': expected 'lax' or 'strict'

SELECT json_value('[1]', 'lax $.a + 1')
---- refused
line 1:26: Invalid JSON path 'lax $.a + 1': '+ 1' is not supported there

SELECT json_array(true, 12e-1, 'text'), json_array('[  "text"  ] ' FORMAT JSON), json_array(json_query('{"key" : [  "value"  ]}', 'lax $.key')), json_array(DATE '2001-01-31', UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'), json_array(), json_array(true, null, 1), json_array(true, null, 1 ABSENT ON NULL), json_array(true, null, 1 NULL ON NULL), json_array(true, 1 RETURNING VARCHAR(100)), json_array(true, 1 RETURNING VARBINARY), json_array(1, 1.50, 'a"b', nan(), REAL '1.5', 10000000000)
----
[true,1.2,"text"] | [["text"]] | [["value"]] | ["2001-01-31","12151fd2-7586-11e9-8f9e-2a86e4085a59"] | [] | [true,1] | [true,1] | [true,null,1] | [true,1] | 5b 74 72 75 65 2c 31 5d | [1,1.50,"a\"b","NaN",1.5,10000000000]

SELECT json_object('key1' : 1, 'key2' : true), json_object(KEY 'key1' VALUE 1, KEY 'key2' VALUE true), json_object('key1' VALUE 1, 'key2' VALUE true), json_object('x' : true, 'y' : 12e-1, 'z' : 'text'), json_object('x' : '[  "text"  ] ' FORMAT JSON), json_object('x' : json_query('{"key" : [  "value"  ]}', 'lax $.key')), json_object(), json_object('x' : null, 'y' : 1), json_object('x' : null, 'y' : 1 NULL ON NULL), json_object('x' : null, 'y' : 1 ABSENT ON NULL), json_object('x' : 1 RETURNING VARCHAR(100)), json_object('x': json_object('y': 1 WITHOUT UNIQUE KEYS), 'z': json_array(1,2))
----
{"key1":1,"key2":true} | {"key1":1,"key2":true} | {"key1":1,"key2":true} | {"x":true,"y":1.2,"z":"text"} | {"x":["text"]} | {"x":["value"]} | {} | {"x":null,"y":1} | {"x":null,"y":1} | {"y":1} | {"x":1} | {"x":{"y":1},"z":[1,2]}

SELECT json_object('x' : null, 'x' : 1 WITH UNIQUE KEYS)
---- fails
duplicate key passed to JSON_OBJECT function

SELECT json_object(k : 1) FROM (VALUES 'a', NULL) t(k)
---- fails
null value passed for JSON object key to JSON_OBJECT function

SELECT json_object('n' : x, 'c' : count(*)) FROM (VALUES 1,1,2) t(x) GROUP BY x ORDER BY x
----
{"n":1,"c":2}
{"n":2,"c":1}

SELECT json_object('a' : json_parse('1'))
---- refused
line 1:26: json_object takes JSON as text: json_format(…) FORMAT JSON

SELECT json_array('[..' FORMAT JSON)
---- fails
conversion to JSON failed

SELECT json_value(json_parse('{"a":1.50,"b":{"c":"x"}}'), 'lax $.a'), json_query(json_parse('{"a":1.50,"b":{"c":"x"}}'), 'lax $'), json_exists(json_parse('{"a":1}'), 'lax $.a'), CAST(nan() AS json), TRY(json_value('[1]', 'lax $.a' ERROR ON EMPTY))
----
1.5 | {"a":1.5,"b":{"c":"x"}} | true | "NaN" | NULL

SELECT json_value('{"a":[{"b":1}]}', 'lax $.a.b'), json_value('{"a":[{"b":1}]}', 'strict $.a.b'), json_value('{"a":{"b":"x"}}', 'strict $.a.b'), json_value('[{"a":"x"}]', 'lax $.a'), json_value('{"a":"x"}', 'lax $.a[0]'), json_value('{"a":"x"}', 'strict $.a[0]')
----
1 | NULL | x | x | x | NULL

SELECT json_value('{"a":1}', 'lax $.a' DEFAULT 'x' ON ERROR DEFAULT 'y' ON EMPTY)
---- refused
line 1:76: Unexpected 'EMPTY'. Expecting: ERROR

SELECT json_query('["a"]', 'lax $[0]' WITH WRAPPER OMIT QUOTES)
---- refused
line 1:52: OMIT QUOTES behavior cannot be used with an array wrapper

SELECT json_query('[1]', 'lax $' RETURNING tinyint)
---- refused
line 1:44: Invalid return type of function json_query: tinyint

SELECT json_value('[1]', 'lax $[0]' RETURNING array(bigint))
---- refused
line 1:47: Invalid return type of function json_value: array(bigint)

SELECT json_value('{"a":1}', 'lax $.a' RETURNING bigint DEFAULT 'x' ON EMPTY)
---- refused
line 1:65: Function json_value default value has the wrong type: varchar for bigint

SELECT json_query('[ 1,  2 ]', 'lax $'), json_query('{"a": 1}', 'lax $?(@.a == 1)'), json_value('{}', 'lax $v' PASSING NULL AS "v"), json_value('{}', 'lax $V' PASSING 7 AS v), json_exists('{"r":[{"type":"a"},{"type":"b"}]}', 'lax $.r[*]?(@.type == $t)' PASSING 'b' AS "t")
----
[1,2] | {"a":1} | NULL | 7 | true

# an event's resources
SELECT json_exists(eventJson, 'lax $.requestParameters?(@.bucketName == "logs")'), json_value(eventJson, 'lax $.requestParameters.key'), json_query(eventJson, 'lax $.requestParameters' EMPTY OBJECT ON EMPTY), json_object('event' : eventName, 'at' : eventTime, 'readOnly' : readOnly) FROM 11111111-2222-4333-8444-555555555555 WHERE eventSource = 's3.amazonaws.com' ORDER BY eventTime LIMIT 2
----
true | a/b.txt | {"bucketName":"logs","key":"a/b.txt"} | {"event":"GetObject","at":"2026-03-01 10:15:02.000","readOnly":true}
true | a/c.txt | {"bucketName":"logs","key":"a/c.txt","x-amz-acl":"private"} | {"event":"PutObject","at":"2026-03-01 10:45:30.000","readOnly":false}

SELECT json_query('{"a":1,"b":[2]}', 'lax $.*' WITH WRAPPER), json_query('[{"a":1},2]', 'lax $.*' WITH WRAPPER), json_query('[{"a":1},2]', 'strict $[*].*' WITH WRAPPER EMPTY OBJECT ON ERROR), json_query('{"a":{"x":1},"b":{"x":2}}', 'strict $.*.x' WITH WRAPPER)
----
[1,[2]] | [1] | {} | [1,2]

SELECT json_value('{"a":[1,2]}', 'lax $.a.size()' RETURNING bigint), json_value('{"a":1}', 'lax $.a.size()'), json_query('[1,"a",null,true,[1],{}]', 'lax $[*].type()' WITH WRAPPER), json_value('{"a":1}', 'strict $.a.size()'), json_exists('{"a":[1,2]}', 'lax $?(@.a.size() > 1)')
----
2 | 1 | ["number","string","null","boolean","array","object"] | NULL | true

SELECT json_value('[1]', 'lax $.floor()')
---- refused
line 1:26: Invalid JSON path 'lax $.floor()': the method floor() is not supported

# rows of JSON as a table
SELECT r.* FROM (VALUES '[{"ARN":"x","type":"t"},{"ARN":"y"}]') AS e(j) CROSS JOIN UNNEST(CAST(json_parse(j) AS ARRAY(ROW(arn varchar, type varchar)))) AS r(arn, type) ORDER BY 1
----
x | t
y | NULL

# aggregates, queries and lambdas around JSON
SELECT json_value(max(x), 'lax $.a'), json_query(max(x), 'lax $'), json_exists(max(x), 'lax $.a'), CAST(json_parse(max(x)) AS map(varchar, bigint)), CAST(json_parse(max(x)) AS row(a bigint)), json_object('m' : max(x)), json_value(max(x), 'lax $.b' DEFAULT 'n' ON EMPTY) FROM (VALUES '{"a":1}') t(x)
----
1 | {"a":1} | true | {a=1} | {a=1} | {"m":"{\"a\":1}"} | n

SELECT CAST((SELECT '1.2.3.4') AS ipaddress), json_value((SELECT '{"a":1}'), 'lax $.a'), CAST((SELECT json_parse('{"a":1}')) AS map(varchar, bigint)), CAST((SELECT X'01020304') AS ipaddress), contains((SELECT '10.0.0.0/8'), IPADDRESS '10.0.0.1'), (SELECT ARRAY[1]) = ARRAY[1], ARRAY[max(x)] = ARRAY[1], (max(x), 2) = (1, 2), MAP(ARRAY['a'], ARRAY[max(x)]) = MAP(ARRAY['a'], ARRAY[1]) FROM (VALUES 1) t(x)
----
1.2.3.4 | 1 | {a=1} | 1.2.3.4 | true | true | true | true | true

SELECT json_value(x, 'lax $.a'), count(*) FROM (VALUES '{"a":1}') t(x) GROUP BY json_value(x, 'lax $.a') ORDER BY json_value(x, 'lax $.a')
----
1 | 1

SELECT json_object(KEY key VALUE value), json_object(key VALUE value), json_object(key : value), json_object(KEY 'k' VALUE value, key VALUE 1) FROM (VALUES ('a', 1)) AS t(key, value)
----
{"a":1} | {"a":1} | {"a":1} | {"k":1,"a":1}

# no key comes twice, asked for or not
SELECT json_object('a': 1, 'b': 2, 'a': 3)
---- fails
duplicate key

SELECT json_object('a': 1, 'a': 2 WITHOUT UNIQUE KEYS)
---- fails
duplicate key
