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

SELECT regexp_extract('abc', '(z*)?abc', 1), regexp_extract('cb', '(?:(a*)|c)b', 1), regexp_extract('k=', 'k(=(v*))?', 2), regexp_extract('k', 'k(=(v*))?', 2), regexp_extract_all('/x /y/', '/([^/ ]*)(?:/([^/]*))?', 2), regexp_extract(s, p, 1) FROM (VALUES ('b', '(a)?b')) AS t(s, p)
----
 | NULL |  | NULL | [null, ] | NULL

SELECT regexp_extract('ab', '(?:a|(b*))*', 1)
---- refused
Group 1 may be missing or empty in a repeated part

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

# places count from 1, and a match begins where the one before it ends
SELECT regexp_position(s, p), regexp_position(s, p, 5), regexp_position(s, p, 12), regexp_position(s, p, 12, 1), regexp_position(s, p, 12, 2), regexp_position(s, p, 12, 3), regexp_position(s, p, 1, 2) FROM (VALUES ('I have 23 apples, 5 pears and 13 oranges', '\b\d+\b')) AS t(s, p)
----
8 | 8 | 19 | 19 | 31 | -1 | 19

SELECT regexp_position('有朋$%X自9远方来', '\d'), regexp_position('aaa', 'a+', 1, 2), regexp_position('abc', 'z'), regexp_position('a', 'a', 2), regexp_position(NULL, 'a'), regexp_position('ab' || chr(10), 'b$'), regexp_position('', ''), regexp_position('abc', ''), typeof(regexp_position('a', 'a'))
----
7 | -1 | -1 | -1 | NULL | 2 | 1 | 1 | integer

SELECT regexp_position('a', 'a', 0)
---- fails
start position cannot be smaller than 1

SELECT regexp_position('a', 'a', 1, 0)
---- fails
occurrence cannot be smaller than 1

SELECT regexp_position('aaa', 'b*', 1, 2)
---- fails
A pattern that matches nothing cannot be counted here

# a lambda gets the groups; NULL from it makes all NULL
SELECT regexp_replace('new york', '(\w)(\w*)', x -> upper(x[1]) || lower(x[2])), regexp_replace('abbabba', '(abba)', x -> 'm' || x[1]), regexp_replace('new', '(q)', x -> x[1]), regexp_replace('aaa', '(a)', x -> CAST(NULL AS varchar)), regexp_replace('abde', 'ab(c)?de', x -> CASE WHEN x[1] IS NULL THEN 'foo' ELSE 'bar' END), regexp_replace('xay', 'a', x -> 'OK'), regexp_replace(CAST(NULL AS varchar), '(a)', x -> x[1]), regexp_replace('', '(a)', x -> x[1]), regexp_replace('a有朋💰', '(.)', x -> '1' || x[1] || '2')
----
New York | mabbabba | new | NULL | foo | xOKy | NULL |  | 1a21有21朋21💰2

SELECT regexp_replace('x', '(x)', x -> x[2])
---- fails
Array subscript out of bounds

SELECT regexp_replace('new', '(\w*)', x -> x[1])
---- refused
The pattern must match something

# groups by name; a number has as many digits as there are groups
SELECT regexp_replace('wxyz', '(?<xyz>[xyz])', '${xyz}${xyz}'), regexp_replace('wxyz', '(?<w>w)|(?<xyz>[xyz])', '[${w}](${xyz})'), regexp_replace('xyz', '(?<xyz>[xyz])+', '${xyz}'), regexp_replace('xxx', '(x)', '$01'), regexp_replace('xxx', 'x', '$05'), regexp_replace('123456789', '(1)(2)(3)(4)(5)(6)(7)(8)(9)', '$10'), regexp_extract('k=v', '(?<k>\w)=(?<v>\w)', 2), regexp_replace('xxx xxx', 'x', '\x')
----
wxxyyzz | [w]()[](x)[](y)[](z) | z | xxx | x5x5x5 | 10 | v | xxx xxx

SELECT regexp_replace('xxx', 'x', '$1')
---- refused
The replacement is not supported

# replacements of each row
SELECT regexp_replace(s, p, r) FROM (VALUES ('abc', 'b', 'X'), ('abc', 'z', 'Y')) AS t(s, p, r)
----
aXc
abc

SELECT regexp_replace(s, 'b', r) FROM (VALUES ('abc', '$0')) AS t(s, r)
---- fails
A replacement with groups needs a literal

# patterns that match nothing
SELECT regexp_replace('abc有朋', '', 'Y'), regexp_replace('', '', 'Y'), regexp_replace('a1b', '\d*', ''), regexp_extract_all('a1b', '\d*'), regexp_count('x', '.*'), regexp_split('abc', ''), regexp_split('', '')
----
YaYbYcY有Y朋Y | Y | ab | [, 1, , ] | 2 | [, a, b, c, ] | [, ]

SELECT regexp_replace('x', '.*', 'y')
---- fails
A pattern that matches both something and nothing cannot be used here

SELECT regexp_split('a1b', '\d*')
---- fails
A pattern that matches both something and nothing cannot be used here

SELECT regexp_split('aab', '^a'), regexp_split('abc', 'a'), regexp_split('a.b:c;d', '[\.:;]'), regexp_split('a1b2346c3d', '\d+'), regexp_split('abcd', 'x')
----
[, ab] | [, bc] | [a, b, c, d] | [a, b, c, d] | [abcd]

SELECT regexp_like('café', 'caf\u00e9'), regexp_like('u0041', '\\u0041'), regexp_replace('aAb', '[\u0041]', 'x')
----
true | false | axb
