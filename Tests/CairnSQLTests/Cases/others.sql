# Trino documentation, "Binary functions", "URL functions"
SELECT to_hex(md5(to_utf8('a'))), to_hex(sha1(to_utf8('a'))), to_hex(sha256(to_utf8('a'))), to_base64(to_utf8('ab')), from_utf8(from_base64('YWI='))
----
0CC175B9C0F1B6A831C399E269772661 | 86F7E437FAA5A7FCE15D1DDCB9EAEAEA377667B8 | CA978112CA1BBDCAFAC231B39A23DC4DA786EFF8147C4E72B9807785AFEE48BB | YWI= | ab

SELECT url_extract_protocol(u), url_extract_host(u), url_extract_port(u), url_extract_path(u), url_extract_query(u), url_extract_fragment(u), url_extract_parameter(u, 'b'), url_extract_parameter(u, 'z') FROM (VALUES 'https://user@example.com:8443/a/b?x=1&b=two+2#end') AS t(u)
----
https | example.com | 8443 | /a/b | x=1&b=two+2 | end | two 2 | NULL

SELECT url_extract_host('http://example.com'), url_extract_port('http://example.com'), url_extract_path('http://example.com'), url_extract_query('http://example.com/'), url_extract_fragment('http://example.com/'), url_extract_host('no url')
----
example.com | NULL |  |  |  | NULL

SELECT url_encode('a b&c/ä'), url_decode('a+b%26c'), length(CAST(uuid() AS varchar))
----
a+b%26c%2F%C3%A4 | a b&c | 36

SELECT checksum(1)
---- refused
The function 'checksum' is not supported

SELECT ip_prefix('10.0.0.1', 8)
---- refused
The function 'ip_prefix' is not supported

SELECT contains('10.0.0.0/8', '10.0.0.1')
---- refused
Unexpected parameters (varchar, varchar) for function contains

SELECT xxhash64(X'00'), 1
---- refused
The function 'xxhash64' is not supported

# Trino documentation, "Binary functions"
SELECT crc32(to_utf8('123456789')), crc32(X''), crc32(NULL), to_hex(md5(X'')), to_hex(md5(NULL))
----
3421780262 | 0 | NULL | D41D8CD98F00B204E9800998ECF8427E | NULL

SELECT to_hex(hmac_md5(x, to_utf8('Jefe'))), to_hex(hmac_sha1(x, to_utf8('Jefe'))), to_hex(hmac_sha256(x, to_utf8('Jefe'))), hmac_md5(NULL, X'00') FROM (VALUES to_utf8('what do ya want for nothing?')) AS t(x)
----
750C783E6AB0B503EAA86E310A5DB738 | EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79 | 5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843 | NULL

SELECT to_hex(hmac_sha256(to_utf8('Test Using Larger Than Block-Size Key - Hash Key First'), lpad(X'aa', 131, X'aa')))
----
60E431591EE0B67F0D8A26AACBF5B77F8E0BC6213728C5140546040F0EE37F54

SELECT hmac_sha1(X'00', X'')
---- fails
Empty key

SELECT sha512(X'00')
---- refused
The function 'sha512' is not supported

SELECT to_base32(to_utf8('f')), to_base32(to_utf8('fo')), to_base32(to_utf8('foo')), to_base32(to_utf8('foob')), to_base32(to_utf8('fooba')), to_base32(to_utf8('foobar')), length(to_base32(X'')), from_utf8(from_base32('MZXW6YTBOI======')), from_utf8(from_base32('MZXW6YQ')), from_utf8(from_base32(to_utf8('MZXW6==='))), length(from_base32('')), from_base32(CAST(NULL AS varchar))
----
MY====== | MZXQ==== | MZXW6=== | MZXW6YQ= | MZXW6YTB | MZXW6YTBOI====== | 0 | foobar | foob | foo | 0 | NULL

SELECT from_base32('M1XW6===')
---- fails
Unrecognized character

SELECT from_base32('A')
---- fails
Invalid input length

SELECT to_base64url(X'fbff'), from_base64url('-_8='), from_base64url('-_8'), from_base64url(to_utf8('-_8=')), from_base64('YWI'), from_base64('YQ'), from_base64(to_utf8('YWJj')), length(from_base64(''))
----
-_8= | fb ff | fb ff | fb ff | 61 62 | 61 | 61 62 63 | 0

SELECT from_base64url('+/8=')
---- fails
Illegal base64 character

SELECT from_base64('YWJjZ')
---- fails
base64

SELECT from_hex('616')
---- fails
invalid input length

SELECT to_hex(to_big_endian_32(-1)), to_hex(to_big_endian_64(1)), from_big_endian_32(X'80000000'), from_big_endian_64(X'7FFFFFFFFFFFFFFF'), to_hex(to_ieee754_32(REAL '1.5')), to_hex(to_ieee754_64(3.1415926)), from_ieee754_32(X'3FC00000'), from_ieee754_64(X'3FF8000000000000'), to_hex(to_ieee754_64(nan())), from_hex(to_utf8('6162')), from_utf8(X'61', '?')
----
FFFFFFFF | 0000000000000001 | -2147483648 | 9223372036854775807 | 3FC00000 | 400921FB4D12D84A | 1.5 | 1.5 | 7FF8000000000000 | 61 62 | a

SELECT from_big_endian_64(X'00')
---- fails
expected 8-byte input

SELECT from_utf8(X'ff', '?')
---- fails
UTF8

# Trino documentation, "URL functions": what is no URL has no parts, what a URL leaves out is empty
SELECT url_extract_protocol(u), url_extract_host(u), url_extract_port(u), url_extract_path(u), url_extract_query(u), url_extract_fragment(u) FROM (VALUES 'http://example.com:8080/path1/p.php?k1=v1&k2=v2#Ref1', 'https://username:password@example.com', 'mailto:test@example.com', 'foo', 'http://example.com/^', 'http://my_bucket.s3.amazonaws.com/a/b', 'http://1.2.3.400/x', 'http://[::1]:8080/x?y', 'http://example.com/a%20b?x=%C3%A4&y=a+b#f%25', 'arn:aws:s3:::bucket/key', 's3://bucket/key with space', '?q=1', '//example.com/x', 'https://console.aws.amazon.com/iam/home?region=us-east-1#/users/dana', 'http:', 'http://example.com/%zz') AS t(u)
----
http | example.com | 8080 | /path1/p.php | k1=v1&k2=v2 | Ref1
https | example.com | NULL |  |  | 
mailto |  | NULL |  |  | 
 |  | NULL | foo |  | 
NULL | NULL | NULL | NULL | NULL | NULL
http |  | NULL | /a/b |  | 
http |  | NULL | /x |  | 
http | [::1] | 8080 | /x | y | 
http | example.com | NULL | /a b | x=ä&y=a+b | f%
arn |  | NULL |  |  | 
NULL | NULL | NULL | NULL | NULL | NULL
 |  | NULL |  | q=1 | 
 | example.com | NULL | /x |  | 
https | console.aws.amazon.com | NULL | /iam/home | region=us-east-1 | /users/dana
NULL | NULL | NULL | NULL | NULL | NULL
NULL | NULL | NULL | NULL | NULL | NULL

SELECT url_extract_parameter(u, 'k1'), url_extract_parameter(u, 'k3'), url_extract_parameter(u, 'k5') FROM (VALUES 'http://example.com/path1/p.php?k1=v1&k2=v2&k3&k4#Ref1', 'http://example.com/path1/p.php?k1&k1=v1&k1&k1#Ref1', 'foo', 'mailto:x?k1=2', 'http://a/?k1=a%26k2%3Db&k1=c') AS t(u)
----
v1 |  | NULL
 | NULL | NULL
NULL | NULL | NULL
NULL | NULL | NULL
a&k2=b | NULL | NULL

SELECT url_decode('a+b%26%C3%A4'), url_encode('~@:.-*_+ ☃')
----
a b&ä | %7E%40%3A.-*_%2B+%E2%98%83

SELECT url_decode('%zz')
---- fails
Illegal escape in the text
