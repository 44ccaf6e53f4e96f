# Trino documentation, "IP address functions", and the type IPADDRESS
SELECT CAST(x AS ipaddress) FROM (VALUES '::ffff:1.2.3.4', '1.2.3.4', '192.168.0.0', '2001:0db8:0000:0000:0000:ff00:0042:8329', '2001:db8:0:0:1:0:0:1', '2001:db8:0:0:1::1', '2001:DB8::FF00:ABCD:12EF', '64:ff9b::10.0.0.0', '::', '::1', '1::', NULL) AS t(x)
----
1.2.3.4
1.2.3.4
192.168.0.0
2001:db8::ff00:42:8329
2001:db8::1:0:0:1
2001:db8::1:0:0:1
2001:db8::ff00:abcd:12ef
64:ff9b::a00:0
::
::1
1::
NULL

# the first of the longest runs of zeros is left out, if it has two at least
SELECT CAST(x AS ipaddress) FROM (VALUES '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1:0:0:2:0:0:0:3', '1:0:0:2:3:0:0:4', 'fe80::', '0:0:0:0:0:0:0:0', '1:0:2:0:3:0:4:0') AS t(x)
----
1:2:3:4:5:6:7:0
0:2:3:4:5:6:7:8
1:0:0:2::3
1::2:3:0:0:4
fe80::
::
1:0:2:0:3:0:4:0

# names of hosts and services, as they stand in sourceIPAddress, are no addresses
SELECT count(*), count(try_cast(x AS ipaddress)) FROM (VALUES 'facebook.com', 'localhost', '2001:db8::1::1', '2001:zxy::1', '789.1.1.1', '01.2.3.4', '1.2.3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '::1:2:3:4:5:6:7:8', ':1::2', '1::2:', '', 'AWS Internal', '1.2.3.4.5', '12345::', '::1.2.3', ':::', 'cloudtrail.amazonaws.com', '1.2.3.4:5') AS t(x)
----
20 | 0

SELECT CAST(x AS ipaddress) FROM (VALUES 'cloudtrail.amazonaws.com') AS t(x)
---- fails
Cannot cast value to IPADDRESS

SELECT IPADDRESS '2001:db8::1::1'
---- refused
line 1:8: Cannot cast value to IPADDRESS: 2001:db8::1::1

SELECT IPADDRESS '10.0.0.0', typeof(IPADDRESS '::1'), IPADDRESS '::ffff:102:304' = CAST('1.2.3.4' AS ipaddress), IPADDRESS '1.2.3.4' < IPADDRESS '1.2.3.5', IPADDRESS '::1' <= IPADDRESS '1.2.3.5', IPADDRESS '2001::' > IPADDRESS '255.255.255.255', IPADDRESS '::2222' BETWEEN IPADDRESS '::' AND IPADDRESS '::1234', IPADDRESS '10.0.0.2' > IPADDRESS '10.0.0.10'
----
10.0.0.0 | ipaddress | true | true | true | true | false | false

SELECT contains('10.0.0.0/8', IPADDRESS '10.255.255.255'), contains('10.0.0.0/8', IPADDRESS '11.255.255.255'), contains('2001:0db8:0:0:0:ff00:0042:8329/128', IPADDRESS '2001:0db8:0:0:0:ff00:0042:8329'), contains('2001:0db8:0:0:0:ff00:0042:8329/128', IPADDRESS '2001:0db8:0:0:0:ff00:0042:8328'), contains('64:ff9b::10.0.0.0/64', IPADDRESS '64:ff9b:0:0:f:f:f:f'), contains('64:ff9b::10.0.0.0/64', IPADDRESS '64:ff9b:0:1:0:0:0:0')
----
true | false | true | false | true | false

SELECT contains('0.0.0.0/0', IPADDRESS '255.255.255.255'), contains('128.0.0.0/1', IPADDRESS '200.1.1.1'), contains('0.0.0.254/31', IPADDRESS '0.0.0.255'), contains('127.0.0.1/32', IPADDRESS '::ffff:7f00:0001'), contains('::ffff:7f00:0001/32', IPADDRESS '127.0.0.1'), contains('0.0.0.0/0', IPADDRESS '::1'), contains('::/0', IPADDRESS '1.2.3.4'), contains('::/0', IPADDRESS '::1'), contains('10.0.0.0/8', CAST(NULL AS ipaddress))
----
true | true | true | true | true | false | false | true | NULL

SELECT n, contains(n, a) FROM (VALUES ('10.0.0.0/8', IPADDRESS '10.255.255.255'), ('10.0.0.0/8', IPADDRESS '11.255.255.255'), ('0.0.0.0/0', IPADDRESS '::1'), ('::/0', IPADDRESS '1.2.3.4'), ('::/0', IPADDRESS '::1'), ('64:ff9b::10.0.0.0/64', IPADDRESS '64:ff9b:0:0:f:f:f:f'), ('64:ff9b::10.0.0.0/64', IPADDRESS '64:ff9b:0:1:0:0:0:0'), ('128.0.0.0/1', IPADDRESS '200.0.0.0'), ('1.2.3.4/32', IPADDRESS '1.2.3.4'), (NULL, IPADDRESS '1.2.3.4'), ('10.0.0.0/8', NULL)) AS t(n, a)
----
10.0.0.0/8 | true
10.0.0.0/8 | false
0.0.0.0/0 | false
::/0 | false
::/0 | true
64:ff9b::10.0.0.0/64 | true
64:ff9b::10.0.0.0/64 | false
128.0.0.0/1 | true
1.2.3.4/32 | true
NULL | NULL
10.0.0.0/8 | NULL

SELECT contains('10.0.0.1/8', IPADDRESS '1.1.1.1')
---- refused
line 1:17: Invalid CIDR: '10.0.0.1/8'

SELECT contains('10.0.0.0/33', IPADDRESS '1.1.1.1')
---- refused
line 1:17: Prefix length exceeds address length: '10.0.0.0/33'

SELECT contains('10.0.0.0', IPADDRESS '1.1.1.1')
---- refused
line 1:17: Invalid CIDR: '10.0.0.0'

SELECT contains('x/3', IPADDRESS '1.1.1.1')
---- refused
line 1:17: Invalid network IP address: 'x/3'

SELECT contains(n, IPADDRESS '10.1.1.1') FROM (VALUES '10.0.0.1/8') AS t(n)
---- fails
Invalid CIDR

SELECT contains(n, IPADDRESS '10.1.1.1') FROM (VALUES '10.0.0.0') AS t(n)
---- fails
Invalid CIDR

SELECT contains(n, IPADDRESS '10.1.1.1') FROM (VALUES '10.0.0.0/33') AS t(n)
---- fails
Prefix length exceeds address length

SELECT contains(n, IPADDRESS '10.1.1.1') FROM (VALUES 'x/3') AS t(n)
---- fails
Invalid network IP address

SELECT contains(n, IPADDRESS '10.1.1.1') FROM (VALUES '10.0.0.0/-1') AS t(n)
---- fails
Invalid prefix length

# where the text is no address, the network does not contain it
SELECT x, contains('10.0.0.0/8', try_cast(x AS ipaddress)) FROM (VALUES '10.1.2.3', 'cloudtrail.amazonaws.com', '52.1.2.3') AS t(x)
----
10.1.2.3 | true
cloudtrail.amazonaws.com | NULL
52.1.2.3 | false

SELECT CAST(X'01020304' AS ipaddress), CAST(X'20010db8000000000000ff0000428329' AS ipaddress), CAST(IPADDRESS '1.2.3.4' AS varbinary), CAST(IPADDRESS '64:ff9b::10.0.0.0' AS varchar), 'from ' || CAST(IPADDRESS '1.2.3.4' AS varchar)
----
1.2.3.4 | 2001:db8::ff00:42:8329 | 00 00 00 00 00 00 00 00 00 00 ff ff 01 02 03 04 | 64:ff9b::a00:0 | from 1.2.3.4

SELECT CAST(X'f000001100' AS ipaddress)
---- fails
Invalid IP address binary length

SELECT CAST(IPADDRESS '1.2.3.4' AS varchar(14))
---- refused
line 1:8: Cannot cast ipaddress to varchar(14)

SELECT IPADDRESS '1.2.3.4' = '1.2.3.4'
---- refused
line 1:28: Cannot apply operator: ipaddress = varchar

SELECT CAST(IPADDRESS '1.2.3.4' AS json)
---- refused
line 1:8: Cannot cast ipaddress to json

SELECT x, count(*) FROM (VALUES IPADDRESS '1.2.3.4', IPADDRESS '::ffff:1.2.3.4', IPADDRESS '::1', NULL) AS t(x) GROUP BY x ORDER BY x DESC
----
1.2.3.4 | 2
::1 | 1
NULL | 1

SELECT array_agg(x ORDER BY x), min(x), max(x), count(DISTINCT x), MAP(ARRAY[IPADDRESS '::1'], ARRAY[1]), x IN (IPADDRESS '::1') FROM (VALUES IPADDRESS '1.2.3.4', IPADDRESS '::1', IPADDRESS '10.0.0.1') AS t(x) GROUP BY x IN (IPADDRESS '::1') ORDER BY 2
----
[::1] | ::1 | ::1 | 1 | {::1=1} | true
[1.2.3.4, 10.0.0.1] | 1.2.3.4 | 10.0.0.1 | 2 | {::1=1} | false

# aggregates, queries and lambdas around addresses
SELECT CAST(max(x) AS ipaddress), try_cast(max(x) AS ipaddress), contains('10.0.0.0/8', CAST(max(x) AS ipaddress)), contains(max('10.0.0.0/8'), CAST(max(x) AS ipaddress)), TRY(CAST(max(x) AS ipaddress)), CAST(CAST(max(x) AS ipaddress) AS varchar) FROM (VALUES '10.1.2.3') t(x)
----
10.1.2.3 | 10.1.2.3 | true | true | 10.1.2.3 | 10.1.2.3

SELECT x, CAST(max(x) OVER () AS ipaddress), row_number() OVER (ORDER BY CAST(x AS ipaddress)) FROM (VALUES '10.0.0.10', '10.0.0.9') t(x) ORDER BY 3
----
10.0.0.9 | 10.0.0.9 | 1
10.0.0.10 | 10.0.0.9 | 2

SELECT TRY(contains(n, IPADDRESS '1.1.1.1')), TRY(CAST(n AS ipaddress)), TRY(CAST('x' AS time)), TRY(json_value(n, 'lax $' ERROR ON ERROR)), TRY((1,NULL) < (1,2)) FROM (VALUES 'x') t(n)
----
NULL | NULL | NULL | NULL | NULL

SELECT CAST(x AS ipaddress), count(*) FROM (VALUES '1.1.1.1','1.1.1.1') t(x) GROUP BY CAST(x AS ipaddress)
----
1.1.1.1 | 2

SELECT transform(ARRAY['1.2.3.4', 'x'], e -> try_cast(e AS ipaddress)), filter(ARRAY['10.2.3.4', '11.1.1.1'], e -> contains('10.0.0.0/8', CAST(e AS ipaddress))), CAST((SELECT '1.2.3.4') AS ipaddress), contains((SELECT '10.0.0.0/8'), IPADDRESS '10.0.0.1')
----
[1.2.3.4, null] | [10.2.3.4] | 1.2.3.4 | true

# in the order of numbers, not of text
SELECT sourceIPAddress FROM 11111111-2222-4333-8444-555555555555 WHERE contains('198.51.100.8/29', try_cast(sourceIPAddress AS ipaddress)) ORDER BY CAST(sourceIPAddress AS ipaddress) DESC
----
198.51.100.10
198.51.100.9
198.51.100.8
