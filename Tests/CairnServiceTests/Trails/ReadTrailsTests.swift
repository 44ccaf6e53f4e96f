import CairnAPI
import CairnModel
import CairnService
import CairnTrails
import Testing

@Suite struct ReadTrailsTests {
    /// A trail of this region, one of another region, and one of all regions that was created in the other.
    private func three() async throws -> TestService {
        let test = TestService()
        try await test.api().createTrail(CreateTrailRequest(name: "here", s3BucketName: "box")).ignore()
        try await test.api(region: "us-east-1").createTrail(
            CreateTrailRequest(name: "there", s3BucketName: "box")
        ).ignore()
        try await test.api(region: "us-east-1").createTrail(
            CreateTrailRequest(name: "wide", s3BucketName: "box", isMultiRegionTrail: true)
        ).ignore()
        return test
    }

    private static let there = "arn:aws:cloudtrail:us-east-1:222233334444:trail/there"
    private static let wide = "arn:aws:cloudtrail:us-east-1:222233334444:trail/wide"

    @Test(arguments: [
        ("{}", ["here", "wide"]), (#"{"trailNameList":[]}"#, ["here", "wide"]),
        (#"{"includeShadowTrails":true}"#, ["here", "wide"]), (#"{"includeShadowTrails":false}"#, ["here"]),
        (#"{"trailNameList":["here"]}"#, ["here"]), (#"{"trailNameList":["wide"]}"#, []),
        (#"{"trailNameList":["there","nobody"]}"#, []),
        (#"{"trailNameList":["\#(there)","here"]}"#, ["there", "here"]),
        (#"{"trailNameList":["\#(wide)"],"includeShadowTrails":false}"#, ["wide"]),
        (#"{"trailNameList":["here","here"]}"#, ["here"]),
        (#"{"trailNameList":["arn:aws:cloudtrail:eu-west-1:555566667777:trail/here"]}"#, []),
    ])
    func describeTrailsShowsWhatIsAskedFor(body: String, names: [String]) async throws {
        let answer = try JSON(parsing: await three().answer("DescribeTrails", body))
        #expect(answer["trailList"]?.arrayValue?.map { $0["Name"]?.stringValue } == names)
    }

    @Test(arguments: [
        (#"{"trailNameList":["a b"]}"#, "InvalidTrailNameException"),
        (#"{"trailNameList":["arn:aws:s3:::b"]}"#, "CloudTrailARNInvalidException"),
        (#"{"trailNameList":"here"}"#, "SerializationException"),
    ])
    func describeTrailsRefusesBadNames(body: String, code: String) async throws {
        #expect(try await three().code("DescribeTrails", body) == code)
    }

    @Test func describeTrailsShowsTheOldestFirst() async throws {
        let test = TestService()
        for name in ["ccc", "aaa", "bbb"] {
            test.clock.advance(by: 1)
            try await test.api().createTrail(CreateTrailRequest(name: name, s3BucketName: "box")).ignore()
        }
        let trails = try await test.api().describeTrails(DescribeTrailsRequest()).trailList
        #expect(trails?.map(\.name) == ["ccc", "aaa", "bbb"])
    }

    @Test func shadowIsTheSameTrailEverywhere() async throws {
        let test = try await three()
        let home = try await test.api(region: "us-east-1").getTrail(GetTrailRequest(name: "wide"))
        let shadow = try await test.api().getTrail(GetTrailRequest(name: Self.wide))
        #expect(home == shadow)
        #expect(shadow.trail?.homeRegion == "us-east-1")
    }

    @Test func shadowIsNotReadByItsName() async throws {
        let test = try await three()
        let answer = await test.send("GetTrailStatus", #"{"Name":"wide"}"#)
        #expect(answer.error?.code == .trailNotFound)
        #expect(
            answer.error?.message
                == "Unknown trail: arn:aws:cloudtrail:eu-west-1:222233334444:trail/wide for the user: 222233334444"
        )
        #expect(await test.code("GetTrailStatus", #"{"Name":"\#(Self.wide)"}"#) == nil)
        #expect(await test.code("GetEventSelectors", #"{"TrailName":"\#(Self.wide)"}"#) == nil)
    }

    @Test func listTrailsShowsAllRegions() async throws {
        let answer = await (try three()).answer("ListTrails", "{}")
        #expect(
            answer
                == #"{"Trails":[{"TrailARN":"arn:aws:cloudtrail:eu-west-1:222233334444:trail/here","Name":"here","#
                + #""HomeRegion":"eu-west-1"},{"TrailARN":"\#(Self.there)","Name":"there","HomeRegion":"us-east-1"},"#
                + #"{"TrailARN":"\#(Self.wide)","Name":"wide","HomeRegion":"us-east-1"}]}"#
        )
    }

    @Test func pagesHoldEveryTrailOnce() async throws {
        let test = TestService { $0.trailsPerPage = 3 }
        for region in ["eu-west-1", "us-east-1"] {
            for index in 1...4 {
                let request = CreateTrailRequest(name: "trail-\(index)", s3BucketName: "box")
                try await test.api(region: region).createTrail(request).ignore()
            }
        }
        var arns: [String] = []
        var sizes: [Int] = []
        var token: String?
        repeat {
            let page = try await test.api().listTrails(ListTrailsRequest(nextToken: token))
            arns += page.trails?.compactMap(\.trailARN) ?? []
            sizes.append(page.trails?.count ?? 0)
            token = page.nextToken
            // What goes between two pages does not push others out.
            if sizes.count == 1 {
                _ = try await test.api().deleteTrail(DeleteTrailRequest(name: "trail-1"))
            }
        } while token != nil
        #expect(sizes == [3, 3, 2])
        #expect(Set(arns).count == 8)
        #expect(arns == arns.sorted())
    }

    @Test func foreignTokensAreRefused() async throws {
        let test = TestService { $0.trailsPerPage = 1 }
        for name in ["aaa", "bbb"] {
            try await test.api().createTrail(CreateTrailRequest(name: name, s3BucketName: "box")).ignore()
        }
        let token = try #require(try await test.api().listTrails(ListTrailsRequest()).nextToken)
        let altered = (token.first == "A" ? "B" : "A") + token.dropFirst()
        for text in [altered, "x", "", token + "="] {
            await #expect(throws: CloudTrailError(.invalidNextToken, "")) {
                try await test.api().listTrails(ListTrailsRequest(nextToken: text))
            }
        }
        await #expect(throws: CloudTrailError(.invalidNextToken, ""), "it is another account's") {
            try await test.api("555566667777").listTrails(ListTrailsRequest(nextToken: token))
        }
        await #expect(throws: CloudTrailError(.invalidNextToken, ""), "it is another operation's") {
            try await test.lookup(LookupEventsRequest(nextToken: token))
        }
    }

    @Test func deletedTrailIsGone() async throws {
        let test = try await three()
        #expect(await test.answer("DeleteTrail", #"{"Name":"here"}"#) == "{}")
        #expect(await test.code("DeleteTrail", #"{"Name":"here"}"#) == "TrailNotFoundException")
        #expect(await test.code("GetTrail", #"{"Name":"here"}"#) == "TrailNotFoundException")
        #expect(await test.code("DeleteTrail", #"{"Name":"\#(Self.wide)"}"#) == "InvalidHomeRegionException")
        #expect(test.trails.snapshot.all.map(\.name) == ["there", "wide"])
    }
}
