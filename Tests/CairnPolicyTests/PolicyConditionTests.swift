import CairnModel
import Testing

@testable import CairnPolicy

@Suite struct PolicyConditionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let condition: String
        let context: PolicyContext
        let isMet: Bool

        init(_ condition: String, _ context: PolicyContext, _ isMet: Bool) {
            self.condition = condition
            self.context = context
            self.isMet = isMet
        }

        var testDescription: String { condition }
    }

    private static func several(_ key: String, _ values: [String]) -> PolicyContext {
        var context = PolicyContext()
        context[key] = values
        return context
    }

    static let strings: [Case] = [
        Case(#"{"StringEquals":{"k:a":"Blue"}}"#, ["k:a": "Blue"], true),
        Case(#"{"StringEquals":{"k:a":"Blue"}}"#, ["k:a": "blue"], false),
        Case(#"{"StringEquals":{"k:a":["Red","Blue"]}}"#, ["k:a": "Blue"], true),
        Case(#"{"StringEquals":{"k:a":"B*"}}"#, ["k:a": "Blue"], false),
        Case(#"{"StringEquals":{"k:a":"B*"}}"#, ["k:a": "B*"], true),
        Case(#"{"StringEquals":{"K:A":"Blue"}}"#, ["k:a": "Blue"], true),
        Case(#"{"StringEquals":{"k:a":"Blue"}}"#, [:], false),
        Case(#"{"StringEquals":{"k:a":[]}}"#, ["k:a": "Blue"], false),
        Case(#"{"StringNotEquals":{"k:a":"Blue"}}"#, ["k:a": "blue"], true),
        Case(#"{"StringNotEquals":{"k:a":["Red","Blue"]}}"#, ["k:a": "Blue"], false),
        Case(#"{"StringNotEquals":{"k:a":"Blue"}}"#, [:], true),
        Case(#"{"StringEqualsIgnoreCase":{"k:a":"BLUE"}}"#, ["k:a": "blue"], true),
        Case(#"{"StringEqualsIgnoreCase":{"k:a":"BLUE"}}"#, ["k:a": "red"], false),
        Case(#"{"StringNotEqualsIgnoreCase":{"k:a":"BLUE"}}"#, ["k:a": "blue"], false),
        Case(#"{"StringNotEqualsIgnoreCase":{"k:a":"BLUE"}}"#, ["k:a": "red"], true),
        Case(#"{"StringLike":{"k:a":"B?u*"}}"#, ["k:a": "Blue"], true),
        Case(#"{"StringLike":{"k:a":"B?u*"}}"#, ["k:a": "Bu"], false),
        Case(#"{"StringLike":{"k:a":"*"}}"#, ["k:a": ""], true),
        Case(#"{"StringLike":{"k:a":"*"}}"#, [:], false),
        Case(#"{"StringNotLike":{"k:a":"B*"}}"#, ["k:a": "Blue"], false),
        Case(#"{"StringNotLike":{"k:a":"B*"}}"#, ["k:a": "Red"], true),
        Case(#"{"StringEquals":{"k:a":"1","k:b":"2"}}"#, ["k:a": "1", "k:b": "2"], true),
        Case(#"{"StringEquals":{"k:a":"1","k:b":"2"}}"#, ["k:a": "1"], false),
        Case(#"{"StringEquals":{"k:a":"1"},"StringLike":{"k:b":"x*"}}"#, ["k:a": "1", "k:b": "y"], false),
    ]

    static let numbersAndDates: [Case] = [
        Case(#"{"NumericEquals":{"k:n":"10"}}"#, ["k:n": "10.0"], true),
        Case(#"{"NumericEquals":{"k:n":10}}"#, ["k:n": "11"], false),
        Case(#"{"NumericEquals":{"k:n":10}}"#, ["k:n": "ten"], false),
        Case(#"{"NumericNotEquals":{"k:n":10}}"#, ["k:n": "11"], true),
        Case(#"{"NumericNotEquals":{"k:n":10}}"#, ["k:n": "10"], false),
        Case(#"{"NumericLessThan":{"k:n":10}}"#, ["k:n": "9.5"], true),
        Case(#"{"NumericLessThan":{"k:n":10}}"#, ["k:n": "10"], false),
        Case(#"{"NumericLessThanEquals":{"k:n":10}}"#, ["k:n": "10"], true),
        Case(#"{"NumericLessThanEquals":{"k:n":10}}"#, ["k:n": "10.5"], false),
        Case(#"{"NumericGreaterThan":{"k:n":-1}}"#, ["k:n": "0"], true),
        Case(#"{"NumericGreaterThan":{"k:n":10}}"#, ["k:n": "10"], false),
        Case(#"{"NumericGreaterThanEquals":{"k:n":10}}"#, ["k:n": "10"], true),
        Case(#"{"NumericGreaterThanEquals":{"k:n":10}}"#, ["k:n": "9"], false),
        Case(#"{"NumericLessThan":{"k:n":10}}"#, [:], false),
        Case(#"{"DateEquals":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T11:00:00+01:00"], true),
        Case(#"{"DateEquals":{"k:d":"1772359200"}}"#, ["k:d": "2026-03-01T10:00:00Z"], true),
        Case(#"{"DateEquals":{"k:d":"2026-03-01"}}"#, ["k:d": "2026-03-01T00:00:00Z"], true),
        Case(#"{"DateEquals":{"k:d":"2026-03"}}"#, ["k:d": "2026-03-01T00:00Z"], true),
        Case(#"{"DateEquals":{"k:d":"2026"}}"#, ["k:d": "2026-01-01T00:00:00Z"], true),
        Case(#"{"DateNotEquals":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T10:00:00Z"], false),
        Case(#"{"DateNotEquals":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T10:00:01Z"], true),
        Case(#"{"DateLessThan":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T09:59:59Z"], true),
        Case(#"{"DateLessThan":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T10:00:00Z"], false),
        Case(#"{"DateLessThanEquals":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T10:00:00Z"], true),
        Case(#"{"DateLessThanEquals":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T10:00:01Z"], false),
        Case(#"{"DateGreaterThan":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T10:00:01Z"], true),
        Case(#"{"DateGreaterThan":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T10:00:00Z"], false),
        Case(#"{"DateGreaterThanEquals":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "2026-03-01T10:00:00Z"], true),
        Case(#"{"DateGreaterThanEquals":{"k:d":"2026-03-01T10:00:00Z"}}"#, ["k:d": "yesterday"], false),
    ]

    static let others: [Case] = [
        Case(#"{"Bool":{"k:b":"true"}}"#, ["k:b": "true"], true),
        Case(#"{"Bool":{"k:b":false}}"#, ["k:b": "FALSE"], true),
        Case(#"{"Bool":{"k:b":"true"}}"#, ["k:b": "false"], false),
        Case(#"{"Bool":{"k:b":"false"}}"#, [:], false),
        Case(#"{"BinaryEquals":{"k:y":"QmxvYg=="}}"#, ["k:y": "QmxvYg=="], true),
        Case(#"{"BinaryEquals":{"k:y":"QmxvYg=="}}"#, ["k:y": "QmxvYw=="], false),
        Case(#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, ["aws:SourceIp": "203.0.113.255"], true),
        Case(#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, ["aws:SourceIp": "203.0.114.0"], false),
        Case(#"{"IpAddress":{"aws:SourceIp":"203.0.113.7"}}"#, ["aws:SourceIp": "203.0.113.7"], true),
        Case(#"{"IpAddress":{"aws:SourceIp":"203.0.113.7"}}"#, ["aws:SourceIp": "203.0.113.8"], false),
        Case(#"{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#, ["aws:SourceIp": "198.51.100.1"], true),
        Case(#"{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#, ["aws:SourceIp": "2001:db8::1"], false),
        Case(#"{"IpAddress":{"aws:SourceIp":"203.0.112.0/23"}}"#, ["aws:SourceIp": "203.0.113.1"], true),
        Case(
            #"{"IpAddress":{"aws:SourceIp":"2001:DB8:1234:5678::/64"}}"#, ["aws:SourceIp": "2001:db8:1234:5678::9"],
            true),
        Case(
            #"{"IpAddress":{"aws:SourceIp":"2001:DB8:1234:5678::/64"}}"#, ["aws:SourceIp": "2001:db8:1234:5679::9"],
            false),
        Case(#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, ["aws:SourceIp": "::ffff:203.0.113.9"], true),
        Case(#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, ["aws:SourceIp": "cloudtrail.amazonaws.com"], false),
        Case(#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, ["aws:SourceIp": "203.0.113.4"], false),
        Case(#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, ["aws:SourceIp": "203.0.114.4"], true),
        Case(#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, [:], true),
        Case(
            #"{"ArnEquals":{"k:r":"arn:aws:sns:*:222233334444:t"}}"#, ["k:r": "arn:aws:sns:eu-west-1:222233334444:t"],
            true),
        Case(#"{"ArnLike":{"k:r":"arn:aws:sns:*:222233334444:t?"}}"#, ["k:r": "arn:aws:sns:x:222233334444:t1"], true),
        Case(
            #"{"ArnLike":{"k:r":"arn:aws:some:*:111122223333:finance/*"}}"#,
            ["k:r": "arn:aws:some:us-east-2:999999999999:store/abc:111122223333:finance/d"], false),
        Case(
            #"{"StringLike":{"k:r":"arn:aws:some:*:111122223333:finance/*"}}"#,
            ["k:r": "arn:aws:some:us-east-2:999999999999:store/abc:111122223333:finance/d"], true),
        Case(
            #"{"ArnLike":{"k:r":"arn:aws:logs:*:*:log-group:*"}}"#,
            ["k:r": "arn:aws:logs:eu-west-1:222233334444:log-group:a:*"], true),
        Case(#"{"ArnLike":{"k:r":"*"}}"#, ["k:r": "arn:aws:sns:eu-west-1:222233334444:t"], true),
        Case(#"{"ArnLike":{"k:r":"arn:aws:sns:*"}}"#, ["k:r": "arn:aws:sns:eu-west-1:222233334444:t"], false),
        Case(#"{"ArnEquals":{"k:r":"arn:aws:sns:*:*:t"}}"#, ["k:r": "t"], false),
        Case(#"{"ArnNotEquals":{"k:r":"arn:aws:sns:*:*:t"}}"#, ["k:r": "arn:aws:sns:a:b:t"], false),
        Case(#"{"ArnNotLike":{"k:r":"arn:aws:sns:*:*:t"}}"#, ["k:r": "arn:aws:sns:a:b:u"], true),
        Case(#"{"ArnNotLike":{"k:r":"arn:aws:sns:*:*:t"}}"#, [:], true),
        Case(#"{"Null":{"k:a":"true"}}"#, [:], true),
        Case(#"{"Null":{"k:a":"true"}}"#, ["k:a": "1"], false),
        Case(#"{"Null":{"k:a":false}}"#, ["k:a": "1"], true),
        Case(#"{"Null":{"k:a":"false"}}"#, [:], false),
        Case(#"{"Null":{"k:a":"false"}}"#, several("k:a", []), false),
    ]

    static let existence: [Case] = [
        Case(#"{"StringEqualsIfExists":{"k:a":"1"}}"#, [:], true),
        Case(#"{"StringEqualsIfExists":{"k:a":"1"}}"#, ["k:a": "2"], false),
        Case(#"{"StringNotLikeIfExists":{"k:a":"1*"}}"#, ["k:a": "12"], false),
        Case(#"{"NumericLessThanIfExists":{"k:a":"1"}}"#, [:], true),
        Case(#"{"DateLessThanIfExists":{"k:a":"2026"}}"#, [:], true),
        Case(#"{"BoolIfExists":{"k:a":"true"}}"#, [:], true),
        Case(#"{"BoolIfExists":{"k:a":"true"}}"#, ["k:a": "false"], false),
        Case(#"{"IpAddressIfExists":{"k:a":"10.0.0.0/8"}}"#, [:], true),
        Case(#"{"ArnLikeIfExists":{"k:a":"arn:aws:*:*:*:*"}}"#, [:], true),
        Case(#"{"ForAnyValue:StringEqualsIfExists":{"k:a":"1"}}"#, [:], true),
    ]

    static let sets: [Case] = [
        Case(#"{"ForAllValues:StringEquals":{"k:t":["a","b"]}}"#, several("k:t", ["a", "b", "a"]), true),
        Case(#"{"ForAllValues:StringEquals":{"k:t":["a","b"]}}"#, several("k:t", ["a", "c"]), false),
        Case(#"{"ForAllValues:StringEquals":{"k:t":["a","b"]}}"#, [:], true),
        Case(#"{"ForAllValues:StringEquals":{"k:t":["a","b"]}}"#, ["k:t": ""], true),
        Case(#"{"ForAllValues:StringNotEquals":{"k:t":["a"]}}"#, several("k:t", ["b", "c"]), true),
        Case(#"{"ForAllValues:StringNotEquals":{"k:t":["a"]}}"#, several("k:t", ["b", "a"]), false),
        Case(#"{"ForAnyValue:StringLike":{"k:t":["a*","b"]}}"#, several("k:t", ["x", "ab"]), true),
        Case(#"{"ForAnyValue:StringLike":{"k:t":["a*","b"]}}"#, several("k:t", ["x", "y"]), false),
        Case(#"{"ForAnyValue:StringLike":{"k:t":["*"]}}"#, [:], false),
        Case(#"{"ForAnyValue:StringLike":{"k:t":["*"]}}"#, ["k:t": ""], false),
        Case(#"{"ForAnyValue:StringNotEquals":{"k:t":"a"}}"#, several("k:t", ["a", "b"]), true),
        Case(#"{"ForAnyValue:StringNotEquals":{"k:t":"a"}}"#, several("k:t", ["a", "a"]), false),
        Case(#"{"StringEquals":{"k:t":"b"}}"#, several("k:t", ["a", "b"]), true),
        Case(#"{"StringNotEquals":{"k:t":"b"}}"#, several("k:t", ["a", "b"]), false),
    ]

    @Test(arguments: strings + numbersAndDates + others + existence + sets)
    func operatorsCompare(_ test: Case) throws {
        #expect(try PolicySamples.isMet(test.condition, test.context) == test.isMet)
    }

    @Test func operatorsOfAnyCaseAreKnown() {
        #expect(ConditionOperator("stringequals")?.isNegated == false)
        #expect(ConditionOperator("foranyvalue:arnnotlikeifexists")?.isIfExists == true)
    }

    @Test(arguments: ["StringMatches", "NullIfExists", "ForAllValues:", "ForSomeValues:StringEquals", "", "IfExists"])
    func unknownOperatorsAreNotRead(_ name: String) {
        #expect(ConditionOperator(name) == nil)
    }

    @Test(arguments: [
        "1.2.3", "1.2.3.256", "1.2.3.4/33", "1.2.3.4/", "::1::2", "1:2:3:4:5:6:7", "12345::", "::/129", "a.b.c.d", "",
        "/", "1:2:3:4:5:6:7:8:9", ":::", "1:", "+1.2.3.4", "::1.2.3.4.5",
    ])
    func textsThatAreNoAddressesAreRefused(_ text: String) {
        #expect(IPRange(text) == nil)
    }

    @Test(arguments: ["::", "::1", "1::", "2001:db8::1:2", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4"])
    func addressesOfVersion6AreRead(_ text: String) throws {
        let address = try #require(IPRange(text))
        #expect(address.contains(address))
    }
}
