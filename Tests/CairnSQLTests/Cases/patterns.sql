# Trino documentation, "Regular expression functions"
SELECT regexp_like('1a 2b 14m', '\d+b'), regexp_like('abc', '^b'), regexp_count('1a 2b 14m', '\s*[a-z]+\s*')
----
true | false | 3

# nothing found is NULL, not empty
SELECT regexp_extract('1a 2b 14m', '\d+'), regexp_extract('abc', '\d+'), regexp_extract('1a 2b 14m', '(\d+)([a-z]+)', 2), regexp_extract('abc', '(\d)', 1)
----
1 | NULL | a | NULL

# a group that takes no part is NULL
SELECT regexp_extract('abc', '(z)?abc', 1), regexp_extract('b', '(a)|(b)', 1), regexp_extract('b', '(a)|(b)', 2)
----
NULL | NULL | b

SELECT regexp_extract('abc', '(z*)?abc', 1)
---- refused
Group 1 may be missing or empty

SELECT regexp_extract_all('1a 2b 14m', '\d+'), regexp_extract_all('1a 2b 14m', '(\d+)([a-z]+)', 2)
----
[1, 2, 14] | [a, b, m]

# every match is replaced
SELECT regexp_replace('1a 2b 14m', '\d+[ab] '), regexp_replace('1a 2b 14m', '(\d+)([ab]) ', '3c$2 '), regexp_replace('fun stuff.', '[a-z]', '*')
----
14m | 3ca 3cb 14m | *** *****.

SELECT regexp_replace('a.b', '\.', '\$'), regexp_replace('ab', '(b)', '[$1]')
----
a$b | a[b]

SELECT regexp_split('1a 2b 14m', '\s*[a-z]+\s*')
----
[1, 2, 14, ]

SELECT regexp_like('x', '(?=a)')
---- refused
line 1:25: The pattern has a lookahead, which is not supported

SELECT regexp_like('x', '(a)\1')
---- refused
The pattern has a back reference

SELECT regexp_replace('x', 'a', '${name}')
---- refused
The replacement is not supported

SELECT regexp_position('ab', 'b')
---- refused
The function 'regexp_position' is not supported

SELECT regexp_extract_all('ab b', '(a)?b', 1), regexp_extract_all('12 3', '(\d)\d?', 1)
----
[a, null] | [1, 3]

SELECT regexp_extract('a', '(a)', 2)
---- refused
The pattern has no group 2

# a pattern that comes from a column
SELECT regexp_like(s, p), regexp_replace(s, p, 'x'), regexp_extract(s, p) FROM (VALUES ('abc', 'b+'), ('abc', 'z')) AS t(s, p)
----
true | axc | b
false | abc | NULL

# $ stands before a line feed at the end, too, as in Java
SELECT regexp_like(x, 'b$'), regexp_like(x, '^ab$'), regexp_like(x, 'a$'), regexp_like(x, 'b[$]|b\$') FROM (VALUES 'ab', 'ab' || chr(10), 'ab' || chr(10) || chr(10), 'b$') AS t(x)
----
true | true | false | false
true | true | false | false
false | false | false | false
false | false | false | true

SELECT regexp_like('a' || chr(10) || 'b', '(?m)a$'), regexp_extract('ab', '(b)$', 1), regexp_replace('aXb', '^a|b$'), regexp_count('bab', 'b$')
----
true | b | X | 1

# where RE2 would match something else, the query fails
SELECT regexp_replace('ab' || chr(10), 'b$', 'c')
---- fails
A pattern with $ cannot be used on a text that ends with a line feed

# Trino documentation, "Lambda expressions": a lambda gives what a match becomes
SELECT regexp_replace('once upon a time ...', '^(\w)(\w*)(\s+.*)$',x -> upper(x[1]) || x[2] || x[3]), regexp_replace('new york', '(\w)(\w*)', x -> upper(x[1]) || lower(x[2])), regexp_replace('abc', '(\d)', x -> 'z'), regexp_replace('a1b22c', '(\d+)', x -> '<' || x[1] || '>'), regexp_replace(CAST(NULL AS varchar), '(b)', x -> 'c'), regexp_replace('', '(b)', x -> 'c') || '!'
----
Once upon a time ... | New York | abc | a<1>b<22>c | NULL | !

SELECT regexp_replace('a1b2', '([a-z])(\d)', x -> x[2] || x[1]), regexp_replace('xaxbx', '(a)|(b)', x -> coalesce(x[1], '-') || coalesce(x[2], '+')), regexp_replace('abc', 'b', x -> CAST(cardinality(x) AS varchar)), regexp_replace('abc', 'b', x -> CAST(NULL AS varchar)), regexp_replace('bcb', 'b', x -> '')
----
1a2b | xa+x-bx | a0c | NULL | c

SELECT regexp_replace('ab', 'x*', x -> 'y')
---- fails
The pattern matches nothing at a place of the text

SELECT regexp_replace('ab', '(a)', x -> x[2])
---- fails
Array subscript out of bounds

SELECT regexp_replace(eventName, '([a-z])([A-Z])', x -> x[1] || '_' || lower(x[2])) FROM 11111111-2222-4333-8444-555555555555 ORDER BY eventTime LIMIT 2
----
Get_object
Put_object

SELECT regexp_replace('ab', p, x -> 'y') FROM (VALUES 'a') AS t(p)
---- refused
line 1:29: The pattern must be a literal
