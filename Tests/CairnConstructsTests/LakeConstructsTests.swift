import CairnConstructs
import CairnModel
import Testing

struct LakeConstructsTests {
    private let app = App()
    private let stack: Stack

    init() throws { stack = try Stack(app, "Lake", bootstrap: .unchecked) }

    @Test func storeIsKeptAndProtected() throws {
        try EventDataStore(stack, "Store", name: "audit", selectors: [.managementEvents()], retentionDays: 90)
        let store = try stack.template().resources.members.first?.value
        #expect(store?["DeletionPolicy"] == "Retain")
        #expect(store?["Properties"]?["TerminationProtectionEnabled"] == true)
        #expect(store?["Properties"]?["RetentionPeriod"] == 90)
    }

    @Test(arguments: [6, 3654])
    func retentionHasLimits(_ days: Int) {
        #expect(throws: ConstructError.self) { try EventDataStore(stack, "Store", retentionDays: days) }
    }

    @Test func selectorsOfStoresAreChecked() throws {
        try EventDataStore(stack, "Store", selectors: [.init([.init(.readOnly, equals: ["true"])])])
        #expect(throws: ConstructError.self) { try app.synthesize() }
    }

    @Test func channelLetsOthersPutEvents() throws {
        let store = try EventDataStore(stack, "Store")
        let channel = try Channel(stack, "Channel", name: "partner", destinations: [store])
        try channel.grantPutAuditEvents([.aws("444455556666")])
        let resources = try stack.template().resources.members.map(\.value)
        let policy = resources.first { $0["Type"] == "AWS::CloudTrail::ResourcePolicy" }?["Properties"]
        #expect(policy?["ResourceArn"]?["Fn::GetAtt"]?[1] == "ChannelArn")
        #expect(policy?["ResourcePolicy"]?["Statement"]?[0]?["Action"] == "cloudtrail-data:PutAuditEvents")
    }

    @Test func channelNeedsADestination() {
        #expect(throws: ConstructError.self) { try Channel(stack, "Channel", destinations: []) }
    }
}
