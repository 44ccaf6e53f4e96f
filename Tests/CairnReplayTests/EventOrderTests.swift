import CairnModel
import Testing

@testable import CairnReplay

@Suite struct EventOrderTests {
    private func names(_ events: [RecordedEvent]) -> [String] { events.map(\.name) }

    @Test func verbsDecideWithinASecond() throws {
        let events = ["DeleteBucket", "PutBucketTagging", "DetachVolume", "CreateBucket"].map {
            try? Events.event($0, "s3", id: $0)
        }
        #expect(
            names(EventOrder.sorted(events.compactMap { $0 })) == [
                "CreateBucket", "PutBucketTagging", "DetachVolume", "DeleteBucket",
            ])
    }

    @Test func usersComeBehindMakers() throws {
        let key = try Events.event("CreateAccessKey", "iam", request: ["userName": "dana"])
        let user = try Events.event("CreateUser", "iam", request: ["userName": "dana"])
        #expect(names(EventOrder.sorted([key, user])) == ["CreateUser", "CreateAccessKey"])

        let subnet = try Events.event("CreateSubnet", request: ["vpcId": "vpc-0aaaaaaaaaaaaaaa1"])
        let vpc = try Events.event("CreateVpc", response: ["vpc": ["vpcId": "vpc-0aaaaaaaaaaaaaaa1"]])
        #expect(names(EventOrder.sorted([subnet, vpc])) == ["CreateVpc", "CreateSubnet"])
    }

    @Test func wholesEndBehindTheirParts() throws {
        let role = try Events.event("DeleteRole", "iam", request: ["roleName": "r"])
        let policy = try Events.event("DeleteRolePolicy", "iam", request: ["roleName": "r", "policyName": "p"])
        #expect(names(EventOrder.sorted([role, policy])) == ["DeleteRolePolicy", "DeleteRole"])
    }

    @Test func circlesEnd() throws {
        let one = try Events.event(
            "CreateA", request: ["x": "b-0000000000000001"], response: ["y": "a-0000000000000001"])
        let two = try Events.event(
            "CreateB", request: ["x": "a-0000000000000001"], response: ["y": "b-0000000000000001"])
        #expect(EventOrder.sorted([one, two]).count == 2)
    }
}
