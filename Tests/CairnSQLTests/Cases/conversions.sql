# Trino documentation, "Conversion functions"
SELECT CAST('12' AS bigint), CAST('-7' AS integer), CAST('1.5' AS double), CAST('1e3' AS double), CAST('TRUE' AS boolean), CAST('0' AS boolean), CAST('2026-03-04' AS date), CAST('2026-03-04 05:06' AS timestamp), CAST('1.25' AS decimal(5,2))
----
12 | -7 | 1.5 | 1000.0 | true | false | 2026-03-04 | 2026-03-04 05:06:00.000 | 1.25

SELECT CAST('12.5' AS bigint)
---- fails
Cannot cast text to bigint

SELECT CAST(' 12' AS integer)
---- fails
Cannot cast text to integer

SELECT CAST('yes' AS boolean)
---- fails
Cannot cast text to boolean

SELECT CAST('2026-03-04T05:06:07Z' AS timestamp)
---- fails
Cannot cast text to timestamp(3)

SELECT CAST('2026/03/04' AS date)
---- fails
Cannot cast text to date

SELECT try_cast('12.5' AS bigint), try_cast('x' AS double), try_cast('yes' AS boolean), try_cast('2026-02-30' AS date), try_cast('7' AS integer), try(CAST('x' AS integer)), try_cast('1_000' AS bigint)
----
NULL | NULL | NULL | NULL | 7 | NULL | NULL

# halves go away from zero
SELECT CAST(2.5e0 AS bigint), CAST(3.5e0 AS bigint), CAST(-2.5e0 AS integer), CAST(2.5 AS integer), CAST(2.4 AS bigint), CAST(1.25 AS decimal(2,1)), CAST(1.5e0 AS decimal(10,1))
----
3 | 4 | -3 | 3 | 2 | 1.3 | 1.5

SELECT CAST(300 AS tinyint)
---- fails
out of range

SELECT try_cast(300 AS tinyint), CAST(true AS integer), CAST(0 AS boolean), CAST(2 AS boolean), CAST(5 AS double), CAST(5 AS real), CAST(5 AS smallint)
----
NULL | 1 | false | true | 5.0 | 5.0 | 5

SELECT CAST(1.50 AS varchar), CAST(true AS varchar), CAST(DATE '2026-03-04' AS varchar), CAST(TIMESTAMP '2026-03-04 05:06:07' AS varchar), CAST(12 AS varchar), CAST(NULL AS varchar)
----
1.50 | true | 2026-03-04 | 2026-03-04 05:06:07.000 | 12 | NULL

SELECT CAST(ARRAY[1, 2] AS array(varchar)), CAST(ARRAY['1', '2'] AS array(bigint)), CAST(MAP(ARRAY['a'], ARRAY['1']) AS map(varchar, bigint)), CAST(ROW(1, 'x') AS row(a bigint, b varchar)), CAST(ROW(1, 'x') AS row(a bigint, b varchar)).b, CAST(ARRAY[1] AS varchar ARRAY)
----
[1, 2] | [1, 2] | {a=1} | {a=1, b=x} | x | [1]

SELECT CAST(DATE '2026-03-04' AS timestamp), CAST(TIMESTAMP '2026-03-04 05:06:07' AS timestamp with time zone), CAST('2026-03-04 05:06:07 UTC' AS timestamp with time zone), CAST('7f3a2c1e-0000-4000-8000-000000000001' AS uuid)
----
2026-03-04 00:00:00.000 | 2026-03-04 05:06:07.000 UTC | 2026-03-04 05:06:07.000 UTC | 7f3a2c1e-0000-4000-8000-000000000001

SELECT CAST(1 AS char(3))
---- refused
line 1:18: The type char is not supported

SELECT CAST(ARRAY[1] AS bigint)
---- refused
line 1:8: Cannot cast array(integer) to bigint

SELECT CAST(1 AS nosuch)
---- refused
Unknown type: nosuch

SELECT X'6162', from_hex('6162'), to_hex(X'ab'), from_utf8(X'6162'), length(X'00ff'), X'61' || X'62'
----
61 62 | 61 62 | AB | ab | 2 | 61 62

SELECT if(1 < 2, 'a', 'b'), if(1 > 2, 'a'), coalesce(NULL, 'x'), nullif(1, 1), nullif(1, 2), CASE WHEN 1 = 1 THEN 'y' END, CASE 2 WHEN 1 THEN 'one' WHEN 2 THEN 'two' ELSE 'more' END
----
a | NULL | x | NULL | 1 | y | two

SELECT CASE WHEN true THEN 1 ELSE 'x' END
---- refused
All CASE results must be of one type: integer, varchar

SELECT CAST('2026-02-30' AS date)
---- fails
Cannot cast text to date

SELECT CAST('99999999999999999999' AS bigint)
---- fails
Cannot cast text to bigint

# what a guard leaves out is not converted
SELECT CASE WHEN x LIKE '1%' THEN CAST(x AS bigint) END, try_cast(x AS date) FROM (VALUES '12', 'arn:x', '13') AS t(x)
----
12 | NULL
NULL | NULL
13 | NULL
