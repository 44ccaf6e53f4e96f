import CairnAPI
import CairnModel
import Testing

@Suite struct PutAuditEventsTests {
    @Test func bodyLeavesOutWhatStandsInTheQuery() throws {
        let fixture = try #require(OperationFixture.cloudTrailData.first)
        let request = try PutAuditEventsRequest(json: fixture.request)
        let body = fixture.request.replacing(["channelArn"], with: nil).replacing(["externalId"], with: nil)
        #expect(String(decoding: request.jsonText, as: UTF8.self) == body.description)
        #expect(request.queryItems.map(\.name) == ["channelArn", "externalId"])
        #expect(request.queryItems.map(\.value) == [request.channelArn, request.externalId])
    }

    @Test func answerComesOutAsItWentIn() throws {
        let fixture = try #require(OperationFixture.cloudTrailData.first)
        let response = try PutAuditEventsResponse(json: fixture.response)
        #expect(String(decoding: response.jsonText, as: UTF8.self) == fixture.response.description)
    }

    @Test func valuesBeyondTheEdgeAreRefused() throws {
        let fixture = try #require(OperationFixture.cloudTrailData.first)
        #expect(!fixture.rejected.isEmpty)
        for change in fixture.rejected {
            let request = try PutAuditEventsRequest(jsonText: fixture.request(with: change))
            #expect(throws: CloudTrailError.self, "\(change.path)") { try request.validate() }
        }
        for change in fixture.accepted {
            let request = try PutAuditEventsRequest(jsonText: fixture.request(with: change))
            try request.validate()
        }
    }

    @Test func malformedChannelARNHasItsOwnException() {
        let request = PutAuditEventsRequest(auditEvents: [AuditEvent(eventData: "{}", id: "1")], channelArn: "channel")
        #expect(throws: CloudTrailError(.invalidChannelARN, "")) { try request.validate() }
    }
}
