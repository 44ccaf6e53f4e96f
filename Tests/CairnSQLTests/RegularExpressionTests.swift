import Testing

@testable import CairnSQL

@Suite struct RegularExpressionTests {
    @Test(arguments: [
        ("a(?=b)", "a lookahead"), ("(?<!a)b", "a lookbehind"), (#"(a)\1"#, "a back reference"),
        ("a++", "a possessive quantifier"), ("(?>a)", "an atomic group"), ("[a&&b]", "an intersection of classes"),
        (#"(?<n>a)\k<n>"#, "a back reference"),
    ])
    func patternsThatRE2ReadsOtherwiseAreFound(pattern: String, problem: String) {
        #expect(RegularExpression(pattern).problem == problem)
    }

    @Test(arguments: [#"^\d+[a-z]*$"#, "(?i)abc|def", "[^]a]", #"\[(x)\]"#, "(?<name>a+)", "[[:alpha:]]", #"a\+\+"#])
    func otherPatternsPass(pattern: String) {
        #expect(RegularExpression(pattern).problem == nil)
    }

    @Test(arguments: [
        ("(a)(b)", 1, RegularExpression.Participation.always), ("(a)?b", 1, .sometimes), ("(a*)?b", 1, .unclear),
        ("(a)|(b)", 2, .sometimes), ("((a)b)?", 2, .sometimes), ("(?:x)(y)", 1, .always), ("(a)", 2, .missing),
        ("(a|b)", 1, .always), ("(a|)?", 1, .unclear),
    ])
    func participationOfGroupsIsTold(pattern: String, group: Int, expected: RegularExpression.Participation) {
        #expect(RegularExpression(pattern).participation(ofGroup: group) == expected)
    }

    @Test(arguments: [
        ("$1-$2", #"\1-\2"#), (#"\$1"#, "$1"), (#"a\\b"#, #"a\\b"#), ("plain", "plain"), ("${n}", nil), ("$12", nil),
        ("$", nil),
    ])
    func replacementsAreTranslated(text: String, expected: String?) {
        #expect(RegularExpression.replacement(text) == expected)
    }
}
