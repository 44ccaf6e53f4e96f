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
        ("(a)(b)", 1, RegularExpression.Participation.always), ("(a)?b", 1, .sometimes), ("(a*)?b", 1, .sometimesEmpty),
        ("(a*)*b", 1, .unclear),
        ("(a)|(b)", 2, .sometimes), ("((a)b)?", 2, .sometimes), ("(?:x)(y)", 1, .always), ("(a)", 2, .missing),
        ("(a|b)", 1, .always), ("(a|)?", 1, .sometimesEmpty),
    ])
    func participationOfGroupsIsTold(pattern: String, group: Int, expected: RegularExpression.Participation) {
        #expect(RegularExpression(pattern).participation(ofGroup: group) == expected)
    }

    @Test(arguments: [
        ("$1-$2", #"\1-\2"#), (#"\$1"#, "$1"), (#"a\\b"#, #"a\\b"#), ("plain", "plain"), ("${m}", nil),
        ("${n}", #"\2"#), ("$12", #"\12"#), ("$3", nil), ("$", nil), ("${n", nil),
    ])
    func replacementsAreTranslated(text: String, expected: String?) {
        #expect(RegularExpression("(a)(?<n>b)").replacement(text) == expected)
    }

    @Test(arguments: [
        ("a", false), ("a*", true), ("a|", true), ("(a)(b)", false), ("(a*)b?", true), (#"\b"#, true),
        (#"\p{L}*"#, true),
        ("(?<name>x*)", true), ("(?:x|y)+", false), ("[ab]?", true), ("^$", true), ("a{0,2}", true), ("(?i)a", false),
    ])
    func emptyMatchesAreTold(pattern: String, expected: Bool) {
        #expect(RegularExpression(pattern).canBeEmpty == expected)
    }

    @Test func numbersOfCharactersAreTranslated() {
        #expect(RegularExpression(#"\u00e9[\u0041]\\u0041\u1"#).withPlainGroups == #"\x{00e9}[\x{0041}]\\u0041\u1"#)
    }

    @Test func namesOfGroupsAreLeftOut() {
        #expect(RegularExpression("(?<a>x)(?:y)[(?<b>](z)").withPlainGroups == "(x)(?:y)[(?<b>](z)")
    }
}
