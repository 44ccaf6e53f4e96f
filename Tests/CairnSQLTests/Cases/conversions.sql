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

# varchar(n) cuts text, and fails for other values that do not fit
SELECT CAST('héllo' AS varchar(2)), CAST('ab' AS varchar(5)), CAST(12 AS varchar(2)), CAST(NULL AS varchar(2)), try_cast(123 AS varchar(2)), CAST(DATE '2026-01-02' AS varchar(10)), CAST(true AS varchar(4)), typeof('héllo'), typeof(CAST(1 AS varchar(5)))
----
hé | ab | 12 | NULL | NULL | 2026-01-02 | true | varchar(5) | varchar(5)

SELECT CAST(123 AS varchar(2))
---- fails
The value cannot be represented as varchar of this length

SELECT CAST(false AS varchar(4))
---- fails
The value cannot be represented as varchar of this length

SELECT CAST(ARRAY['a'] AS array(varchar(2)))
---- refused
line 1:33: varchar(n) inside of another type is not supported, varchar is

# floating-point numbers have one digit before the point when they are cast to text
SELECT CAST(1e0 AS varchar), CAST(37.7e0 AS varchar), CAST(0.000123e0 AS varchar), CAST(-1e10 AS varchar), CAST(1e300 AS varchar), CAST(123456789.25e0 AS varchar), CAST(0e0 AS varchar), CAST(-0e0 AS varchar), CAST(nan() AS varchar), CAST(-infinity() AS varchar), CAST(REAL '3.14' AS varchar), CAST(1e-5 AS varchar), CAST(100e0 AS varchar), CAST(CAST(NULL AS double) AS varchar), CAST(ARRAY[1.5e0, NULL] AS array(varchar)), array_join(ARRAY[1.5e0, 2e0], ','), CAST(JSON '1.5' AS varchar)
----
1.0E0 | 3.77E1 | 1.23E-4 | -1.0E10 | 1.0E300 | 1.2345678925E8 | 0E0 | -0E0 | NaN | -Infinity | 3.14E0 | 1.0E-5 | 1.0E2 | NULL | [1.5E0, null] | 1.5E0,2.0E0 | 1.5E0

# milliseconds are rounded
SELECT CAST('2026-03-04 05:06:07.9999' AS timestamp), CAST('2026-03-04 05:06:07.1235' AS timestamp), CAST('2026-03-04' AS timestamp(3)), CAST(NULL AS timestamp(3))
----
2026-03-04 05:06:08.000 | 2026-03-04 05:06:07.124 | 2026-03-04 00:00:00.000 | NULL

SELECT CAST('2026-03-04 05:06:07.9999' AS timestamp(6))
---- refused
line 1:43: The type timestamp is supported with a precision of 3

SELECT REAL '1.1' + 1, TINYINT '5', SMALLINT '7', INTEGER '3', BOOLEAN 'true', DOUBLE '1.5', BIGINT '-8', CAST(REAL '0.1' AS double), REAL '1.5' * 2.5, typeof(REAL '1.5' * 2.5), 1e0 + REAL '0.1'
----
2.1 | 5 | 7 | 3 | true | 1.5 | -8 | 0.10000000149011612 | 3.75 | real | 1.1000000014901161

SELECT CAST(127 AS tinyint) + CAST(1 AS tinyint)
---- fails
Overflow in addition of INT8 (127 + 1)!

SELECT CAST(UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59' AS varbinary), CAST(X'12151fd2758611e98f9e2a86e4085a59' AS uuid), UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59' < UUID 'f2151fd2-7586-11e9-8f9e-2a86e4085a59'
----
12 15 1f d2 75 86 11 e9 8f 9e 2a 86 e4 08 5a 59 | 12151fd2-7586-11e9-8f9e-2a86e4085a59 | true

SELECT CAST(X'00' AS uuid)
---- fails
Invalid UUID binary length

# times of day
SELECT TIME '01:02:03.456', TIME '01:02', CAST('1:2:3' AS time), CAST('01:02' AS time(0)), CAST(TIMESTAMP '2026-03-04 05:06:07.6' AS time(0)), TIME '23:59:59.9' + INTERVAL '1' SECOND, INTERVAL '1' HOUR + TIME '01:00', TIME '00:30' - INTERVAL '1' HOUR, TIME '10:00' - TIME '11:30', TIME '10:00' < TIME '11:00:00.5', CAST(TIME '10:00:00.1234' AS varchar), try_cast('25:00' AS time), CAST('23:59:59.9999' AS time), CAST(TIME '10:00:00.1234' AS time(2))
----
01:02:03.456 | 01:02:00 | 01:02:03.000 | 01:02:00 | 05:06:08 | 00:00:00.900 | 02:00:00.000 | 23:30:00.000 | -0 01:30:00.000 | true | 10:00:00.1234 | NULL | 00:00:00.000 | 10:00:00.12

SELECT hour(TIME '10:20:30.456'), minute(TIME '10:20:30.456'), second(TIME '10:20:30.456'), millisecond(TIME '10:20:30.456'), extract(hour FROM TIME '10:20:30'), typeof(TIME '10:20'), typeof(CAST('10:20' AS time)), localtime IS NOT NULL, localtime BETWEEN TIME '00:00' AND TIME '23:59:59.999'
----
10 | 20 | 30 | 456 | 10 | time(0) | time(3) | true | true

SELECT CAST('x' AS time)
---- fails
Cannot cast text to time(3)

SELECT TIME '25:00'
---- refused
line 1:8: '25:00' is not a valid time literal

SELECT CAST('10:00' AS time(9))
---- refused
line 1:24: The type time is supported with a precision of 0 to 6

SELECT CAST(DATE '2026-03-04' AS time)
---- refused
line 1:8: Cannot cast date to time(3)

# at night
SELECT t FROM (VALUES TIMESTAMP '2026-03-04 23:06:07', TIMESTAMP '2026-03-04 12:00:00', TIMESTAMP '2026-03-04 05:59:59.999') AS v(t) WHERE CAST(t AS time) >= TIME '22:00' OR CAST(t AS time) < TIME '06:00' ORDER BY 1
----
2026-03-04 05:59:59.999
2026-03-04 23:06:07.000

# NULL in rows, arrays and maps makes a comparison NULL, unless other parts differ
SELECT (1, 2) = (1, 2), (1, NULL) = (1, 2), (1, NULL) = (2, NULL), (1, 2) < (1, 3), (1, NULL) IN ((1, 2)), (1, 2) IN ((1, NULL), (1, 2)), (1, NULL) <> (1, NULL), (2, NULL) <> (1, NULL), (NULL, 1) IS NULL
----
true | NULL | false | true | NULL | true | NULL | true | false

SELECT (1, NULL) < (1, 2)
---- fails
ROW comparison not supported for values with null elements

SELECT ARRAY[1, NULL] = ARRAY[1, 2], ARRAY[1, NULL] = ARRAY[2, NULL], ARRAY[1, 2] < ARRAY[1, 3], ARRAY[NULL] = ARRAY[NULL], ARRAY[1] = ARRAY[1, 2], ARRAY[ARRAY[1, NULL]] = ARRAY[ARRAY[1, 2]], CAST(NULL AS array(integer)) = ARRAY[1], ARRAY[1, 2] IN (ARRAY[1, 3], ARRAY[1, 2]), ARRAY[] = ARRAY[]
----
NULL | false | true | NULL | false | NULL | NULL | true | true

SELECT ARRAY[1, NULL] < ARRAY[1, 2]
---- fails
ARRAY comparison not supported for values with null elements

SELECT MAP(ARRAY['a'], ARRAY[1]) = MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['a'], ARRAY[NULL]) = MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['a'], ARRAY[1]) = MAP(ARRAY['b'], ARRAY[1]), MAP(ARRAY['a', 'b'], ARRAY[1, 2]) = MAP(ARRAY['b', 'a'], ARRAY[2, 1])
----
true | NULL | false | true

SELECT CAST(ROW(1, 'x') AS ROW(a int, b varchar)) = ROW(1, 'x'), CAST(ROW(1, 'x') AS ROW(a int, b varchar)) = CAST(ROW(1, NULL) AS ROW(c int, d varchar)), CASE ROW(1, 2) WHEN ROW(1, 2) THEN 'y' END, nullif(ARRAY[1], ARRAY[1]), ARRAY[1, 2] BETWEEN ARRAY[1, 1] AND ARRAY[1, 3], (1, 2) IS DISTINCT FROM (1, NULL)
----
true | NULL | y | NULL | true | true

SELECT (1, 2) IN (SELECT 1, 2), ROW(1, 2) IN (VALUES (1, 2)), (1, 2) NOT IN (SELECT 1, 3), (1, NULL) IN (SELECT 1, 3), (1, NULL) IN (SELECT 2, 3), (1, NULL) IN (SELECT 1, 2 WHERE false), ROW(1, 2) IN (SELECT ROW(1, 2))
----
true | true | true | NULL | false | false | true

SELECT x FROM (VALUES (1, 2), (3, 4), (5, NULL)) AS t(x, y) WHERE (x, y) IN (SELECT a, b FROM (VALUES (1, 2), (5, NULL)) AS u(a, b))
----
1

SELECT (1, 2) IN (SELECT 1)
---- refused
line 1:8: value and result of subquery must be of the same type for IN expression: row(integer, integer) vs integer

# Trino documentation, "Conversion functions": sizes
SELECT format_number(DOUBLE '1234.5'), format_number(REAL '1239999.9'), format_number(DECIMAL '1239999999.9'), format_number(SMALLINT '12345'), format_number(123456), format_number(1000000), format_number(NULL), format_number(-999999), format_number(-9223372036854775807), format_number(9223372036854775807), format_number(999), format_number(12399), format_number(1e18)
----
1.23K | 1.24M | 1.24B | 12.3K | 123K | 1M | NULL | -1000K | -9223.37Q | 9223Q | 999 | 12.4K | 1000Q

SELECT parse_data_size('1B'), parse_data_size('1kB'), parse_data_size('2.3MB'), parse_data_size('69PB'), parse_data_size('69EB'), parse_data_size('6907YB'), parse_data_size('.5kB'), parse_data_size('2.kB'), parse_data_size(NULL), typeof(parse_data_size('1B'))
----
1 | 1024 | 2411724 | 77687093572141056 | 79551583817872441344 | 8350050636078243709695557632 | 512 | 2048 | NULL | decimal(38,0)

SELECT parse_data_size('1KB')
---- fails
Invalid data size

SELECT parse_data_size('99999999999999YB')
---- fails
DECIMAL(38,0)

# a text becomes a time of milliseconds by rounding
SELECT CAST('2026-03-04 05:06:07.9996' AS timestamp), CAST('2026-03-04 05:06:07.1234' AS timestamp) = TIMESTAMP '2026-03-04 05:06:07.123', try_cast('2026-03-04 05:06:07.1235' AS timestamp), CAST('2026-03-04 05:06:07.1235 UTC' AS timestamp with time zone), try_cast('2026-03-04 24:00:00' AS timestamp)
----
2026-03-04 05:06:08.000 | true | 2026-03-04 05:06:07.124 | 2026-03-04 05:06:07.124 UTC | NULL

SELECT CAST('2026-03-04 05:06:07 +02:00' AS timestamp with time zone), CAST('2026-03-04 05:06:07 Europe/Berlin' AS timestamp with time zone)
----
2026-03-04 05:06:07.000 +02:00 | 2026-03-04 05:06:07.000 Europe/Berlin

# a length cuts off text, and nothing else
SELECT CAST('abcdef' AS varchar(3)), CAST('ab' AS varchar(3)), '[' || CAST('abc' AS varchar(0)) || ']', CAST(12 AS varchar(3)), try_cast(1234 AS varchar(3)), CAST(NULL AS varchar(3)), CAST(true AS varchar(4)), try_cast('äöü' AS varchar(2))
----
abc | ab | [] | 12 | NULL | NULL | true | äö

SELECT CAST(1234 AS varchar(3))
---- fails
The value cannot be represented as varchar of this length

SELECT CAST(ARRAY['abc'] AS array(varchar(2)))
---- refused
line 1:35: varchar(n) inside of another type is not supported, varchar is

SELECT CAST(now() AS timestamp(6))
---- refused
The type timestamp is supported with a precision of 3

SELECT current_timestamp(6)
---- refused
line 1:26: Times have milliseconds

# the digits that a number is written with are rounded
SELECT CAST(1.005e0 AS decimal(10,2)), CAST(2.675e0 AS decimal(10,2)), CAST(-1.005e0 AS decimal(10,2)), CAST(REAL '0.1' AS decimal(20,18)), CAST(1e20 AS decimal(38,0)), try_cast(1e20 AS decimal(5,0)), try_cast(nan() AS decimal(5,0)), CAST(1.5e-7 AS decimal(10,8))
----
1.01 | 2.68 | -1.01 | 0.100000000000000000 | 100000000000000000000 | NULL | NULL | 0.00000015

SELECT current_timestamp(3) <= now(), CAST(TIMESTAMP '2026-03-04 05:06:07' AS timestamp(3))
----
true | 2026-03-04 05:06:07.000
