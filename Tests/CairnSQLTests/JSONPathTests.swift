import Testing

@testable import CairnSQL

@Suite struct JSONPathTests {
    @Test(arguments: [
        ("$", "'$'"), ("$.a.b", #"'$."a"."b"'"#), ("$['a b'][0]", #"'$."a b"[0]'"#), (#"$."x y""#, #"'$."x y"'"#),
        ("$.a[*].b", #"'$."a"[*]."b"'"#), ("lax $.a", #"'$."a"'"#), ("strict $[2]", "'$[2]'"),
        ("a.b", #"'$."a"."b"'"#), ("$.AWS:Item.c", #"'$."AWS:Item"."c"'"#), ("$.it's", #"'$."it''s"'"#),
    ])
    func pathsAreWrittenForDuckDB(path: String, expected: String) throws {
        #expect(try #require(JSONPath(path)).duckDB == expected)
    }

    @Test(arguments: ["$..a", "$.", "$[", "$[x]", "$['a]", "$.a[?(@.b)]", #"$['a"b']"#, #"$["a\"b"]"#, "$[-1]"])
    func otherPathsAreRefused(path: String) {
        #expect(JSONPath(path) == nil)
    }
}
