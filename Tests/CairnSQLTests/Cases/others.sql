# Trino documentation, "Binary functions", "URL functions"
SELECT to_hex(md5(to_utf8('a'))), to_hex(sha1(to_utf8('a'))), to_hex(sha256(to_utf8('a'))), to_base64(to_utf8('ab')), from_utf8(from_base64('YWI='))
----
0CC175B9C0F1B6A831C399E269772661 | 86F7E437FAA5A7FCE15D1DDCB9EAEAEA377667B8 | CA978112CA1BBDCAFAC231B39A23DC4DA786EFF8147C4E72B9807785AFEE48BB | YWI= | ab

SELECT url_extract_protocol(u), url_extract_host(u), url_extract_port(u), url_extract_path(u), url_extract_query(u), url_extract_fragment(u), url_extract_parameter(u, 'b'), url_extract_parameter(u, 'z') FROM (VALUES 'https://user@example.com:8443/a/b?x=1&b=two+2#end') AS t(u)
----
https | example.com | 8443 | /a/b | x=1&b=two+2 | end | two 2 | NULL

SELECT url_extract_host('http://example.com'), url_extract_port('http://example.com'), url_extract_path('http://example.com'), url_extract_query('http://example.com/'), url_extract_fragment('http://example.com/'), url_extract_host('no url')
----
example.com | NULL |  | NULL | NULL | NULL

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
