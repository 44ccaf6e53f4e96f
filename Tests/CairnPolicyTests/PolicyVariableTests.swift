import Testing

@testable import CairnPolicy

@Suite struct PolicyVariableTests {
    @Test(arguments: [
        ("arn:aws:s3:::box/${aws:username}/*", "arn:aws:s3:::box/dana/x", true),
        ("arn:aws:s3:::box/${aws:username}/*", "arn:aws:s3:::box/erik/x", false),
        ("arn:aws:s3:::box/${AWS:UserName}/*", "arn:aws:s3:::box/dana/x", true),
        ("arn:aws:s3:::box/${aws:PrincipalAccount}", "arn:aws:s3:::box/222233334444", true),
        ("arn:aws:s3:::box/${aws:PrincipalTag/team}", "arn:aws:s3:::box/", false),
        ("arn:aws:s3:::box/${aws:PrincipalTag/team, 'all'}", "arn:aws:s3:::box/all", true),
        ("arn:aws:s3:::box/${aws:username, 'all'}", "arn:aws:s3:::box/dana", true),
        ("arn:aws:s3:::box/${aws:username}-${aws:PrincipalType}", "arn:aws:s3:::box/dana-User", true),
        ("arn:aws:s3:::box/${*}", "arn:aws:s3:::box/*", true),
        ("arn:aws:s3:::box/${*}", "arn:aws:s3:::box/abc", false),
        ("arn:aws:s3:::box/${?}${$}", "arn:aws:s3:::box/?$", true),
        ("arn:aws:s3:::box/$x", "arn:aws:s3:::box/$x", true),
    ])
    func resourcesHoldVariables(_ pattern: String, _ resource: String, _ expected: Bool) throws {
        let document = try PolicySamples.document(
            #""Effect":"Allow","Action":"s3:*","Resource":"\#(pattern)""#)
        let request = PolicyRequest(principal: PolicySamples.user, action: "s3:GetObject", resource: resource)
        #expect(document.decision(request, as: .identity).isAllowed == expected)
    }

    @Test func valuesAreNeverPatterns() throws {
        let document = try PolicySamples.document(
            #""Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::box/${aws:username}/*""#)
        let star = PolicyPrincipal.user(arn: "arn:aws:iam::222233334444:user/*", account: PolicySamples.account)
        let request = PolicyRequest(principal: star, action: "s3:GetObject", resource: "arn:aws:s3:::box/dana/x")
        #expect(document.decision(request, as: .identity) == .notApplicable)
    }

    @Test func theOldLanguageKnowsNoVariables() throws {
        let condition = #"{"StringEquals":{"k:a":"${aws:username}"}}"#
        #expect(try PolicySamples.isMet(condition, ["k:a": "dana"]))
        #expect(try !PolicySamples.isMet(condition, ["k:a": "dana"], version: "2008-10-17"))
        #expect(try PolicySamples.isMet(condition, ["k:a": "${aws:username}"], version: "2008-10-17"))
    }

    @Test func aVariableWithoutValueMatchesNothingAndMeetsWhatIsNegated() throws {
        #expect(try !PolicySamples.isMet(#"{"StringLike":{"k:a":"${k:none}*"}}"#, ["k:a": "x"]))
        #expect(try PolicySamples.isMet(#"{"StringNotEquals":{"k:a":"${k:none}"}}"#, ["k:a": "x"]))
    }

    @Test func aKeyWithSeveralValuesHasNoneAsAVariable() throws {
        var context: PolicyContext = ["k:a": "x"]
        context["k:many"] = ["x", "y"]
        #expect(try !PolicySamples.isMet(#"{"StringEquals":{"k:a":"${k:many}"}}"#, context))
    }

    @Test func stringsAndARNsOfConditionsHoldVariables() throws {
        #expect(try PolicySamples.isMet(#"{"StringEqualsIgnoreCase":{"k:a":"${aws:username}"}}"#, ["k:a": "DANA"]))
        #expect(try PolicySamples.isMet(#"{"StringEquals":{"k:a":"${*}"}}"#, ["k:a": "*"]))
        let condition = #"{"ArnLike":{"k:r":"arn:aws:iam::${aws:PrincipalAccount}:role/*"}}"#
        #expect(try PolicySamples.isMet(condition, ["k:r": "arn:aws:iam::222233334444:role/Ops"]))
        #expect(try !PolicySamples.isMet(condition, ["k:r": "arn:aws:iam::555566667777:role/Ops"]))
        #expect(try PolicySamples.isMet(#"{"Bool":{"k:b":"${k:flag}"}}"#, ["k:b": "true", "k:flag": "True"]))
    }

    @Test(arguments: ["${aws:username", "${}", "${a, b}", "${a,'b}", "${, 'b'}"])
    func brokenVariablesAreRefused(_ text: String) {
        #expect(throws: PolicyError(.invalidResource, "")) {
            try PolicySamples.document(#""Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\#(text)""#)
        }
    }
}
