# Trino documentation, "String functions and operators"
SELECT chr(65), codepoint('A'), concat('a', 'b', 'c'), 'a' || 'b' || 'c'
----
A | 65 | abc | abc

# concat gives NULL for NULL
SELECT concat('a', NULL, 'b'), 'a' || NULL, concat_ws('-', 'a', NULL, 'b'), concat_ws(',', ARRAY['x', NULL, 'y'])
----
NULL | NULL | a-b | x,y

SELECT length('häuser'), lower('ÄB'), upper('äb'), lpad('7', 3, '0'), rpad('ab', 5, 'xy'), lpad('abcdef', 3, 'x')
----
6 | äb | ÄB | 007 | abxyx | abc

SELECT '[' || trim('  a ') || ']', '[' || ltrim(' a ') || ']', '[' || rtrim(' a ') || ']', trim('xxaxx', 'x'), trim(BOTH 'x' FROM 'xax'), trim(LEADING FROM ' b'), trim(TRAILING '!' FROM 'b!!')
----
[a] | [a ] | [ a] | a | a | b | b

# tabs and line ends are blanks too
SELECT '[' || trim(chr(9) || 'a' || chr(10)) || ']', ltrim('xya', 'xy'), rtrim('axy', 'yx')
----
[a] | a | a

SELECT replace('abcabc', 'b'), replace('abcabc', 'b', 'X'), reverse('abc'), starts_with('abc', 'ab'), strpos('hello', 'l'), strpos('hello', 'z'), position('l' IN 'hello')
----
acac | aXcaXc | cba | true | 3 | 0 | 3

# places count from 1, from the end if negative; 0 and beyond are nowhere
SELECT substr('hello', 2), substr('hello', 2, 3), substr('hello', -3), substr('hello', -3, 2), substring('hello', 1, 1), substring('hello' FROM 2 FOR 2)
----
ello | ell | llo | ll | h | el

SELECT '[' || substr('hello', 0) || ']', '[' || substr('hello', -10) || ']', '[' || substr('hello', 10) || ']', '[' || substr('hello', 2, -1) || ']', '[' || substr('hello', 0, 2) || ']', substr(NULL, 0)
----
[] | [] | [] | [] | [] | NULL

SELECT '[' || substr(s, n) || ']' FROM (VALUES ('hello', 0), ('hello', 4), ('hello', -9)) AS t(s, n)
----
[]
[lo]
[]

SELECT split('a,b,c', ','), split('a,b,c', ',', 2), split_part('a,b,c', ',', 2), split_part('a,b,c', ',', 9)
----
[a, b, c] | [a, b,c] | b | NULL

SELECT split_part('a,b', ',', 0)
---- fails
Index must be greater than zero

SELECT split_to_map('a=1;b=2', ';', '=')
----
{a=1, b=2}

SELECT translate('abcd', 'ab', '12'), hamming_distance('abc', 'abd'), levenshtein_distance('apple', 'epplea'), normalize('é'), normalize('é', NFC)
----
12cd | 1 | 2 | é | é

SELECT from_utf8(to_utf8('abc')), to_hex(to_utf8('abc')), length(to_utf8('ä'))
----
abc | 616263 | 2

SELECT format('%s has %d calls', 'dana', 3), format('%05.2f%%', 1.5), format('%s', true), format('%s|%s', 1, NULL), format('%d', CAST(NULL AS integer)), format('%4d|%-3s|', 7, 'x')
----
dana has 3 calls | 01.50% | true | 1|null | null |    7|x  |

# upper and lower case differ, and LIKE has no escape unless it is named
SELECT 'a' = 'A', 'abc' LIKE 'A%', 'a%c' LIKE 'a\%c', 'a%c' LIKE 'a\%c' ESCAPE '\', 'abc' LIKE 'a\%c' ESCAPE '\', 'a_c' LIKE 'a$_c' ESCAPE '$'
----
false | false | false | true | false | true

SELECT 'x' LIKE 'a\b' ESCAPE '\'
---- refused
Escape character must be followed by '%', '_' or itself

SELECT CAST('abcdef' AS varchar), typeof('a'), typeof(1), typeof(1.5), typeof(ARRAY[1]), typeof(now())
----
abcdef | varchar(1) | integer | decimal(2,1) | array(integer) | timestamp(3) with time zone

SELECT word_stem('a')
---- refused
line 1:8: The function 'word_stem' is not supported

SELECT nosuch('a')
---- refused
line 1:8: Function 'nosuch' not registered

SELECT length(5)
---- refused
line 1:8: Unexpected parameters (integer) for function length. Expecting: length(varchar), length(varbinary)

# substring is an alias of substr
SELECT substring('hello', 2), substring('hello', -3), substring('hello' FROM 4), substring('hello', 6), substring('hello', 0)
----
ello | llo | lo |  | 

# Trino documentation, "String functions"; characters are code points
SELECT codepoint('é'), chr(233), concat(X'61', X'62', X'63'), concat_ws(s, ARRAY['a', NULL, 'b']), concat_ws(s, CAST(ARRAY[NULL] AS array(varchar))), concat_ws(s, CAST(NULL AS array(varchar))) FROM (VALUES '-') AS t(s)
----
233 | é | 61 62 63 | a-b |  | NULL

SELECT codepoint('ab')
---- fails
Input is not one character

SELECT chr(1114112)
---- fails
1114112

SELECT hamming_distance('', ''), hamming_distance('é', 'e'), hamming_distance('hello', 'jello'), levenshtein_distance('é', 'e'), levenshtein_distance('hello naïve world', 'hello naive world'), levenshtein_distance('信念,爱,希望', '信仰,爱,希望'), levenshtein_distance('', 'abc'), levenshtein_distance(NULL, 'a')
----
0 | 1 | 1 | 1 | 1 | 1 | 3 | NULL

SELECT hamming_distance('a', 'ab')
---- fails
The input strings must have the same length

SELECT lpad('text', 7, 'xy'), lpad('text', 4, 'x'), '[' || lpad('text', 0, 'xy') || ']', lpad('信念', 3, '望'), rpad('text', 7, 'xy'), lpad(X'1234', 5, X'AB'), rpad(X'1234', 7, X'ABCD'), lpad(X'1234', 1, X'AB'), rpad('a', NULL, 'x')
----
xyxtext | text | [] | 望信念 | textxyx | ab ab ab 12 34 | 12 34 ab cd ab cd ab | 12 | NULL

SELECT lpad('a', -1, 'x')
---- fails
Target length must be in the range [0..2147483647]

SELECT rpad(X'61', 5, X'')
---- fails
Padding string must not be empty

SELECT luhn_check('4242424242424242'), luhn_check('1234567891234567'), luhn_check(''), luhn_check(NULL)
----
true | false | false | NULL

SELECT luhn_check('abcd424242424242')
---- fails
Input contains non-digit character

SELECT replace('abc', '', 'x'), replace('信', '', '\'), replace(s, p, 'x'), replace('', '', 'x') FROM (VALUES ('abc', 'b')) AS t(s, p)
----
xaxbxcx | \信\ | axc | x

# the mark goes with the letter before it, and in front of it behind reverse; the sharp s has no capital
SELECT reverse('e' || chr(769) || 'x') = 'x' || chr(769) || 'e', reverse('hello'), reverse(X'123456'), upper('ßa'), upper('aé'), lower('İ')
----
true | olleh | 56 34 12 | ßA | AÉ | i

SELECT soundex('jim'), soundex('jIM'), soundex('jimmy'), soundex('Ashcraft'), soundex('Tymczak'), soundex('Pfister'), soundex(''), soundex('Robert'), soundex('x123'), soundex(NULL), soundex('Honeyman')
----
J500 | J500 | J500 | A261 | T522 | P236 |  | R163 | X000 | NULL | H555

SELECT soundex('jąmes')
---- fails
The character is not mapped

SELECT split('a.b.c', '.', 1), split('a.b.c', '.', 2), split('a..b', '.', 5), split('', '.'), split(s, p, 2), split(NULL, '.', 2) FROM (VALUES ('a-b-c', '-')) AS t(s, p)
----
[a.b.c] | [a, b.c] | [a, , b] | [] | [a, b-c] | NULL

SELECT split('a', '')
---- fails
The delimiter may not be the empty string

SELECT split('a', ',', 0)
---- fails
Limit must be positive

SELECT split_to_map('', ',', '='), split_to_map('a=1,b=', ',', '='), split_to_map('a=1;', ';', '='), split_to_map(NULL, ',', '=')
----
{} | {a=1, b=} | {a=1} | NULL

SELECT split_to_multimap('a=123,b=0,a=456', ',', '='), split_to_multimap('', ',', '='), split_to_multimap('a=1,', ',', '='), split_to_multimap(NULL, ',', '=')
----
{a=[123, 456], b=[0]} | {} | {a=[1]} | NULL

SELECT split_to_multimap('a=1,b', ',', '=')
---- fails
Key-value delimiter must appear exactly once in each entry

SELECT split_to_map('a=1', ',', ',')
---- fails
entryDelimiter and keyValueDelimiter must not be the same

SELECT split_to_map('a=1,a=2', ',', '=')
---- fails
Map keys must be unique

SELECT strpos('abc/xyz/foo/bar', '/', 2), strpos('abc/xyz/foo/bar', '/', -1), strpos('abc/xyz/foo/bar', '/', -2), strpos('abc', 'z', 1), strpos('aaa', 'aa', 2), strpos('abc', '', 3), strpos(NULL, 'a', 1), strpos('信念,爱,希望', '爱', 1), strpos('abc/xyz', '/', 5), strpos('a', 'abc', 1)
----
8 | 12 | 8 | 0 | 2 | 1 | NULL | 4 | 0 | 0

SELECT strpos('a', 'a', 0)
---- fails
'instance' must be a positive or negative number.

SELECT substr(X'123456', 2), substr(X'123456', 2, 1), substr(X'123456', -2), length(substr(X'123456', 0)), length(substr(X'123456', 9)), length(substr(X'123456', -9, 2)), substr(X'123456', -2, 1), length(substr(X'123456', 1, 0)), substr(CAST(NULL AS varbinary), 1)
----
34 56 | 34 | 34 56 | 0 | 0 | 0 | 34 | 0 | NULL

SELECT '[' || trim(chr(8195) || 'a' || chr(28)) || ']', trim(chr(160) || 'a') = chr(160) || 'a', translate('abcda', 'aa', '12'), translate('Palhoça', 'ç', 'c'), translate('abcd', 'abcd', '')
----
[a] | true | 1bcd1 | Palhoca | 

# format writes as Java does: halves go up, what is NULL is a word
SELECT format('%5.2f|%-8s|%08d|%,d|%+d|% d|(%(d)|%x|%o|%X', 1.005, 'ab', -42, 1234567, 5, 5, -7, 255, 8, -1)
----
 1.01|ab      |-0000042|1,234,567|+5| 5|((7))|ff|10|FFFFFFFFFFFFFFFF

SELECT format('%.1f %.2f %.2f %.0f %f %,.2f', 0.25e0, 1.005e0, -0.001e0, 2.5e0, 1e10, 1234567.895), format('%.5f', pi()), format('%2$s %1$s %1$s %<s', 'a', 'b'), format('%1$tA, %1$tB %1$te, %1$tY', DATE '2006-07-04'), format('%+,08d|%(08d|%08.2f', 12345, -5, -1.5)
----
0.3 1.01 -0.00 3 10000000000.000000 1,234,567.90 | 3.14159 | b a a a | Tuesday, July 4, 2006 | +012,345|(000005)|-0001.50

SELECT format('%s', TIMESTAMP '2026-03-04 05:06:00'), format('%s', TIMESTAMP '2026-03-04 05:06:07.1'), format('%.2s|%6.2s|', 'abcdef', 'abc'), format('%5d|%.2f|%b|%s', CAST(NULL AS integer), CAST(NULL AS double), CAST(NULL AS boolean), NULL), format('%S %B', 'abc', true), format('%tp %<tH', TIMESTAMP '2026-03-04 15:06:00'), format('%s', 1, 2)
----
2026-03-04T05:06 | 2026-03-04T05:06:07.100 | ab|    ab| |  null|nu|false|null | ABC TRUE | pm 15 | 1

SELECT format('%d', 1.5)
---- refused
The conversion %d is not supported here

SELECT format('%s %s', 1)
---- refused
The format has more conversions than there are values

# patterns of each row may have the escape character before %, _ and itself only
SELECT 'a%c' LIKE p ESCAPE '\' FROM (VALUES 'a%', 'a\%c', 'a\_c', NULL) AS t(p)
----
true
true
false
NULL

SELECT 'abc' NOT LIKE p ESCAPE '^' FROM (VALUES 'a^bc') AS t(p)
---- fails
Escape character must be followed by '%', '_' or itself
