import CairnAPI
import CairnAWSClient
import CairnClient
import CairnWire
import Synchronization
import Testing

/// The client against a service that is not Cairn.
@Suite(.enabled(if: MotoServer.python != nil, "no Python with moto: run make setup-tests"))
struct MotoClientTests {
    @Test func trailsLiveTheirLives() async throws {
        try await MotoServer.with { server in
            let aws = server.client()
            _ = try await aws.call(
                service: "s3", operation: "CreateBucket", input: .structure([.init("Bucket", .string("box"))]))
            let called = Mutex<Set<String>>([])
            let client = CloudTrailClient(
                server.client { attempt in called.withLock { _ = $0.insert(attempt.operation) } })
            let created = try await client.createTrail(
                CreateTrailRequest(
                    name: "audit", s3BucketName: "box", tagsList: [CairnAPI.Tag(key: "team", value: "blue")]))
            let arn = try #require(created.trailARN)
            #expect(arn == "arn:aws:cloudtrail:us-east-1:123456789012:trail/audit")
            #expect(try await client.getTrailStatus(GetTrailStatusRequest(name: "audit")).isLogging == false)
            _ = try await client.startLogging(StartLoggingRequest(name: "audit"))
            let status = try await client.getTrailStatus(GetTrailStatusRequest(name: "audit"))
            #expect(status.isLogging == true && status.startLoggingTime != nil)
            _ = try await client.stopLogging(StopLoggingRequest(name: "audit"))
            _ = try await client.updateTrail(UpdateTrailRequest(name: "audit", s3KeyPrefix: "logs"))
            #expect(try await client.getTrail(GetTrailRequest(name: "audit")).trail?.s3KeyPrefix == "logs")
            #expect(try await client.describeTrails(DescribeTrailsRequest()).trailList?.count == 1)
            var names: [String?] = []
            for try await trail in client.items(of: ListTrailsRequest()) { names.append(trail.name) }
            #expect(names == ["audit"])
            try await changeSettings(client, arn)
            _ = try await client.deleteTrail(DeleteTrailRequest(name: "audit"))
            await #expect(throws: CloudTrailError(.trailNotFound, "")) {
                _ = try await client.getTrail(GetTrailRequest(name: "audit"))
            }
            let operations = try MotoServer.cloudTrailOperations()
            #expect(operations.count >= 16 && called.withLock { $0 } == operations, "every operation that moto has")
        }
    }

    private func changeSettings(_ client: CloudTrailClient, _ arn: String) async throws {
        let selector = EventSelector(
            readWriteType: .writeOnly, includeManagementEvents: true,
            dataResources: [DataResource(type: "AWS::S3::Object", values: ["arn:aws:s3:::box/"])])
        _ = try await client.putEventSelectors(PutEventSelectorsRequest(trailName: "audit", eventSelectors: [selector]))
        let selectors = try await client.getEventSelectors(GetEventSelectorsRequest(trailName: "audit"))
        #expect(selectors.eventSelectors == [selector])
        _ = try await client.putInsightSelectors(
            PutInsightSelectorsRequest(
                trailName: "audit", insightSelectors: [InsightSelector(insightType: .apiCallRateInsight)]))
        let insights = try await client.getInsightSelectors(GetInsightSelectorsRequest(trailName: "audit"))
        #expect(insights.insightSelectors?.first?.insightType == .apiCallRateInsight)
        _ = try await client.addTags(AddTagsRequest(resourceId: arn, tagsList: [CairnAPI.Tag(key: "a", value: "b")]))
        _ = try await client.removeTags(
            RemoveTagsRequest(resourceId: arn, tagsList: [CairnAPI.Tag(key: "team", value: "blue")]))
        var tags: [CairnAPI.Tag] = []
        for try await resource in client.items(of: ListTagsRequest(resourceIdList: [arn])) {
            tags += resource.tagsList ?? []
        }
        #expect(tags.map(\.key) == ["a"])
    }

    @Test func errorsOfAnotherServiceAreTyped() async throws {
        try await MotoServer.with { server in
            let client = CloudTrailClient(server.client())
            await #expect(throws: CloudTrailError(.trailNotFound, "")) {
                _ = try await client.getTrailStatus(GetTrailStatusRequest(name: "nobody"))
            }
            await #expect(throws: CloudTrailError(.s3BucketDoesNotExist, "")) {
                _ = try await client.createTrail(CreateTrailRequest(name: "audit", s3BucketName: "nowhere"))
            }
        }
    }
}
