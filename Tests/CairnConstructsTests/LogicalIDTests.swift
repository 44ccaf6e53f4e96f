import CairnConstructs
import CairnModel
import Testing

/// The ids of the AWS CDK.
struct LogicalIDTests {
    private static func id(_ ids: [String]) throws -> String? {
        let app = App()
        var scope: Construct = try Stack(app, "Stack", bootstrap: .unchecked)
        for id in ids.dropLast() { scope = try Construct(scope, id) }
        try CfnChannel(scope, ids.last ?? "")
        return try app.synthesize().tree.last?.logicalID
    }

    @Test(
        arguments: [
            (["Watch"], "Watch"),
            (["Default", "Watch"], "Watch"),
            (["a b", "Resource"], "ab90B727C0"),
            (["Resource", "Trail"], "Trail5BEDF113"),
            (["Topic", "Resource"], "TopicBFC7AF6E"),
            (["Trail", "Trail", "S3", "Resource"], "TrailS392CAB0D1"),
            (["A", "Default", "Trail", "Resource"], "ATrail3C43C252"),
            (["AuditTrail", "Trail", "Resource"], "AuditTrail49D399D8"),
            (["Überwachung", "Resource"], "berwachung5734FC42"),
            ([String(repeating: "x", count: 256)], String(repeating: "x", count: 240) + "C7A139A2"),
            (
                ["Exports", #"Output{"Fn::GetAtt":["SomeParameterB1EDD45B","Value"]}"#],
                "ExportsOutputFnGetAttSomeParameterB1EDD45BValue6B655EF1"
            ),
            (
                ["Publish", #"Output{"Fn::GetAtt":["SomeParameterB1EDD45B","Value"]}"#],
                "PublishOutputFnGetAttSomeParameterB1EDD45BValueA1B1111C"
            ),
        ])
    func isTheCDKs(_ ids: [String], _ expected: String) throws {
        #expect(try Self.id(ids) == expected)
    }

    @Test func slashBecomesTwoDashes() throws {
        let construct = try Construct(App(), "a/b")
        #expect(construct.node.id == "a--b")
        #expect(construct.node.path == "a--b")
    }

    @Test func nothingButDefaultHasNoID() {
        #expect(throws: ConstructError.self) { try Self.id(["Default"]) }
    }

    @Test func emptyIDsAreRefused() {
        #expect(throws: ConstructError.self) { try Construct(App(), "") }
    }
}
