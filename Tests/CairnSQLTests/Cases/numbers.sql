# Trino documentation, "Mathematical functions and operators"
SELECT 1/2, 7/2, -7/2, 7/-2, -7 % 3, 7 % -3, mod(10, 3)
----
0 | 3 | -3 | -3 | -1 | 1 | 1

SELECT 1/0
---- fails
Division by zero

SELECT 5 % 0
---- fails
Division by zero

SELECT 1.5 / 0
---- fails
Division by zero

SELECT x / y FROM (VALUES (1, 0)) AS t(x, y)
---- fails
Division by zero

SELECT x / y, x % y FROM (VALUES (7, 2), (-9, 4)) AS t(x, y)
----
3 | 1
-2 | -1

SELECT try(1/0), try(x / y), coalesce(try(1/0), 7), 1e0/0e0, -1e0/0e0, 0e0/0e0 FROM (VALUES (4, 2)) AS t(x, y)
----
NULL | 2 | 7 | Infinity | -Infinity | NaN

# decimals keep their scale
SELECT 1.0/3, 2.0/3, 10/4.0, 1.5 * 1.5, 1.5 + 1, 7.5 % 2, -2.0/3, 100.0 * 1 / 3
----
0.3 | 0.7 | 2.5 | 2.25 | 2.5 | 1.5 | -0.7 | 33.3

SELECT count(*) * 100.0 / sum(count(*)) OVER () FROM (VALUES 1, 1, 2) AS t(x) GROUP BY x ORDER BY 1
----
33.3
66.7

SELECT 2147483647 + 1
---- fails
Overflow

SELECT 2147483648 + 1, 9223372036854775807, typeof(2147483647), typeof(2147483648)
----
2147483649 | 9223372036854775807 | integer | bigint

SELECT 9223372036854775807 + 1
---- fails
Overflow

SELECT 9223372036854775808
---- refused
Invalid numeric literal: 9223372036854775808

SELECT abs(-3), abs(-1.5), abs(-2e0), ceil(1.2), ceiling(-1.2e0), floor(-1.2), floor(1.8e0), round(2.5), round(-2.5e0), round(2.675, 2), round(1234.5e0, -2), sign(-4), sign(0.5), sign(-2e0), truncate(2.9), truncate(-2.9e0)
----
3 | 1.5 | 2.0 | 2 | -1.0 | -2 | 1.0 | 3 | -3.0 | 2.680 | 1200.0 | -1 | 1 | -1.0 | 2 | -2.0

SELECT ceil(3), floor(3), round(3), typeof(ceil(1.2)), typeof(round(1.25, 1))
----
3 | 3 | 3 | decimal(2,0) | decimal(4,2)

SELECT cbrt(27), sqrt(16), sqrt(-1e0), exp(0), ln(1), log2(8), log10(1000), log(2, 8), pow(2, 10), power(2, 0.5) > 1.41, e() > 2.718, pi() > 3.14, degrees(pi()), radians(180) = pi()
----
3.0 | 4.0 | NaN | 1.0 | 0.0 | 3.0 | 3.0 | 3.0 | 1024.0 | true | true | true | 180.0 | true

SELECT ln(0), ln(-1), is_nan(nan()), is_infinite(infinity()), is_finite(1), is_finite(infinity())
----
-Infinity | NaN | true | true | true | false

SELECT sin(0), cos(0), tan(0), asin(0), acos(1), atan(0), atan2(0, 1), sinh(0), cosh(0), tanh(0)
----
0.0 | 1.0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 1.0 | 0.0

SELECT bitwise_and(6, 3), bitwise_or(6, 3), bitwise_xor(6, 3), bitwise_not(0), bit_count(9, 64), bit_count(-7, 64), bitwise_left_shift(1, 4), bitwise_right_shift_arithmetic(-8, 2)
----
2 | 7 | 5 | -1 | 2 | 62 | 16 | -2

SELECT to_base(255, 16), from_base('ff', 16), to_base(-5, 2), from_base('-101', 2), from_base('777', 8), width_bucket(5, 0, 10, 4), width_bucket(-1, 0, 10, 4), width_bucket(10, 0, 10, 4)
----
ff | 255 | -101 | -5 | 511 | 3 | 0 | 5

SELECT rand() < 1, random() >= 0, random(10) < 10, rand(5) >= 0, random(3, 5) BETWEEN 3 AND 4, rand(3, 5) >= 3
----
true | true | true | true | true | true

# text of floating-point numbers is Java's
SELECT 1e0, 1.5e0, 1e7, 12345678.9e0, 1e-3, 1e-4, 1.5e-5, 1e20, -1e21, 123456789012345680000e0, 0.001234e0, 9999999e0, 1e100
----
1.0 | 1.5 | 1.0E7 | 1.23456789E7 | 0.001 | 1.0E-4 | 1.5E-5 | 1.0E20 | -1.0E21 | 1.2345678901234568E20 | 0.001234 | 9999999.0 | 1.0E100

SELECT CAST(1e10 AS varchar), CAST(0.00012e0 AS varchar), 'n=' || CAST(2.5e0 AS varchar), CAST(CAST(0.1 AS real) AS varchar)
----
1.0E10 | 1.2E-4 | n=2.5E0 | 1.0E-1

SELECT greatest(1, 3, 2), least(1.5, 0), greatest('a', 'b'), greatest(1, NULL), least(DATE '2026-01-01', DATE '2025-01-01')
----
3 | 0.0 | b | NULL | 2025-01-01

SELECT 'a' + 1
---- refused
line 1:12: Cannot apply operator: varchar + integer

SELECT '5' > 3
---- refused
Cannot apply operator: varchar > integer

SELECT round(1234, -2), typeof(round(1234, -2)), round(1250, -2)
----
1200 | integer | 1300

# try around aggregates and keys
SELECT try(sum(x) / sum(y)), try(sum(x) / count(*)), try_cast(sum(x) AS tinyint), try(x0 / 0), try(max(x) / x0) FROM (VALUES (1, 700, 0), (1, 1, 0)) AS t(x0, x, y) GROUP BY x0
----
NULL | 350 | NULL | NULL | 700

SELECT x / y AS q, count(*) FROM (VALUES (4, 2), (5, 2)) AS t(x, y) GROUP BY x / y
----
2 | 2

SELECT try(x / (row_number() OVER (ORDER BY x) - 1)) FROM (VALUES 3, 4) AS t(x) ORDER BY 1
----
4
NULL

SELECT acos(2), asin(-2), asin(1) > 1.5, round(1.005, 2), geometric_mean(x), geometric_mean(x) FILTER (WHERE x > 2) FROM (VALUES 1, 4) AS t(x)
----
NaN | NaN | true | 1.010 | 2.0 | 4.0

SELECT round(1.25, x) FROM (VALUES 1) AS t(x)
----
1.30

# ceiling is an alias of ceil
SELECT ceil(1.2e0), ceil(-1.8e0), ceiling(-1.2), ceiling(1.2), ceiling(7), typeof(ceiling(7)), typeof(ceiling(1.2)), typeof(ceil(1.2e0))
----
2.0 | -1.0 | -1 | 2 | 7 | integer | decimal(2,0) | double

# divisions of doubles have no error
SELECT 1e0 / 0, -1e0 / 0e0, 0e0 / 0, is_nan(0e0 / 0e0), 5 / 2e0, CAST(1 AS real) / 0
----
Infinity | -Infinity | NaN | true | 2.5 | Infinity

# Trino documentation, "Mathematical functions"; a short decimal of which no digit is left is 0
SELECT truncate(1.5), typeof(truncate(1.5)), truncate(DECIMAL '-123.456', 1), truncate(DECIMAL '123.456', -2), truncate(DECIMAL '123.456', -3), truncate(DECIMAL '123.456', 5), truncate(5), typeof(truncate(5)), truncate(1234, -2), truncate(d, n) FROM (VALUES (DECIMAL '156.789', 1)) AS t(d, n)
----
1 | decimal(1,0) | -123.400 | 100.000 | 0.000 | 123.456 | 5 | decimal(10,0) | 1200 | 156.700

SELECT round(99.9, -2), round(99.9, -1), round(-2.5, 0), round(DECIMAL '12345678901234567890.55', 1), round(x, n), typeof(round(x, 1)) FROM (VALUES (99.99, 1), (99.99, -1), (99.99, 5), (99.99, -9), (99.99, NULL)) AS t(x, n)
----
0.0 | 100.0 | -3.0 | 12345678901234567890.60 | 100.00 | decimal(5,2)
0.0 | 100.0 | -3.0 | 12345678901234567890.60 | 100.00 | decimal(5,2)
0.0 | 100.0 | -3.0 | 12345678901234567890.60 | 99.99 | decimal(5,2)
0.0 | 100.0 | -3.0 | 12345678901234567890.60 | 0.00 | decimal(5,2)
0.0 | 100.0 | -3.0 | 12345678901234567890.60 | NULL | decimal(5,2)

SELECT width_bucket(3.14, 0, 4, 3), width_bucket(2, 0, 4, 3), width_bucket(4, 0, 4, 3), width_bucket(-1, 0, 3.2, 4), width_bucket(3.14, 4, 0, 3), width_bucket(2, 4, 0, 3), width_bucket(0, 4, 0, 3), width_bucket(-1, 3.2, 0, 4), width_bucket(infinity(), 0, 4, 3), width_bucket(NULL, 0, 4, 3)
----
3 | 2 | 4 | 0 | 1 | 2 | 3 | 5 | 4 | NULL

SELECT width_bucket(9, ARRAY[0e0, 2e0, 4e0]), width_bucket(-1, ARRAY[0e0, 2e0]), width_bucket(2, ARRAY[0, 2, 4]), width_bucket(NULL, ARRAY[1])
----
3 | 0 | 2 | NULL

SELECT width_bucket(1, ARRAY[2e0, 1e0])
---- fails
Bin values are not sorted in ascending order

SELECT width_bucket(1, 0, 4, 0)
---- fails
bucketCount must be greater than 0

SELECT width_bucket(1, 4, 4, 2)
---- fails
bounds cannot equal each other

SELECT wilson_interval_lower(1250, 1310, 1.96e0), wilson_interval_upper(1250, 1310, 1.96e0), wilson_interval_lower(0, 10, 1), wilson_interval_upper(NULL, 10, 1)
----
0.9414883725395894 | 0.9642524717143908 | 0.0 | NULL

SELECT wilson_interval_lower(5, 4, 1)
---- fails
number of successes must not be larger than number of trials

SELECT log2(536870912), rand(5) < 5, typeof(random(5)), random(BIGINT '9223372036854775807') > 0, random(3, 4), typeof(rand(TINYINT '1', TINYINT '3'))
----
29.000000000000004 | true | integer | true | 3 | tinyint

SELECT random(0)
---- fails
bound must be positive

SELECT random(4, 4)
---- fails
start value must be less than stop value

SELECT normal_cdf(0, 1, 1.96)
---- refused
The function 'normal_cdf' is not supported

# Trino documentation, "Bitwise functions": bits that are moved out are lost
SELECT bitwise_left_shift(TINYINT '7', 2), bitwise_left_shift(TINYINT '-7', 2), bitwise_left_shift(1, 31), bitwise_left_shift(BIGINT '1', 63), bitwise_left_shift(BIGINT '7', 64), bitwise_left_shift(-1, 4), bitwise_left_shift(5, 0), bitwise_left_shift(NULL, 1), typeof(bitwise_left_shift(SMALLINT '1', 1))
----
28 | -28 | -2147483648 | -9223372036854775808 | 0 | -16 | 5 | NULL | smallint

SELECT bitwise_right_shift(TINYINT '7', 2), bitwise_right_shift(SMALLINT '-8', 2), bitwise_right_shift(-8, 60), bitwise_right_shift(BIGINT '-8', 60), bitwise_right_shift(-8, 0), bitwise_right_shift(TINYINT '-128', 1), bitwise_right_shift(BIGINT '-1', 64), bitwise_right_shift_arithmetic(BIGINT '-256', 3), bitwise_right_shift_arithmetic(TINYINT '-8', 70), bitwise_right_shift_arithmetic(8, 2)
----
1 | 16382 | 0 | 15 | -8 | 64 | 0 | -32 | -1 | 2

SELECT bit_count(9, 8), bit_count(-7, 8), bit_count(0, 2), bit_count(-128, 8), bit_count(127, 8), bit_count(x, n) FROM (VALUES (9, 64)) AS t(x, n)
----
2 | 6 | 0 | 1 | 7 | 2

SELECT bit_count(128, 8)
---- fails
Number must be representable with the bits specified

SELECT bit_count(1, 1)
---- fails
Bits specified in bit_count must be between 2 and 64

# literals of every type of number
SELECT BOOLEAN 'true', SMALLINT '-5', INT '7', REAL '1.5', BIGINT '2147483647' + 1, typeof(TINYINT '1')
----
true | -5 | 7 | 1.5 | 2147483648 | tinyint

SELECT TINYINT '300'
---- fails
out of range

SELECT greatest(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), least('b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'a'), greatest(1, 2, 3, 4, 5, 6, 7, 8, 9, NULL), greatest(1, 2.5), greatest(true, false), least(TIMESTAMP '2026-03-04 00:00:00', DATE '2026-03-05')
----
10 | a | NULL | 2.5 | true | 2026-03-04 00:00:00.000

SELECT sign(-0e0), sign(nan()), sign(-3e0), from_base('+1', 10), from_base('-z', 36), to_base(-255, 16), from_base('7fffffffffffffff', 16)
----
-0.0 | NaN | -1.0 | 1 | -35 | -ff | 9223372036854775807

SELECT from_base('8000000000000000', 16)
---- fails
Overflow

# NaN is unlike every number, itself too
SELECT x > 0, x < 0, x >= 0, x <= y, x = x, x <> x, 1e0 < x, 1e0 > x, y > x, x BETWEEN 0 AND 1, NULL > x FROM (VALUES (nan(), 1e0), (2e0, nan())) AS t(x, y)
----
false | false | false | false | false | true | false | false | false | false | NULL
true | false | true | false | true | false | true | false | false | false | NULL

# a number below one has a zero before its point
SELECT 0.5, -0.5, ARRAY[0.5], row(0.5), CAST(0.001 AS varchar), CAST(0.5 AS json), CAST(ARRAY[-0.5] AS json), json_object('a': 0.5), 0.5 * 0.5, 0.9 % 0.4, format('%s', 0.5), array_join(ARRAY[0.5, -0.25], ',')
----
0.5 | -0.5 | [0.5] | {field0=0.5} | 0.001 | 0.5 | [-0.5] | {"a":0.5} | 0.25 | 0.1 | 0.5 | 0.50,-0.25
