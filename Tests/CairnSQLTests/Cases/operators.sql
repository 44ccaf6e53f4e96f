# operators over decimals, floating-point numbers, dates and intervals
SELECT CAST(1.005 AS decimal(3,2)), CAST('1.005' AS decimal(3,2)), CAST(1e0/3 AS decimal(10,4)), DECIMAL '99.99' + DECIMAL '0.01', DECIMAL '1' / 3, DECIMAL '10' % 4, -DECIMAL '1.5', DECIMAL '5' * 2, typeof(DECIMAL '5' * 2), typeof(1.5 + 1), typeof(1.0/3), typeof(10.5 % 2), typeof(DECIMAL '1.23' * DECIMAL '4.5')
----
1.01 | 1.01 | 0.3333 | 100.00 | 0 | 2 | -1.5 | 10 | decimal(11,0) | decimal(12,1) | decimal(2,1) | decimal(3,1) | decimal(5,3)

SELECT 5e0 / 0, 0e0 / 0, -5e0 / x, 5e0 / -0e0, x / 2, 1 / x, REAL '1' / 0, 7e0 / 2 FROM (VALUES 0e0) AS t(x)
----
Infinity | NaN | -Infinity | -Infinity | 0.0 | Infinity | Infinity | 3.5

SELECT typeof(SMALLINT '5' / 2), typeof(TINYINT '1' + SMALLINT '1'), typeof(1 + BIGINT '1'), typeof(REAL '1' + 1), typeof(REAL '1' + 1e0), typeof(1.5 + 1e0)
----
integer | smallint | bigint | real | double | double

SELECT -(CAST(-128 AS tinyint))
---- fails
Overflow in negation of numeric value!

SELECT 0x1F, 0b101, 0o17, 1_000, 1_0.5, 1_0e1_0, 0XfF
----
31 | 5 | 15 | 1000 | 10.5 | 1.0E11 | 255

SELECT 0xZZ
---- refused
line 1:8: A name cannot start with a digit, unless it stands in double quotes

SELECT INTERVAL '-1-6' YEAR TO MONTH, INTERVAL '-1 02:00' DAY TO MINUTE, INTERVAL '+1 02' DAY TO HOUR, INTERVAL -'1-6' YEAR TO MONTH, INTERVAL '-1:30' MINUTE TO SECOND, INTERVAL '5' MONTH / 2, INTERVAL '1' MONTH * 3, INTERVAL '1' DAY > INTERVAL '23' HOUR, INTERVAL '1' YEAR = INTERVAL '12' MONTH
----
-1-6 | -1 02:00:00.000 | 1 02:00:00.000 | -1-6 | -0 00:01:30.000 | 0-2 | 0-3 | true | true

# a date has no hours
SELECT DATE '2026-01-01' + INTERVAL '24' HOUR, DATE '2026-01-01' - INTERVAL '2' DAY, DATE '2026-01-31' + INTERVAL '1' MONTH, DATE '2026-01-01' + i FROM (VALUES INTERVAL '1' DAY) AS t(i)
----
2026-01-02 | 2025-12-30 | 2026-02-28 | 2026-01-02

SELECT DATE '2026-01-01' + INTERVAL '1' HOUR
---- refused
line 1:28: Cannot add hour, minutes or seconds to a date

SELECT DATE '2026-01-01' + i FROM (VALUES INTERVAL '1' HOUR) AS t(i)
---- fails
Cannot add hour, minutes or seconds to a date

SELECT U&'Hello winter \2603 !', U&'caf#00e9' UESCAPE '#', U&'a\\b\+01F600', u&'plain' AS x, u AS y FROM (VALUES 1) AS t(u)
----
Hello winter ☃ ! | café | a\b😀 | plain | 1

SELECT U&'\d83d'
---- refused
line 1:8: Invalid escape sequence: \d83d

SELECT U&'\00'
---- refused
line 1:8: Invalid escape sequence: \00

SELECT U&'x' UESCAPE 'a'
---- refused
line 1:22: Invalid Unicode escape character: a

SELECT ARRAY[1, NULL] BETWEEN ARRAY[1, 1] AND ARRAY[1, 3]
---- fails
ARRAY comparison not supported for values with null elements

SELECT ROW(1, 2) BETWEEN ROW(1, 1) AND ROW(1, 3), ROW(1, 2) NOT BETWEEN ROW(1, 1) AND ROW(1, 3)
----
true | false

# NaN is unlike every number, and itself
SELECT x = x, x <> x, x > 1, 1 < x, x >= x, x < 1, NOT x > 1, x = CAST(NULL AS double), x > CAST(NULL AS double), 1e0 = 1, 2e0 > 1 FROM (VALUES nan()) AS t(x)
----
false | true | false | false | false | false | true | NULL | NULL | true | true

SELECT k FROM (VALUES ('a', 0, 0), ('b', 3, 4), ('c', 1, 4)) AS t(k, n, d) WHERE CAST(n AS double) / d > 0.5
----
b

SELECT k FROM (VALUES ('a', 1), ('a', 4), ('b', 1)) AS t(k, n) GROUP BY k HAVING avg(n) > 1.5
----
a

SELECT k FROM (VALUES ('a', 0), ('b', 1)) AS t(k, n) GROUP BY k HAVING sum(n) * 1e0 / sum(n) > 0.5
----
b

# behind HAVING
SELECT k FROM (VALUES ('a', '10.0.0.1'), ('b', '11.0.0.1')) AS t(k, n) GROUP BY k HAVING contains('10.0.0.0/8', CAST(max(n) AS ipaddress)) AND contains(max('10.0.0.0/8'), CAST(max(n) AS ipaddress)) AND CAST(CAST(min(n) AS ipaddress) AS varchar) = '10.0.0.1'
----
a

SELECT k FROM (VALUES ('a', 1), ('b', 2)) AS t(k, n) GROUP BY k HAVING array_agg(n) = ARRAY[1] AND (max(n), k) = (1, 'a') AND array_agg(n) < ARRAY[2] AND try_cast(CAST(sum(n) AS varchar) AS bigint) = 1
----
a

SELECT k FROM (VALUES ('a', '{"a":1}'), ('b', '{}')) AS t(k, n) GROUP BY k HAVING json_value(max(n), 'lax $.a') = '1' AND json_exists(max(n), 'lax $?(@.a == 1)')
----
a

# NULL beside NaN, and ranges and lists of it
SELECT x = y, x <> y, x > y, y < x, NOT (x > y), x BETWEEN 1 AND x, 1 BETWEEN 0 AND x, x IN (1, x), x IN (1, 2e0), ARRAY[x] = ARRAY[y], ARRAY[x] = ARRAY[x], x IS DISTINCT FROM x FROM (VALUES (nan(), CAST(NULL AS double))) AS t(x, y)
----
NULL | NULL | NULL | NULL | NULL | false | false | false | false | NULL | false | false
