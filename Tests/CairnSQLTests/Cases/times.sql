# Trino documentation, "Date and time functions and operators"; 2026-03-04 is a Wednesday
SELECT day_of_week(d), dow(d), extract(dow FROM d), day_of_year(d), doy(d), week(d), week_of_year(d), year_of_week(d), yow(d) FROM (VALUES DATE '2026-03-04', DATE '2026-01-04', DATE '2026-12-31') AS t(d)
----
3 | 3 | 3 | 63 | 63 | 10 | 10 | 2026 | 2026
7 | 7 | 7 | 4 | 4 | 1 | 1 | 2026 | 2026
4 | 4 | 4 | 365 | 365 | 53 | 53 | 2026 | 2026

SELECT year(t), quarter(t), month(t), day(t), day_of_month(t), hour(t), minute(t), second(t), millisecond(t) FROM (VALUES TIMESTAMP '2026-03-04 05:06:07.123') AS v(t)
----
2026 | 1 | 3 | 4 | 4 | 5 | 6 | 7 | 123

SELECT extract(year FROM t), extract(month FROM t), extract(hour FROM t), extract(second FROM t), extract(week FROM t) FROM (VALUES TIMESTAMP '2026-03-04 05:06:07.123') AS v(t)
----
2026 | 3 | 5 | 7 | 10

# full units, not boundaries
SELECT date_diff('hour', TIMESTAMP '2026-03-01 00:59:00', TIMESTAMP '2026-03-01 01:01:00'), date_diff('day', DATE '2026-03-01', DATE '2026-03-08'), date_diff('month', TIMESTAMP '2026-01-31 00:00:00', TIMESTAMP '2026-02-28 00:00:00'), date_diff('second', TIMESTAMP '2026-03-01 00:00:10', TIMESTAMP '2026-03-01 00:00:00'), date_diff('year', DATE '2025-06-01', DATE '2026-05-31')
----
0 | 7 | 1 | -10 | 0

SELECT date_add('day', 2, DATE '2026-02-27'), date_add('month', 1, TIMESTAMP '2026-01-31 10:00:00'), date_add('second', 86, TIMESTAMP '2026-03-01 00:00:00'), date_add('millisecond', -1, TIMESTAMP '2026-03-01 00:00:00'), date_add('week', 1, DATE '2026-03-01'), date_add('quarter', 1, DATE '2026-03-01'), date_add('year', -1, DATE '2024-02-29')
----
2026-03-01 | 2026-02-28 10:00:00.000 | 2026-03-01 00:01:26.000 | 2026-02-28 23:59:59.999 | 2026-03-08 | 2026-06-01 | 2023-02-28

SELECT date_trunc('week', TIMESTAMP '2026-03-04 10:11:12'), date_trunc('hour', TIMESTAMP '2026-03-04 10:11:12.5'), date_trunc('month', DATE '2026-03-04'), date_trunc('quarter', DATE '2026-03-04'), date_trunc('year', TIMESTAMP '2026-03-04 10:11:12'), date_trunc('minute', TIMESTAMP '2026-03-04 10:11:12'), date_trunc('day', TIMESTAMP '2026-03-04 10:11:12'), date_trunc('second', TIMESTAMP '2026-03-04 10:11:12.7'), date_trunc('millisecond', TIMESTAMP '2026-03-04 10:11:12.7')
----
2026-03-02 00:00:00.000 | 2026-03-04 10:00:00.000 | 2026-03-01 | 2026-01-01 | 2026-01-01 00:00:00.000 | 2026-03-04 10:11:00.000 | 2026-03-04 00:00:00.000 | 2026-03-04 10:11:12.000 | 2026-03-04 10:11:12.700

SELECT date_trunc('fortnight', TIMESTAMP '2026-03-04 10:11:12')
---- refused
line 1:19: 'fortnight' is not a valid Timestamp field

SELECT date_trunc('hour', DATE '2026-03-04')
---- refused
'hour' is not a valid DATE field

SELECT date('2026-03-04'), date(TIMESTAMP '2026-03-04 23:59:59'), CAST(TIMESTAMP '2026-03-04 23:59:59' AS date), last_day_of_month(DATE '2026-02-03'), DATE '2026-03-01' + INTERVAL '2' DAY, DATE '2026-01-31' + INTERVAL '1' MONTH
----
2026-03-04 | 2026-03-04 | 2026-03-04 | 2026-02-28 | 2026-03-03 | 2026-02-28

SELECT TIMESTAMP '2026-03-01 00:00:00' - INTERVAL '90' MINUTE, TIMESTAMP '2026-03-01 00:00:00' + INTERVAL '1 02:03:04.5' DAY TO SECOND, INTERVAL '2' DAY + INTERVAL '3' HOUR, INTERVAL '1-6' YEAR TO MONTH, INTERVAL '7' DAY * 2, - INTERVAL '1' SECOND
----
2026-02-28 22:30:00.000 | 2026-03-02 02:03:04.500 | 2 03:00:00.000 | 1-6 | 14 00:00:00.000 | -0 00:00:01.000

SELECT TIMESTAMP '2026-03-02 12:00:00' - TIMESTAMP '2026-03-01 00:00:00', DATE '2026-03-02' - DATE '2026-03-01', TIMESTAMP '2026-03-02 00:00:00' - DATE '2026-03-01' > INTERVAL '23' HOUR
----
1 12:00:00.000 | 1 00:00:00.000 | true

# instants with a zone
SELECT from_unixtime(0), from_unixtime(1.5), to_unixtime(TIMESTAMP '1970-01-01 00:00:01.5'), from_iso8601_timestamp('2026-03-04T05:06:07Z'), from_iso8601_timestamp('2026-03-04T05:06:07.250Z'), from_iso8601_date('2026-03-04')
----
1970-01-01 00:00:00.000 UTC | 1970-01-01 00:00:01.500 UTC | 1.5 | 2026-03-04 05:06:07.000 UTC | 2026-03-04 05:06:07.250 UTC | 2026-03-04

SELECT from_iso8601_timestamp(x) FROM (VALUES '2026-03-04T05:06:07+02:00') AS t(x)
---- fails
Only timestamps in UTC are supported here

SELECT from_iso8601_timestamp('2026-03-04T05:06:07Z') AT TIME ZONE 'America/New_York', at_timezone(from_unixtime(0), 'Asia/Tokyo'), hour(from_unixtime(0) AT TIME ZONE 'Asia/Tokyo'), date_trunc('day', from_unixtime(0) AT TIME ZONE 'Asia/Tokyo'), TIMESTAMP '2026-03-04 05:06:07 UTC'
----
2026-03-04 00:06:07.000 America/New_York | 1970-01-01 09:00:00.000 Asia/Tokyo | 9 | 1970-01-01 00:00:00.000 Asia/Tokyo | 2026-03-04 05:06:07.000 UTC

SELECT from_unixtime(0) AT TIME ZONE 'Asia/Tokyo' = from_unixtime(0), TIMESTAMP '1970-01-01 09:00:00 Asia/Tokyo' = from_unixtime(0), CAST(from_unixtime(0) AT TIME ZONE 'Asia/Tokyo' AS timestamp), CAST(from_unixtime(0) AT TIME ZONE 'Asia/Tokyo' AS date), date_format(from_unixtime(0) AT TIME ZONE 'Asia/Tokyo', '%H')
----
true | true | 1970-01-01 09:00:00.000 | 1970-01-01 | 09

SELECT to_iso8601(DATE '2026-03-04'), to_iso8601(TIMESTAMP '2026-03-04 05:06:07'), to_iso8601(from_unixtime(0))
----
2026-03-04 | 2026-03-04T05:06:07.000 | 1970-01-01T00:00:00.000Z

SELECT date_format(TIMESTAMP '2026-03-04 05:06:07.123456', '%Y-%m-%d %H:%i:%s'), date_format(TIMESTAMP '2026-03-04 15:06:07', '%k %l %p %c %e %y %j'), date_format(TIMESTAMP '2026-03-04 05:06:07', '%W %a %M %b %T %%'), date_format(DATE '2026-03-04', '%d.%m.'), date_format(TIMESTAMP '2026-03-04 15:06:07', '%h:%i %r')
----
2026-03-04 05:06:07 | 15 3 PM 3 4 26 063 | Wednesday Wed March Mar 05:06:07 % | 04.03. | 03:06 03:06:07 PM

SELECT date_parse('2026-03-04 05:06', '%Y-%m-%d %H:%i'), date_parse('04/Mar/2026', '%d/%b/%Y'), parse_datetime('2026/03/04 05', 'yyyy/MM/dd HH'), format_datetime(TIMESTAMP '2026-03-04 05:06:07', 'yyyy-MM-dd''T''HH:mm:ss.SSS EEE')
----
2026-03-04 05:06:00.000 | 2026-03-04 00:00:00.000 | 2026-03-04 05:00:00.000 UTC | 2026-03-04T05:06:07.000 Wed

SELECT date_format(TIMESTAMP '2026-03-04 05:06:07', '%U')
---- refused
The format '%U' has parts that are not supported

SELECT current_date = CAST(now() AS date), current_timestamp <= now(), localtimestamp > TIMESTAMP '2020-01-01 00:00:00', current_timezone(), now() > TIMESTAMP '2020-01-01 00:00:00', date_diff('day', now(), current_timestamp)
----
true | true | true | UTC | true | 0

# text is read as a time where it is compared with one
SELECT t > '2026-03-04', t = '2026-03-04 05:06:07', t BETWEEN '2026-03-04' AND '2026-03-05', t < '2026-03-04T06:00:00Z', t IN ('2026-03-04 05:06:07', '2026-01-01') FROM (VALUES TIMESTAMP '2026-03-04 05:06:07') AS v(t)
----
true | true | true | true | true

SELECT d = '2026-03-04', d < '2026-03-04 00:00:01', date('2026-03-04') > d FROM (VALUES DATE '2026-03-04') AS v(d)
----
true | true | false

SELECT t > s FROM (VALUES (TIMESTAMP '2026-03-04 05:06:07', '2026-03-04 05:06:06'), (TIMESTAMP '2026-03-04 05:06:07', '2026-03-05T00:00:00Z')) AS v(t, s)
----
true
false

SELECT TIMESTAMP '2026-03-04 05:06:07' > '2026-02-30'
---- refused
line 1:42: '2026-02-30' is not a time. Expecting: 'YYYY-MM-DD hh:mm:ss'

SELECT TIMESTAMP '2026-13-04'
---- refused
line 1:8: '2026-13-04' is not a valid timestamp literal

SELECT INTERVAL '2 days' DAY
---- refused
is not a valid interval literal

# times with and without zone are compared as instants
SELECT TIMESTAMP '1970-01-01 00:00:00' = from_unixtime(0), TIMESTAMP '1970-01-01 00:00:00' = from_unixtime(0) AT TIME ZONE 'Asia/Tokyo', DATE '1970-01-01' = from_unixtime(0), '1970-01-01 00:00:00' = from_unixtime(0), TIMESTAMP '2020-01-01 00:00:00' > now() - INTERVAL '7' DAY, TIMESTAMP '1970-01-02 00:00:00' BETWEEN from_unixtime(0) AND now()
----
true | true | true | true | false | true

SELECT from_iso8601_date('2026-02-30')
---- fails
Invalid ISO 8601 date

SELECT TIMESTAMP '2026-03-01 00:00:00' > s FROM (VALUES '2026-02-30') AS t(s)
---- fails
The text is not a time

# Trino documentation, "Date and time functions": units that are no literals
SELECT date_trunc(u, TIMESTAMP '2026-03-04 05:06:07.123'), date_add(u, 2, TIMESTAMP '2026-01-31 00:00:00'), date_diff(u, TIMESTAMP '2026-01-31 00:00:00', TIMESTAMP '2026-02-28 00:00:00') FROM (VALUES 'HOUR', 'week', 'month', NULL) AS t(u)
----
2026-03-04 05:00:00.000 | 2026-01-31 02:00:00.000 | 672
2026-03-02 00:00:00.000 | 2026-02-14 00:00:00.000 | 4
2026-03-01 00:00:00.000 | 2026-03-31 00:00:00.000 | 1
NULL | NULL | NULL

SELECT date_trunc(u, TIMESTAMP '2026-03-04 05:06:07') FROM (VALUES 'hours') AS t(u)
---- fails
The unit is not a valid Timestamp field

SELECT date_add(u, 1, DATE '2026-03-04') FROM (VALUES 'hour') AS t(u)
---- fails
The unit is not a valid DATE field

# an hour is an hour, also where the clock is put back
SELECT date_trunc('hour', t) = t - INTERVAL '30' MINUTE, date_diff('hour', t, t + INTERVAL '1' HOUR), date_trunc('day', t), date_add('day', 1, t), date_add('hour', 24, t) FROM (VALUES TIMESTAMP '2026-10-25 00:30:00 UTC' AT TIME ZONE 'Europe/Berlin', TIMESTAMP '2026-10-25 01:30:00 UTC' AT TIME ZONE 'Europe/Berlin') AS v(t)
----
true | 1 | 2026-10-25 00:00:00.000 Europe/Berlin | 2026-10-26 02:30:00.000 Europe/Berlin | 2026-10-26 01:30:00.000 Europe/Berlin
true | 1 | 2026-10-25 00:00:00.000 Europe/Berlin | 2026-10-26 02:30:00.000 Europe/Berlin | 2026-10-26 02:30:00.000 Europe/Berlin

# days are those of the first time's zone
SELECT date_diff('day', TIMESTAMP '2026-03-07 12:00:00 America/New_York', TIMESTAMP '2026-03-08 16:00:00 UTC'), date_diff('day', TIMESTAMP '2026-03-07 17:00:00 UTC', TIMESTAMP '2026-03-08 12:00:00 America/New_York'), date_diff('day', DATE '2026-03-04', TIMESTAMP '2026-03-05 12:00:00')
----
1 | 0 | 1

# zones by their distance from UTC
SELECT TIMESTAMP '2026-03-04 05:06:07 +02:00', TIMESTAMP '2026-03-04 05:06:07' AT TIME ZONE '-03:30', TIMESTAMP '2026-03-04 05:06:07' AT TIME ZONE INTERVAL '2' HOUR, with_timezone(TIMESTAMP '2026-03-04 05:06:07.321', 'America/Los_Angeles'), TIMESTAMP '2026-03-04 05:06:07 +02:00' = TIMESTAMP '2026-03-04 03:06:07 UTC'
----
2026-03-04 05:06:07.000 +02:00 | 2026-03-04 01:36:07.000 -03:30 | 2026-03-04 07:06:07.000 +02:00 | 2026-03-04 05:06:07.321 America/Los_Angeles | true

SELECT from_unixtime(0, 'Asia/Tokyo'), from_unixtime(7200, -3, -30), from_unixtime(1.2346), from_unixtime(-0.0005), from_unixtime(NULL, 'UTC')
----
1970-01-01 09:00:00.000 Asia/Tokyo | 1969-12-31 22:30:00.000 -03:30 | 1970-01-01 00:00:01.235 UTC | 1970-01-01 00:00:00.000 UTC | NULL

SELECT from_unixtime(0, 15, 0)
---- refused
14 hours at most

SELECT with_timezone(TIMESTAMP '2026-03-04 05:06:07', z) FROM (VALUES 'UTC') AS t(z)
---- refused
The time zone must be a literal

SELECT timezone_hour(t), timezone_minute(t), timezone(t), extract(TIMEZONE_HOUR FROM t), extract(TIMEZONE_MINUTE FROM t), to_iso8601(t) FROM (SELECT TIMESTAMP '2026-07-04 05:06:07' AT TIME ZONE 'Asia/Kolkata') AS v(t)
----
5 | 30 | Asia/Kolkata | 5 | 30 | 2026-07-04T10:36:07.000+05:30

SELECT timezone_hour(t), timezone_minute(t), timezone(t), to_iso8601(t), timezone_hour(now()), to_iso8601(TIMESTAMP '2026-07-04 05:06:07 America/New_York') FROM (SELECT TIMESTAMP '2026-07-04 05:06:07' AT TIME ZONE '-03:30') AS v(t)
----
-3 | -30 | -03:30 | 2026-07-04T01:36:07.000-03:30 | 0 | 2026-07-04T05:06:07.000-04:00

# parts of intervals
SELECT day(i), day_of_month(i), hour(i), minute(i), second(i), millisecond(i), to_milliseconds(i) FROM (VALUES INTERVAL '2 03:04:05.678' DAY TO SECOND, INTERVAL -'2 03:04:05.678' DAY TO SECOND) AS t(i)
----
2 | 2 | 3 | 4 | 5 | 678 | 183845678
-2 | -2 | -3 | -4 | -5 | -678 | -183845678

SELECT year(i), month(i) FROM (VALUES INTERVAL '1-2' YEAR TO MONTH, INTERVAL -'14' MONTH) AS t(i)
----
1 | 2
-1 | -2

SELECT parse_duration('42.8ms'), parse_duration('3.81 d'), parse_duration('5m'), parse_duration('1500us'), parse_duration('90 s'), parse_duration('1.5h'), parse_duration('10ns'), parse_duration(NULL)
----
0 00:00:00.043 | 3 19:26:24.000 | 0 00:05:00.000 | 0 00:00:00.002 | 0 00:01:30.000 | 0 01:30:00.000 | 0 00:00:00.000 | NULL

SELECT parse_duration('5 weeks')
---- fails
The text is not a valid duration

SELECT human_readable_seconds(96), human_readable_seconds(3762), human_readable_seconds(56363463), human_readable_seconds(0), human_readable_seconds(-61), human_readable_seconds(535333.9513888889), human_readable_seconds(3660), human_readable_seconds(NULL)
----
1 minute, 36 seconds | 1 hour, 2 minutes, 42 seconds | 93 weeks, 1 day, 8 hours, 31 minutes, 3 seconds | 0 seconds | 1 minute, 1 second | 6 days, 4 hours, 42 minutes, 14 seconds | 1 hour, 1 minute | NULL

SELECT human_readable_seconds(nan())
---- fails
Invalid argument found

# what a format leaves out is that of 1970-01-01, or of 2000 where there is a month or a day; 69 is 2069
SELECT date_parse('05:06', '%H:%i'), date_parse('02/29', '%m/%d'), date_parse('69', '%y'), date_parse('70', '%y'), date_parse('2026-03-04 05:06:07.123456789', '%Y-%m-%d %T.%f'), date_parse('2026-03-04T05:06:07Z', '%Y-%m-%dT%H:%i:%sZ'), date_parse('01:02:03 PM', '%r')
----
1970-01-01 05:06:00.000 | 2000-02-29 00:00:00.000 | 2069-01-01 00:00:00.000 | 1970-01-01 00:00:00.000 | 2026-03-04 05:06:07.123 | 2026-03-04 05:06:07.000 | 1970-01-01 13:02:03.000

SELECT format_datetime(TIMESTAMP '2026-03-04 15:06:07.089 America/New_York', 'yyyy-MM-dd''T''HH:mm:ss.SSSZZ Z ZZZ S SS SSSSSS'), format_datetime(from_unixtime(0), 'ZZ'), format_datetime(TIMESTAMP '2026-03-04 15:06:07', 'h ''o''''clock'' e xxxx-ww'), date_format(TIMESTAMP '2026-03-04 15:06:07.089', '%s.%f')
----
2026-03-04T15:06:07.089-05:00 -0500 America/New_York 0 08 089000 | +00:00 | 3 o'clock 3 2026-10 | 07.089000

SELECT format_datetime(TIMESTAMP '2026-03-04 15:06:07', 'Z')
---- refused
The format names a zone

SELECT parse_datetime('2026-03-04T05:06:07Z', 'yyyy-MM-dd''T''HH:mm:ssZ'), parse_datetime('2026-03-04T05:06:07+0200', 'yyyy-MM-dd''T''HH:mm:ssZ') AT TIME ZONE 'UTC', hour(parse_datetime('2026-03-04T05:06:07+02:00', 'yyyy-MM-dd''T''HH:mm:ssZZ')), parse_datetime('2026-03-04T05:06:07.123456Z', 'yyyy-MM-dd''T''HH:mm:ss.SSSSSSZ')
----
2026-03-04 05:06:07.000 UTC | 2026-03-04 03:06:07.000 UTC | 5 | 2026-03-04 05:06:07.123 UTC

SELECT parse_datetime('2026-03-04T05:06:07', 'yyyy-MM-dd''T''HH:mm:ssZ')
---- fails
the text has no offset from UTC

SELECT parse_datetime('26', 'yy')
---- refused
The format 'yy' has parts that are not supported

SELECT from_iso8601_date('2020-05-11'), from_iso8601_date('2020-W10'), from_iso8601_date('2020-123'), from_iso8601_date('2020-W10-3'), from_iso8601_date('2020-05'), from_iso8601_date('2020')
----
2020-05-11 | 2020-03-02 | 2020-05-02 | 2020-03-04 | 2020-05-01 | 2020-01-01

SELECT from_iso8601_date('2021-366')
---- fails
Invalid ISO 8601 date

SELECT from_iso8601_timestamp('2020-05-11'), from_iso8601_timestamp('2020-05-11T11:15:05'), from_iso8601_timestamp('2020-05-11T11Z'), from_iso8601_timestamp('2020-05-11T11:15'), from_iso8601_timestamp('2020-05-11T11:15:05,1239Z'), from_iso8601_timestamp('2020-05-11T11:15:05.055+01:00'), date_trunc('day', from_iso8601_timestamp('2020-05-11T01:15:05+0200'))
----
2020-05-11 00:00:00.000 UTC | 2020-05-11 11:15:05.000 UTC | 2020-05-11 11:00:00.000 UTC | 2020-05-11 11:15:00.000 UTC | 2020-05-11 11:15:05.123 UTC | 2020-05-11 11:15:05.055 +01:00 | 2020-05-11 00:00:00.000 +02:00

# where the zone of a text does not show, it may be any
SELECT from_iso8601_timestamp(x) AT TIME ZONE 'UTC', CAST(from_iso8601_timestamp(x) AS timestamp), to_unixtime(from_iso8601_timestamp(x)), from_iso8601_timestamp(x) = TIMESTAMP '2020-05-11 10:15:05.055', from_iso8601_timestamp(x) < now(), date_diff('hour', from_iso8601_timestamp(x), from_iso8601_timestamp('2020-05-11T11:15:05.055Z')), hour(from_iso8601_timestamp(x)), from_iso8601_timestamp(x) - TIMESTAMP '2020-05-11 00:00:00', date(from_iso8601_timestamp(x)), try(from_iso8601_timestamp(x)) FROM (VALUES '2020-05-11T11:15:05.055+01:00', '2020-05-11T06:45:05.055-0330', '2020-05-11T10:15:05.055Z') AS t(x)
----
2020-05-11 10:15:05.055 UTC | 2020-05-11 11:15:05.055 | 1.589192105055E9 | true | true | 1 | 11 | 0 10:15:05.055 | 2020-05-11 | NULL
2020-05-11 10:15:05.055 UTC | 2020-05-11 06:45:05.055 | 1.589192105055E9 | true | true | 1 | 6 | 0 10:15:05.055 | 2020-05-11 | NULL
2020-05-11 10:15:05.055 UTC | 2020-05-11 10:15:05.055 | 1.589192105055E9 | true | true | 1 | 10 | 0 10:15:05.055 | 2020-05-11 | 2020-05-11 10:15:05.055 UTC

SELECT from_iso8601_timestamp('2020-05-11T24:15:05')
---- fails
Invalid ISO 8601 timestamp

# dates are moved by whole days
SELECT DATE '2026-03-04' + i, DATE '2026-03-04' - INTERVAL '48' HOUR FROM (VALUES INTERVAL '2' DAY) AS t(i)
----
2026-03-06 | 2026-03-02

SELECT DATE '2026-03-04' + INTERVAL '2' HOUR
---- refused
Cannot add hour, minutes or seconds to a date

SELECT DATE '2026-03-04' + i FROM (VALUES INTERVAL '2' HOUR) AS t(i)
---- fails
Cannot add hour, minutes or seconds to a date

SELECT from_unixtime_nanos(100)
---- refused
The function 'from_unixtime_nanos' is not supported

SELECT INTERVAL '1' DAY * 1.5, 2 * INTERVAL '3' HOUR, INTERVAL '7' MONTH / 2, INTERVAL '1' DAY / 2e0, INTERVAL '1' DAY / x, INTERVAL '2' DAY - INTERVAL '3' HOUR, INTERVAL '3' YEAR - INTERVAL '5' MONTH FROM (VALUES 4) AS t(x)
----
1 12:00:00.000 | 0 06:00:00.000 | 0-3 | 0 12:00:00.000 | 0 06:00:00.000 | 1 21:00:00.000 | 2-7

SELECT INTERVAL '1' DAY / 0
---- fails
Division by zero

SELECT now() = date_trunc('millisecond', now()), current_timestamp = now(), localtimestamp = now(), now() > current_date
----
true | true | true | true
