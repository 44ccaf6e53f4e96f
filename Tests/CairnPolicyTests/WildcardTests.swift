import Testing

@testable import CairnPolicy

@Suite struct WildcardTests {
    private static func matches(_ pattern: String, _ text: String, style: PolicyPattern.Style) -> Bool {
        let value = style == .action ? text.lowercased() : text
        return PolicyPattern(pattern, style: style).matches(value, in: [:])
    }

    @Test(arguments: [
        ("*", "", true), ("*", "abc", true), ("", "", true), ("", "a", false), ("?", "", false), ("?", "a", true),
        ("a*b", "ab", true), ("a*b", "axxb", true), ("a*b", "axxbc", false), ("**a**", "xxaxx", true),
        ("a?c", "abc", true), ("a?c", "ac", false), ("*ab*ab", "abxab", true), ("*ab*ab", "xab", false),
        ("*é?", "caféß", true), ("?", "é", true), ("??", "é", false), ("*.gz", "a/b.json.gz", true),
        ("a*a*a*b", "aaaaaaaaaaab", true),
    ])
    func starsAndQuestionMarksMatch(_ pattern: String, _ text: String, _ expected: Bool) {
        #expect(Self.matches(pattern, text, style: .like) == expected)
    }

    @Test(arguments: [
        ("s3:Get*", "s3:GetObject", true), ("S3:GETOBJECT", "s3:GetObject", true),
        ("s3:Get?bject", "s3:GetObject", true),
        ("s3:Put*", "s3:GetObject", false), ("*", "s3:GetObject", true), ("*:*", "s3:GetObject", true),
        ("cloudtrail:*", "cloudtrail-data:PutAuditEvents", false), ("iam:*AccessKey*", "iam:CreateAccessKey", true),
    ])
    func actionsMatchInAnyCase(_ pattern: String, _ action: String, _ expected: Bool) {
        #expect(Self.matches(pattern, action, style: .action) == expected)
    }

    @Test(arguments: [
        ("arn:aws:s3:::box/*", "arn:aws:s3:::box/a/b:c", true),
        ("arn:aws:s3:::box/*/test/*", "arn:aws:s3:::box/1/2/test/3/object.jpg", true),
        ("arn:aws:s3:::box/*/test/*", "arn:aws:s3:::box/1-test/object.jpg", false),
        ("arn:aws:s3:::box", "arn:aws:s3:::Box", false),
        ("arn:aws:sns:*:222233334444:t", "arn:aws:sns:eu-west-1:222233334444:t", true),
        ("arn:aws:cloudtrail:*", "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit", true),
        ("arn:aws:cloudtrail:*:trail/audit", "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit", true),
        ("arn:aws:cloudtrail:eu-*-1:222233334444:trail/*", "arn:aws:cloudtrail:eu-west-1:222233334444:trail/a", true),
        ("arn:aws:cloudtrail:eu-*4:trail/*", "arn:aws:cloudtrail:eu-west-1:222233334444:trail/a", false),
        (
            "arn:aws:cloudtrail:eu?west-1:222233334444:trail/a", "arn:aws:cloudtrail:eu-west-1:222233334444:trail/a",
            true
        ),
        (
            "arn:aws:cloudtrail?eu-west-1:222233334444:trail/a", "arn:aws:cloudtrail:eu-west-1:222233334444:trail/a",
            false
        ),
        ("arn:*:cloudtrail:e*t-1:2*4:trail/a*t", "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit", true),
        ("arn:aws:logs:*:*:log-group:a*:x", "arn:aws:logs:r:1:log-group:abc:x:x", true),
        ("*", "arn:aws:s3:::box", true), ("*", "*", true), ("arn:aws:s3:::box", "*", false),
    ])
    func resourcesMatchBySegments(_ pattern: String, _ resource: String, _ expected: Bool) {
        #expect(Self.matches(pattern, resource, style: .resource) == expected)
    }

    /// The plain definition: a star matches nothing, or one character and itself again.
    private static func reference(_ pattern: Substring, _ text: Substring) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return reference(pattern.dropFirst(), text) || !text.isEmpty && reference(pattern, text.dropFirst())
        }
        guard let character = text.first, first == "?" || first == character else { return false }
        return reference(pattern.dropFirst(), text.dropFirst())
    }

    @Test func randomPatternsMatchAsTheDefinitionSays() {
        var random = SeededRandom(seed: 7)
        var matched = 0
        for _ in 0..<8000 {
            let pattern = random.text(of: "ab:*?*", lengths: 0...8)
            let text = random.text(of: "ab:", lengths: 0...10)
            let expected = Self.reference(pattern[...], text[...])
            #expect(Self.matches(pattern, text, style: .like) == expected, "\(pattern) \(text)")
            matched += expected ? 1 : 0
        }
        #expect(matched > 400 && matched < 7600)
    }

    @Test func followingAllPlacesAgreesWithTheDefinition() {
        var random = SeededRandom(seed: 11)
        for round in 0..<4000 {
            let pattern = random.text(of: "aé*?", lengths: 0...8)
            let text = random.text(of: "aé", lengths: 0...10)
            let expected = Self.reference(pattern[...], text[...])
            // Without colons in the text a star held to its segment is a star like any other.
            var tokens: [Wildcard.Token] = []
            Wildcard.append(pattern: pattern, to: &tokens)
            if round % 2 == 0 { tokens = tokens.map { $0 == Wildcard.run ? Wildcard.runInSegment : $0 } }
            #expect(WildcardPlaces.matches(tokens, Wildcard.literal(text)) == expected, "\(pattern) \(text)")
        }
    }

    @Test func longPatternsCrossTheBoundsOfWords() {
        var random = SeededRandom(seed: 12)
        for _ in 0..<200 {
            let parts = (0..<6).map { _ in random.text(of: "ab", lengths: 0...60) }
            let fillings = (0..<6).map { _ in random.text(of: "abc", lengths: 0...100) }
            let text = zip(parts, fillings).map { $0 + $1 }.joined()
            var tokens: [Wildcard.Token] = []
            Wildcard.append(pattern: parts.joined(separator: "*") + "*", to: &tokens)
            #expect(WildcardPlaces.matches(tokens, Wildcard.literal(text)))
            #expect(!WildcardPlaces.matches(tokens, Wildcard.literal("d" + text)))
            #expect(Wildcard.matches(tokens, Wildcard.literal(text)))
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [PolicyPattern.Style.like, .resource])
    func theWorstPatternsEndSoon(_ style: PolicyPattern.Style) {
        let pattern = "arn:" + String(repeating: "a*", count: 500) + "b"
        let text = "arn:" + String(repeating: "a", count: 4000)
        let clock = ContinuousClock()
        let taken = clock.measure { #expect(!Self.matches(pattern, text, style: style)) }
        #expect(taken < .seconds(5))
    }
}
