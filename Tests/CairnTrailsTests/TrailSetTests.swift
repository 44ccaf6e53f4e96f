import CairnAPI
import CairnTrails
import Testing

private typealias Trail = CairnTrails.Trail

@Suite struct TrailSetTests {
    private let owner = "222233334444"
    private let member = "555566667777"
    private let manager = "111122223333"

    private var organization: Organization {
        Organization(id: "o-abc123defg", managementAccount: manager, memberAccounts: [owner, member])
    }

    private func set(_ trails: Trail...) -> TrailSet {
        var set = TrailSet()
        for trail in trails { set[trail.key] = trail }
        return set
    }

    private func viewpoint(_ account: String, _ region: String, _ organization: Organization? = nil) -> TrailViewpoint {
        TrailViewpoint(account: account, region: region, organization: organization)
    }

    @Test func trailsAreKeptInOrder() {
        var set = set(.fixture("bbb"), .fixture("aaa"), .fixture("ccc", region: "ap-east-1"))
        #expect(set.all.map(\.name) == ["ccc", "aaa", "bbb"])
        var changed = Trail.fixture("aaa")
        changed.s3BucketName = "other"
        set[changed.key] = changed
        #expect(set.count == 3)
        #expect(set[changed.key]?.s3BucketName == "other")
        set[changed.key] = nil
        set[Trail.fixture("nobody").key] = nil
        #expect(set.all.map(\.name) == ["ccc", "bbb"])
    }

    @Test func multiRegionTrailsHaveShadows() {
        let set = set(.fixture("here"), .fixture("wide", region: "us-east-1", multiRegion: true))
        #expect(set.visible(from: viewpoint(owner, "eu-west-1")).map(\.name) == ["here", "wide"])
        #expect(
            set.visible(from: viewpoint(owner, "eu-west-1"), includingShadows: false).map(\.name) == ["here"]
        )
        #expect(set.visible(from: viewpoint(owner, "ap-east-1")).map(\.name) == ["wide"])
        #expect(set.visible(from: viewpoint(member, "eu-west-1")).isEmpty)
    }

    @Test func shadowsStayInTheirPartition() {
        let set = set(.fixture("wide", multiRegion: true))
        let china = TrailViewpoint(account: owner, region: "cn-north-1", partition: "aws-cn")
        #expect(set.visible(from: china).isEmpty)
        #expect(set.inAllRegions(from: china).isEmpty)
    }

    @Test func organizationTrailsAreSeenByMembers() {
        let set = set(
            .fixture("ours", account: manager, organization: true), .fixture("private", account: manager),
            .fixture("mine", account: member)
        )
        #expect(set.visible(from: viewpoint(member, "eu-west-1", organization)).map(\.name) == ["ours", "mine"])
        #expect(set.visible(from: viewpoint(member, "us-east-1", organization)).isEmpty)
        #expect(set.visible(from: viewpoint(member, "eu-west-1")).map(\.name) == ["mine"])
        #expect(set.visible(from: viewpoint("999999999999", "eu-west-1", organization)).isEmpty)
        #expect(set.hasOrganizationTrails(notOwnedBy: member))
        #expect(!set.hasOrganizationTrails(notOwnedBy: manager))
    }

    @Test func nameReachesTheRegionAndARNsReachFurther() throws {
        let wide = Trail.fixture("wide", multiRegion: true)
        let ours = Trail.fixture("ours", account: manager, organization: true)
        let set = set(wide, ours)
        let name = try TrailReference("wide")
        #expect(set.trail(name, from: viewpoint(owner, "eu-west-1")) == wide)
        #expect(set.trail(name, from: viewpoint(owner, "us-east-1")) == nil)
        #expect(set.shadow(named: "wide", from: viewpoint(owner, "us-east-1")) == wide)
        #expect(set.shadow(named: "wide", from: viewpoint(owner, "eu-west-1")) == nil)
        #expect(set.trail(try TrailReference(wide.arn), from: viewpoint(owner, "us-east-1")) == wide)
        #expect(set.trail(try TrailReference(wide.arn), from: viewpoint(member, "eu-west-1")) == nil)
        #expect(set.trail(try TrailReference(ours.arn), from: viewpoint(member, "eu-west-1", organization)) == ours)
        #expect(set.trail(try TrailReference("ours"), from: viewpoint(member, "eu-west-1", organization)) == nil)
        let otherPartition = wide.arn.replacing("arn:aws:", with: "arn:aws-cn:")
        #expect(set.trail(try TrailReference(otherPartition), from: viewpoint(owner, "eu-west-1")) == nil)
    }

    @Test func fiveTrailsFillARegion() {
        var set = TrailSet()
        for name in ["t-1", "t-2", "t-3"] { set[Trail.fixture(name).key] = .fixture(name) }
        let wide = Trail.fixture("wide", region: "us-east-1", multiRegion: true)
        set[wide.key] = wide
        let next = Trail.fixture("next")
        #expect(set.regionWithoutRoom(for: next, from: viewpoint(owner, "eu-west-1")) == nil)
        set[next.key] = next
        let sixth = Trail.fixture("sixth")
        #expect(set.regionWithoutRoom(for: sixth, from: viewpoint(owner, "eu-west-1")) == "eu-west-1")
        #expect(set.regionWithoutRoom(for: next, from: viewpoint(owner, "eu-west-1")) == "eu-west-1")
        #expect(set.regionWithoutRoom(for: next, replacing: next.key, from: viewpoint(owner, "eu-west-1")) == nil)
        let elsewhere = Trail.fixture("sixth", region: "us-east-1")
        #expect(set.regionWithoutRoom(for: elsewhere, from: viewpoint(owner, "us-east-1")) == nil)
        let everywhere = Trail.fixture("sixth", region: "us-east-1", multiRegion: true)
        #expect(set.regionWithoutRoom(for: everywhere, from: viewpoint(owner, "us-east-1")) == "eu-west-1")
        let stranger = Trail.fixture("sixth", account: member)
        #expect(set.regionWithoutRoom(for: stranger, from: viewpoint(member, "eu-west-1")) == nil)
    }

    @Test func nameIsTakenWhereverATrailExists() {
        let set = set(.fixture("wide", region: "us-east-1", multiRegion: true), .fixture("here"))
        let place = viewpoint(owner, "eu-west-1")
        #expect(set.namesake(of: .fixture("wide"), from: place)?.homeRegion == "us-east-1")
        #expect(set.namesake(of: .fixture("here", region: "ap-east-1"), from: place) == nil)
        #expect(set.namesake(of: .fixture("here", region: "ap-east-1", multiRegion: true), from: place) != nil)
        #expect(set.namesake(of: .fixture("here"), from: place) == .fixture("here"))
        let here = Trail.fixture("here")
        #expect(set.namesake(of: here, replacing: here.key, from: place) == nil)
        #expect(set.namesake(of: .fixture("wide", account: member), from: viewpoint(member, "eu-west-1")) == nil)
    }
}
