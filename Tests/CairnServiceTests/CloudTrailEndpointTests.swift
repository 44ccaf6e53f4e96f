import CairnAPI
import CairnModel
import CairnService
import CairnTrails
import Testing

@Suite struct CloudTrailEndpointTests {
    @Test(arguments: ["com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", "CloudTrail_20131101."])
    func operationStandsInTheTargetHeader(prefix: String) async {
        let answer = await TestService().send("ListTrails", "", prefix: prefix)
        #expect(answer.status == 200)
        #expect(answer.operation == .listTrails)
        #expect(answer.headers["Content-Type"] == "application/x-amz-json-1.1")
        #expect(answer.headers["x-amzn-RequestId"] == "request-1")
        #expect(answer.error == nil)
    }

    @Test(arguments: ["", "Nothing", "listTrails", "ListTrails.", "PutAuditEvents"])
    func anotherTargetIsAnUnknownOperation(operation: String) async throws {
        let answer = await TestService().send(operation, "{}")
        #expect(answer.status == 400)
        #expect(answer.error == CloudTrailError(.unknownOperation, ""))
        #expect(answer.operation == nil)
        #expect(answer.headers["x-amzn-RequestId"] == "request-1")
        #expect(try JSON(parsing: answer.body)["__type"] == "UnknownOperationException")
    }

    @Test(arguments: [("GET", "/"), ("POST", "/other"), ("PUT", "/")])
    func onlyPostToTheRootIsACall(method: String, target: String) async {
        let answer = await TestService().send("ListTrails", "", method: method, target: target)
        #expect(answer.error == CloudTrailError(.unknownOperation, ""))
    }

    @Test func missingTargetIsAnUnknownOperation() async {
        let test = TestService()
        let answer = await CloudTrailEndpoint(service: test.service).respond(
            method: "POST", target: "/", headers: [:], body: [], context: test.context
        )
        #expect(answer.error == CloudTrailError(.unknownOperation, ""))
    }

    @Test(arguments: [
        "application/x-amz-json-1.1", "application/x-amz-json-1.1; charset=UTF-8", "application/json",
        "APPLICATION/X-AMZ-JSON-1.0", nil,
    ])
    func jsonTypesAreTaken(contentType: String?) async {
        #expect(await TestService().send("ListTrails", "{}", contentType: contentType).status == 200)
    }

    @Test(arguments: ["application/x-www-form-urlencoded", "text/plain", "application/cbor"])
    func otherTypesAreNot(contentType: String) async {
        let answer = await TestService().send("ListTrails", "{}", contentType: contentType)
        #expect(answer.error == CloudTrailError(.serialization, ""))
    }

    @Test func unsignedCallIsTakenWhereAccessIsNotControlled() async throws {
        var test = TestService()
        test.context.accessKeyID = nil
        #expect(await test.send("ListTrails", "{}").status == 200)
    }

    @Test(arguments: [
        "", "x:y", "..", "EU-WEST-1", "eu-west-1\n", "eu west", "münchen", String(repeating: "r", count: 33),
    ])
    func whatIsNoRegionIsRefused(region: String) async {
        var test = TestService()
        test.context.region = region
        for operation in ["CreateTrail", "ListPublicKeys"] {
            let answer = await test.send(operation, #"{"Name":"audit","S3BucketName":"box"}"#)
            #expect(answer.error == CloudTrailError(.invalidSignature, ""))
            #expect(answer.error?.message.contains("'\(region)") == true)
        }
        #expect(test.trails.snapshot.isEmpty)
    }

    @Test func bodyThatIsTooLongIsRefused() async {
        let body = String(repeating: " ", count: CloudTrailEndpoint.bodyByteCountMax + 1)
        let answer = await TestService().send("ListTrails", body)
        #expect(answer.status == 413)
    }

    @Test(arguments: APIOperation.all.filter { $0.service == .cloudTrail })
    func everyOperationAnswersInItsOwnWords(operation: APIOperation) async throws {
        let answer = await TestService().send(operation.name, "{}")
        #expect(answer.operation == operation)
        #expect(answer.headers["x-amzn-RequestId"] == "request-1")
        let body = try JSON(parsing: answer.body)
        #expect((answer.status == 200) == (body["__type"] == nil))
        #expect([200, 400].contains(answer.status))
    }

    @Test(arguments: ["ListChannels", "ListEventDataStores", "ListImports"])
    func withoutALakeItsOperationsAreNotSupported(operation: String) async {
        let answer = await TestService().send(operation, "{}")
        #expect(answer.error == CloudTrailError(.unsupportedOperation, ""))
        #expect(answer.status == 400)
    }

    @Test func constraintsAreCheckedBeforeTheOperation() async {
        let answer = await TestService().send("GetChannel", #"{"Channel":"a b"}"#)
        #expect(answer.error == CloudTrailError(.channelARNInvalid, ""))
    }
}
