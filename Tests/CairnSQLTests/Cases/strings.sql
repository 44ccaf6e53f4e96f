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

SELECT soundex('a')
---- refused
line 1:8: The function 'soundex' is not supported

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
