import Testing

@testable import CairnSQL

@Suite struct StandardPathTests {
    @Test func stepsAreRead() throws {
        let path = try StandardPathReader.path(#"lax $.a."b c"[*][1, 2 to last - 3].*.size()"#)
        #expect(!path.isStrict)
        let ranges = [
            StandardPath.Range(from: .first(1), to: .first(1)), StandardPath.Range(from: .first(2), to: .last(3)),
        ]
        #expect(
            path.chain.steps == [.member("a"), .member("b c"), .elements, .subscripts(ranges), .members, .size])
    }

    @Test func filtersAreRead() throws {
        let path = try StandardPathReader.path(#"strict $?(@.a == "x""y" && !exists(@.b) || $v starts with "z")"#)
        #expect(path.isStrict)
        #expect(path.parameters == ["v"])
        let equal = StandardPath.Predicate.comparison(
            "=", .chain(StandardPath.Chain(start: .item, steps: [.member("a")])), .literal(#""x\"y""#))
        let missing = StandardPath.Predicate.not(.exists(StandardPath.Chain(start: .item, steps: [.member("b")])))
        let start = StandardPath.Predicate.startsWith(
            StandardPath.Chain(start: .parameter("v"), steps: []), .literal(#""z""#))
        #expect(path.chain.steps == [.filter(.or(.and(equal, missing), start))])
    }

    @Test(arguments: [
        "", "$", "lax", "LAX $", "laxx $", "lax a", "lax @", "lax $.", "lax $..a", "lax $.1a", "lax $[", "lax $[-1]",
        "lax $[a]", "lax $[1", "lax $?", "lax $?()", "lax $?(@.a)", "lax $?(@.a = 1)", "lax $?(@.a == 01)",
        "lax $?(@.a == 1e3)", #"lax $."a"#, "lax $.a + 1", "lax -$.a", "lax $.a.floor()", "lax $.a x",
        "lax $?(!@.a == 1)", "lax $?(@.a == 1", "lax $?((@.a == 1) is)", #"lax $."a\"b""#,
    ])
    func othersAreRefused(path: String) {
        #expect(throws: StandardPathReader.Problem.self) { try StandardPathReader.path(path) }
    }

    @Test func deepPathsAreRefused() {
        let deep = String(repeating: "$?(", count: 200)
        #expect(throws: StandardPathReader.Problem.self) { try StandardPathReader.path("lax " + deep) }
        let long = String(repeating: ".a", count: 100)
        #expect(throws: StandardPathReader.Problem.self) { try StandardPathReader.path("lax $" + long) }
    }
}
