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

SELECT from_iso8601_timestamp('2026-03-04T05:06:07+02:00')
---- fails
Only ISO 8601 timestamps in UTC are supported

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
