import CairnModel
import Testing

@testable import CairnPolicy

@Suite struct PolicyDocumentTests {
    @Test(arguments: [
        #"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
        #"{"Version":"2008-10-17","Id":"x y","Statement":[{"Sid":"","Effect":"Deny","NotAction":["s3:*","iam:Get?ser"],"NotResource":["arn:aws:s3:::a","arn:aws:s3:::a/*"]}]}"#,
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}"#,
        #"{"Statement":{"Effect":"Allow","Principal":{"AWS":["222233334444","arn:aws:iam::222233334444:root","arn:aws:iam::222233334444:user/a/b","AIDAEXAMPLEEXAMPLE12","*"],"Service":"x.amazonaws.com","Federated":"accounts.google.com","CanonicalUser":"79a5"},"Action":"*","Resource":"*"}}"#,
        #"{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::222233334444:root"},"Action":"*","Resource":"*","Condition":{}}}"#,
        #"{"Statement":{"Effect":"Allow","Action":"cloudtrail-data:PutAuditEvents","Resource":"*","Condition":{"StringEquals":{},"NumericLessThan":{"s3:max-keys":10},"Bool":{"aws:SecureTransport":true}}}}"#,
    ])
    func documentsAreReadAndWrittenBack(_ text: String) throws {
        let document = try PolicyDocument(parsing: text)
        let again = try PolicyDocument(json: document.json)
        #expect(again.statements == document.statements)
        #expect(again.version == document.version && again.id == document.id)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let code: PolicyError.Code
        let place: String

        init(_ text: String, _ code: PolicyError.Code, _ place: String) {
            self.text = text
            self.code = code
            self.place = place
        }

        var testDescription: String { text }
    }

    private static func statement(_ members: String) -> String {
        #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{\#(members)}]}"#
    }

    static let refusals: [Refusal] = [
        Refusal("", .notJSON, "The policy is not JSON"),
        Refusal("{", .notJSON, "The policy is not JSON"),
        Refusal("[]", .invalidElement, "A policy document"),
        Refusal("{}", .missingElement, "Statement:"),
        Refusal(#"{"Statement":[]}"#, .missingElement, "Statement:"),
        Refusal(#"{"Statement":"x"}"#, .invalidElement, "Statement:"),
        Refusal(#"{"Statement":[1]}"#, .invalidElement, "statement 1:"),
        Refusal(#"{"Version":"2026-01-01","Statement":[]}"#, .invalidElement, "Version:"),
        Refusal(#"{"Version":2012,"Statement":[]}"#, .invalidElement, "Version:"),
        Refusal(#"{"Id":1,"Statement":[]}"#, .invalidElement, "Id:"),
        Refusal(#"{"statement":[]}"#, .unknownElement, "'statement'"),
        Refusal(#"{"Statement":[],"Statement":[]}"#, .duplicateElement, "Statement:"),
        Refusal(statement(#""Action":"*","Resource":"*""#), .missingElement, "statement 2, Effect:"),
        Refusal(statement(#""Effect":"allow","Action":"*","Resource":"*""#), .invalidElement, "statement 2, Effect:"),
        Refusal(statement(#""Effect":"Allow","Resource":"*""#), .missingElement, "statement 2, Action:"),
        Refusal(statement(#""Effect":"Allow","Action":[],"Resource":"*""#), .missingElement, "statement 2, Action:"),
        Refusal(statement(#""Effect":"Allow","Action":"*","Resource":[]"#), .missingElement, "statement 2, Resource:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","NotAction":"*","Resource":"*""#), .conflictingElements,
            "statement 2, Action:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","NotResource":"*""#), .conflictingElements,
            "statement 2, Resource:"),
        Refusal(
            statement(#""Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*""#), .duplicateElement,
            "statement 2, Effect:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","Actions":"*""#), .unknownElement,
            "statement 2: 'Actions'"),
        Refusal(statement(#""Effect":"Allow","Action":"GetObject","Resource":"*""#), .invalidAction, "statement 2, A"),
        Refusal(statement(#""Effect":"Allow","Action":"s3:","Resource":"*""#), .invalidAction, "statement 2, Action:"),
        Refusal(statement(#""Effect":"Allow","Action":"s*:Get","Resource":"*""#), .invalidAction, "statement 2, A"),
        Refusal(statement(#""Effect":"Allow","Action":"s3:a:b","Resource":"*""#), .invalidAction, "statement 2, A"),
        Refusal(statement(#""Effect":"Allow","Action":[null],"Resource":"*""#), .invalidElement, "statement 2, A"),
        Refusal(statement(#""Effect":"Allow","Action":"*","Resource":"box""#), .invalidResource, "statement 2, R"),
        Refusal(statement(#""Effect":"Allow","Action":"*","Resource":"""#), .invalidResource, "statement 2, R"),
        Refusal(
            statement(#""Effect":"Allow","Principal":"me","Action":"*","Resource":"*""#), .invalidPrincipal,
            "statement 2, Principal:"),
        Refusal(
            statement(#""Effect":"Allow","Principal":{},"Action":"*","Resource":"*""#), .invalidPrincipal,
            "statement 2, Principal:"),
        Refusal(
            statement(#""Effect":"Allow","Principal":{"AWS":[]},"Action":"*","Resource":"*""#), .invalidPrincipal,
            "statement 2, Principal:"),
        Refusal(
            statement(#""Effect":"Allow","Principal":{"Aws":"*"},"Action":"*","Resource":"*""#), .invalidPrincipal,
            "statement 2, Principal:"),
        Refusal(
            statement(#""Effect":"Allow","Principal":{"AWS":"12345"},"Action":"*","Resource":"*""#), .invalidPrincipal,
            "statement 2, Principal:"),
        Refusal(
            statement(#""Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222233334444:user/*"},"Action":"*""#),
            .invalidPrincipal, "statement 2, Principal:"),
        Refusal(
            statement(#""Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:s3:::box"},"Action":"*""#), .invalidPrincipal,
            "statement 2, NotPrincipal:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","Condition":[]"#), .invalidCondition,
            "statement 2, Condition:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","Condition":{"Equals":{}}"#), .invalidCondition,
            "statement 2, Condition: 'Equals'"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":"yes"}}"#),
            .invalidCondition, "statement 2, Condition.Bool.a:b:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":null}}"#),
            .invalidCondition, "statement 2, Condition.Bool.a:b:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericEquals":{"a:b":"nan"}}"#),
            .invalidCondition, "statement 2, Condition.NumericEquals.a:b:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateEquals":{"a:b":"noon"}}"#),
            .invalidCondition, "statement 2, Condition.DateEquals.a:b:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"a:b":"1.2.3"}}"#),
            .invalidCondition, "statement 2, Condition.IpAddress.a:b:"),
        Refusal(
            statement(#""Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":true,"a:b":true}}"#),
            .duplicateElement, "statement 2, Condition.Bool:"),
        Refusal(
            #"{"Statement":"# + String(repeating: "[", count: 300) + String(repeating: "]", count: 300) + "}", .notJSON,
            "The policy is not JSON"),
        Refusal(
            #"{"Id":""# + String(repeating: "x", count: 65_536) + #"","Statement":[]}"#, .tooLarge,
            "A policy document has at most"),
    ]

    @Test(arguments: refusals)
    func whatIsNoPolicyIsRefusedWithItsPlace(_ refusal: Refusal) {
        let error = #expect(throws: PolicyError.self) { try PolicyDocument(parsing: refusal.text) }
        #expect(error?.code == refusal.code)
        #expect(error?.description.hasPrefix(refusal.place) == true, "\(error?.description ?? "")")
    }

    @Test func identityPoliciesNameResourcesAndNoPrincipals() {
        let withPrincipal = #"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#
        let withoutResource = #"{"Statement":{"Effect":"Allow","Action":"*"}}"#
        let twice =
            #"{"Statement":[{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"}]}"#
        #expect(throws: PolicyError(.conflictingElements, "")) {
            try PolicyDocument(parsing: withPrincipal, as: .identity)
        }
        #expect(throws: PolicyError(.missingElement, "")) {
            try PolicyDocument(parsing: withoutResource, as: .identity)
        }
        #expect(throws: PolicyError(.duplicateElement, "")) { try PolicyDocument(parsing: twice, as: .identity) }
        #expect(throws: Never.self) { try PolicyDocument(parsing: twice) }
        let spaced = #"{"Statement":{"Sid":"a b","Effect":"Allow","Action":"*","Resource":"*"}}"#
        #expect(throws: PolicyError(.invalidElement, "")) { try PolicyDocument(parsing: spaced, as: .identity) }
        #expect(throws: PolicyError(.missingElement, "")) {
            try PolicyDocument(parsing: withoutResource, as: .resource)
        }
    }
}
