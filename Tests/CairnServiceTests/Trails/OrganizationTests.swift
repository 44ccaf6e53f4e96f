import CairnAPI
import CairnModel
import CairnService
import CairnTrails
import Testing

@Suite struct OrganizationTests {
    private static let manager = "111122223333"
    private static let admin = "222233334444"
    private static let member = "555566667777"
    private static let stranger = "999988887777"
    private static let arn = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/ours"

    private static func organization(_ change: (inout Organization) -> Void = { _ in }) -> Organization {
        var organization = Organization(
            id: "o-abc123defg", managementAccount: manager,
            memberAccounts: [admin, member, "333300000001", "333300000002", "333300000003"]
        )
        change(&organization)
        return organization
    }

    private func service(
        _ preconditions: FakePreconditions = FakePreconditions(), _ change: (inout Organization) -> Void = { _ in }
    ) -> TestService {
        TestService(preconditions: preconditions, organization: Self.organization(change))
    }

    private func register(_ account: String, _ test: TestService) async throws(CloudTrailError) {
        _ = try await test.api(Self.manager).registerOrganizationDelegatedAdmin(
            RegisterOrganizationDelegatedAdminRequest(memberAccountId: account)
        )
    }

    private static let ours = CreateTrailRequest(
        name: "ours", s3BucketName: "box", isMultiRegionTrail: true, isOrganizationTrail: true
    )

    // MARK: Creating

    @Test func managementAccountCreatesATrailForAll() async throws {
        let preconditions = FakePreconditions()
        let test = service(preconditions)
        let answer = try await test.api(Self.manager).createTrail(Self.ours)
        #expect(answer.trailARN == Self.arn)
        #expect(answer.isOrganizationTrail == true)
        #expect(preconditions.questions == ["bucket box/o-abc123defg"])
    }

    @Test func delegatedAdministratorCreatesATrailOfTheManagementAccount() async throws {
        let test = service()
        try await register(Self.admin, test)
        #expect(try await test.api(Self.admin).createTrail(Self.ours).trailARN == Self.arn)
        await #expect(throws: CloudTrailError(.trailAlreadyExists, "")) {
            try await test.api(Self.manager).createTrail(Self.ours)
        }
    }

    struct Refusal: Sendable {
        let account: String
        let change: @Sendable (inout Organization) -> Void
        let code: CloudTrailError.Code

        init(
            _ account: String, _ code: CloudTrailError.Code,
            _ change: @escaping @Sendable (inout Organization) -> Void = { _ in }
        ) {
            self.account = account
            self.code = code
            self.change = change
        }
    }

    @Test(arguments: [
        Refusal(stranger, .organizationsNotInUse), Refusal(member, .notOrganizationMasterAccount),
        Refusal(manager, .organizationNotInAllFeaturesMode) { $0.hasAllFeatures = false },
        Refusal(member, .organizationNotInAllFeaturesMode) { $0.hasAllFeatures = false },
        Refusal(manager, .cloudTrailAccessNotEnabled) { $0.trustsCloudTrail = false },
    ])
    func organizationTrailNeedsTheOrganization(refusal: Refusal) async {
        let test = service(FakePreconditions(), refusal.change)
        await #expect(throws: CloudTrailError(refusal.code, "")) {
            try await test.api(refusal.account).createTrail(Self.ours)
        }
        #expect(test.trails.snapshot.isEmpty)
    }

    @Test func delegatedAdministratorNeedsTheRoleOfTheManagementAccount() async throws {
        let test = service(FakePreconditions()) { $0.hasServiceLinkedRole = false }
        try await register(Self.admin, test)
        await #expect(throws: CloudTrailError(.noManagementAccountSLRExists, "")) {
            try await test.api(Self.admin).createTrail(Self.ours)
        }
        try await test.api(Self.manager).createTrail(Self.ours).ignore()
        await #expect(throws: CloudTrailError(.noManagementAccountSLRExists, "")) {
            try await test.api(Self.admin).stopLogging(StopLoggingRequest(name: Self.arn))
        }
    }

    @Test func lenientServiceTakesOrganizationTrailsFromAnyone() async throws {
        let test = TestService { $0.isLenient = true }
        let answer = try await test.api().createTrail(Self.ours)
        #expect(answer.isOrganizationTrail == true)
        #expect(answer.trailARN == "arn:aws:cloudtrail:eu-west-1:222233334444:trail/ours")
    }

    // MARK: Seeing and changing

    private struct UnreadableOrganizations: OrganizationDirectory {
        func organization(of account: String) throws(CloudTrailError) -> Organization? {
            throw CloudTrailError(.serviceUnavailable, "nobody answers")
        }
    }

    @Test func ownTrailsNeedNoOrganizationToBeManaged() async throws {
        let test = TestService(organizations: UnreadableOrganizations()) { $0.isLenient = true }
        let own = #"{"Name":"mine","S3BucketName":"box"}"#
        #expect(await test.code("CreateTrail", own) == nil)
        let other = CairnTrails.Trail(
            name: "ours", homeRegion: "eu-west-1", account: Self.manager, s3BucketName: "box",
            isOrganizationTrail: true, createdTime: 0)
        try test.trails.change { trails throws(CloudTrailError) in trails[other.key] = other }
        for operation in ["GetTrail", "StartLogging", "GetTrailStatus", "StopLogging", "DeleteTrail"] {
            #expect(await test.code(operation, #"{"Name":"mine"}"#) == nil, "\(operation)")
            #expect(await test.code(operation, #"{"Name":"\#(Self.arn)"}"#) == "ServiceUnavailable", "\(operation)")
        }
    }

    /// Source: CloudTrail API Reference, DescribeTrails: replicas in member accounts count as shadow trails.
    @Test func membersReplicaIsAShadow() async throws {
        let test = service()
        try await test.api(Self.manager).createTrail(Self.ours).ignore()
        for (account, count) in [(Self.manager, 1), (Self.member, 0)] {
            let all = try await test.api(account).describeTrails(DescribeTrailsRequest())
            #expect(all.trailList?.count == 1)
            let own = try await test.api(account).describeTrails(DescribeTrailsRequest(includeShadowTrails: false))
            #expect(own.trailList?.count == count)
        }
    }

    @Test func membersSeeTheTrailAndCannotChangeIt() async throws {
        var test = service()
        try await test.api(Self.manager).createTrail(Self.ours).ignore()
        for region in ["eu-west-1", "us-east-1"] {
            let member = test.api(Self.member, region: region)
            let described = try await member.describeTrails(DescribeTrailsRequest())
            #expect(described.trailList?.map(\.trailARN) == [Self.arn])
            #expect(described.trailList?.first?.isOrganizationTrail == true)
            let got = try await member.getTrail(GetTrailRequest(name: Self.arn))
            #expect(got.trail?.homeRegion == "eu-west-1")
            await #expect(throws: CloudTrailError(.trailNotFound, "")) {
                try await member.getTrail(GetTrailRequest(name: "ours"))
            }
        }
        #expect(try await test.api(Self.member).listTrails(ListTrailsRequest()).trails?.count == 1)
        #expect(try await test.api(Self.stranger).listTrails(ListTrailsRequest()).trails == [])
        test.context.account = Self.member
        for (operation, member, rest) in [
            ("UpdateTrail", "Name", ""), ("DeleteTrail", "Name", ""), ("StartLogging", "Name", ""),
            ("StopLogging", "Name", ""), ("PutEventSelectors", "TrailName", #","EventSelectors":[{}]"#),
            ("PutInsightSelectors", "TrailName", #","InsightSelectors":[]"#),
            ("PutEventConfiguration", "TrailName", ""),
            ("AddTags", "ResourceId", #","TagsList":[]"#), ("RemoveTags", "ResourceId", #","TagsList":[]"#),
        ] {
            let code = await test.code(operation, #"{"\#(member)":"\#(Self.arn)"\#(rest)}"#)
            #expect(code == "NotOrganizationMasterAccountException", "\(operation)")
        }
    }

    @Test func delegatedAdministratorChangesTheTrail() async throws {
        let test = service()
        try await test.api(Self.manager).createTrail(Self.ours).ignore()
        try await register(Self.admin, test)
        let admin = test.api(Self.admin)
        _ = try await admin.startLogging(StartLoggingRequest(name: Self.arn))
        _ = try await admin.updateTrail(UpdateTrailRequest(name: Self.arn, s3KeyPrefix: "logs"))
        #expect(test.trails.snapshot.all.first?.isLogging == true)
        #expect(test.trails.snapshot.all.first?.s3KeyPrefix == "logs")
        await #expect(throws: CloudTrailError(.notOrganizationMasterAccount, "")) {
            try await admin.updateTrail(UpdateTrailRequest(name: Self.arn, isOrganizationTrail: false))
        }
        _ = try await test.api(Self.manager).deregisterOrganizationDelegatedAdmin(
            DeregisterOrganizationDelegatedAdminRequest(delegatedAdminAccountId: Self.admin)
        )
        await #expect(throws: CloudTrailError(.notOrganizationMasterAccount, "")) {
            try await admin.stopLogging(StopLoggingRequest(name: Self.arn))
        }
        #expect(test.trails.snapshot.count == 1, "what it did stays")
    }

    @Test func memberCreatesItsOwnTrailBesideTheOrganizations() async throws {
        let preconditions = FakePreconditions()
        let test = service(preconditions)
        try await test.api(Self.manager).createTrail(Self.ours).ignore()
        preconditions.forget()
        let mine = CreateTrailRequest(name: "mine", s3BucketName: "mine")
        #expect(try await test.api(Self.member).createTrail(mine).isOrganizationTrail == false)
        #expect(preconditions.questions == ["bucket mine"], "the organization plays no part")
        let described = try await test.api(Self.member).describeTrails(DescribeTrailsRequest())
        #expect(described.trailList?.map(\.name) == ["ours", "mine"])
    }

    @Test func trailThatIsTheOrganizationsNoMoreIsGoneFromMembers() async throws {
        let test = service()
        let manager = test.api(Self.manager)
        try await manager.createTrail(CreateTrailRequest(name: "ours", s3BucketName: "box")).ignore()
        #expect(try await test.api(Self.member).describeTrails(DescribeTrailsRequest()).trailList == [])
        _ = try await manager.updateTrail(UpdateTrailRequest(name: "ours", isOrganizationTrail: true))
        #expect(try await test.api(Self.member).describeTrails(DescribeTrailsRequest()).trailList?.count == 1)
        _ = try await manager.updateTrail(UpdateTrailRequest(name: "ours", isOrganizationTrail: false))
        #expect(try await test.api(Self.member).describeTrails(DescribeTrailsRequest()).trailList == [])
        #expect(try await manager.describeTrails(DescribeTrailsRequest()).trailList?.count == 1)
    }

    @Test func organizationTrailCountsForMembers() async throws {
        let test = service()
        try await test.api(Self.manager).createTrail(Self.ours).ignore()
        for index in 1...4 {
            let request = CreateTrailRequest(name: "trail-\(index)", s3BucketName: "box")
            try await test.api(Self.member).createTrail(request).ignore()
        }
        await #expect(throws: CloudTrailError(.maximumNumberOfTrailsExceeded, "")) {
            try await test.api(Self.member).createTrail(CreateTrailRequest(name: "fifth", s3BucketName: "box"))
        }
        await #expect(throws: CloudTrailError(.trailAlreadyExists, "")) {
            try await test.api(Self.admin).createTrail(CreateTrailRequest(name: "ours", s3BucketName: "box"))
        }
    }

    // MARK: Delegated administrators

    @Test func threeAdministratorsAreTheMost() async throws {
        let test = service()
        for account in ["333300000001", "333300000002", "333300000003"] { try await register(account, test) }
        await #expect(throws: CloudTrailError(.accountRegistered, "")) { try await register("333300000001", test) }
        await #expect(throws: CloudTrailError(.delegatedAdminAccountLimitExceeded, "")) {
            try await register(Self.admin, test)
        }
        let manager = test.api(Self.manager)
        let request = DeregisterOrganizationDelegatedAdminRequest(delegatedAdminAccountId: "333300000001")
        _ = try await manager.deregisterOrganizationDelegatedAdmin(request)
        await #expect(throws: CloudTrailError(.accountNotRegistered, "")) {
            try await manager.deregisterOrganizationDelegatedAdmin(request)
        }
        try await register(Self.admin, test)
    }

    @Test(arguments: [
        Refusal(stranger, .organizationsNotInUse), Refusal(member, .notOrganizationManagementAccount),
        Refusal(manager, .organizationNotInAllFeaturesMode) { $0.hasAllFeatures = false },
        Refusal(manager, .cloudTrailAccessNotEnabled) { $0.trustsCloudTrail = false },
    ])
    func administratorsAreTheManagementAccountsMatter(refusal: Refusal) async {
        let test = service(FakePreconditions(), refusal.change)
        await #expect(throws: CloudTrailError(refusal.code, "")) {
            try await test.api(refusal.account).registerOrganizationDelegatedAdmin(
                RegisterOrganizationDelegatedAdminRequest(memberAccountId: Self.admin)
            )
        }
        await #expect(throws: CloudTrailError(refusal.code, "")) {
            try await test.api(refusal.account).deregisterOrganizationDelegatedAdmin(
                DeregisterOrganizationDelegatedAdminRequest(delegatedAdminAccountId: Self.admin)
            )
        }
    }

    @Test(arguments: [
        (manager, CloudTrailError.Code.cannotDelegateManagementAccount), (stranger, .accountNotFound),
        ("12", .invalidParameter), ("12345678901x", .invalidParameter),
    ])
    func onlyMembersBecomeAdministrators(account: String, code: CloudTrailError.Code) async {
        let test = service()
        await #expect(throws: CloudTrailError(code, "")) { try await register(account, test) }
        #expect(test.trails.snapshot.delegatedAdministrators.isEmpty)
    }

    @Test(arguments: [(member, CloudTrailError.Code.accountNotRegistered), (stranger, .accountNotFound)])
    func onlyAdministratorsAreDeregistered(account: String, code: CloudTrailError.Code) async {
        await #expect(throws: CloudTrailError(code, "")) {
            try await service().api(Self.manager).deregisterOrganizationDelegatedAdmin(
                DeregisterOrganizationDelegatedAdminRequest(delegatedAdminAccountId: account)
            )
        }
    }
}
