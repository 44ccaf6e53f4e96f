import CairnModel
import CairnRecording
import CairnWire
import Testing

/// Events of S3, whose records mirror the request.
@Suite struct ObjectEventTests {
    @Test func objectEventHasItsSixDetails() {
        var answer = Calls.s3Answer()
        answer.body = WireBody([], totalByteCount: 512)
        let record = Bench().record(Calls.s3("GET", "/inv/2026/a.csv"), answer)
        #expect(
            record["additionalEventData"]?.description == """
                {"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,\
                "AuthenticationMethod":"AuthHeader","x-amz-id-2":"aWQy","bytesTransferredOut":512}
                """)
        #expect(record.at("requestParameters")?.objectValue?.count == 3)
        #expect(record.text("requestParameters.bucketName") == "box")
        #expect(record.text("requestParameters.key") == "inv/2026/a.csv")
        #expect(record.text("requestParameters.Host") == "box.s3.eu-west-1.amazonaws.com")
        #expect(
            record["resources"]?.description == """
                [{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::box/inv/2026/a.csv"},\
                {"accountId":"222233334444","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::box"}]
                """)
        #expect(record.text("requestID") == "4442587FB7D0A2F9")
        #expect(record.text("userAgent") == "[aws-cli/2.15.0]")
    }

    @Test func objectThatIsWrittenTellsItsEncryptionAndNotItsContent() {
        var request = Calls.s3("PUT", "/a")
        request.body = WireBody([], totalByteCount: 1 << 31)
        var answer = Calls.s3Answer()
        answer.headers["x-amz-server-side-encryption"] = "AES256"
        let record = Bench().record(request, answer)
        #expect(record.text("eventName") == "PutObject")
        #expect(record.at("additionalEventData.bytesTransferredIn") == 2_147_483_648)
        #expect(record.text("additionalEventData.SSEApplied") == "Default_SSE_S3")
        #expect(record.at("requestParameters.omitted") == nil)
        #expect(record.text("responseElements.x-amz-server-side-encryption") == "AES256")
    }

    @Test func presignedCallIsAuthenticatedByItsQuery() {
        let credential = "\(Calls.userKey)%2F20260301%2Feu-west-1%2Fs3%2Faws4_request"
        let request = Calls.request(
            "GET",
            "/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\(credential)&X-Amz-Date=20260301T101500Z"
                + "&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=" + String(repeating: "0a", count: 32),
            host: "box.s3.eu-west-1.amazonaws.com", service: nil)
        let record = Bench().record(request, Calls.s3Answer())
        #expect(record.text("additionalEventData.AuthenticationMethod") == "QueryString")
        #expect(record.text("userIdentity.userName") == "dana")
        #expect(record.text("eventName") == "GetObject")
        #expect(!record.description.contains(String(repeating: "0a", count: 32)))
    }

    @Test func missingObjectWithoutABodyIsNamed() {
        let record = Bench().record(Calls.s3("HEAD", "/a"), Calls.s3Answer(status: 404))
        #expect(record.text("eventName") == "HeadObject")
        #expect(record.text("errorCode") == "NoSuchKey")
        #expect(record["errorMessage"] == nil)
    }

    @Test func objectThatHasNotChangedIsNoFailure() {
        let record = Bench().record(Calls.s3("GET", "/a"), Calls.s3Answer(status: 304))
        #expect(record["errorCode"] == nil)
    }

    @Test func listingTouchesAPrefix() {
        let record = Bench().record(Calls.s3("GET", "/?list-type=2&prefix=a%2Fb"), Calls.s3Answer())
        #expect(record.text("eventName") == "ListObjects")
        #expect(record.text("resources.0.ARNPrefix") == "arn:aws:s3:::box/a/b")
        #expect(record.text("requestParameters.list-type") == "2")
    }

    private static let deletion = """
        <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>a/1</Key></Object>\
        <Object><Key>b &amp; c</Key><VersionId>v9</VersionId></Object></Delete>
        """

    @Test func everyDeletedObjectHasAnEventOfItsOwn() {
        let answer = Calls.s3Answer(
            """
            <DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Deleted><Key>a/1</Key></Deleted>\
            <Error><Key>b &amp; c</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>
            """)
        let records = Bench().records(Calls.s3("POST", "/?delete", body: Self.deletion), answer)
        #expect(records.map { $0.text("eventName") } == ["DeleteObjects", "DeleteObject", "DeleteObject"])
        #expect(records.map { $0.text("resources.0.ARN") } == [nil, "arn:aws:s3:::box/a/1", "arn:aws:s3:::box/b & c"])
        #expect(records[0].text("resources.0.ARNPrefix") == "arn:aws:s3:::box/")
        #expect(records.map { $0.text("errorCode") } == [nil, nil, "AccessDenied"])
        #expect(records[2].text("requestParameters.versionId") == "v9")
        #expect(Set(records.map { $0.text("eventID") }).count == 3)
        #expect(records.allSatisfy { $0.text("eventCategory") == "Data" })
    }

    @Test func refusedDeletionIsOneEvent() {
        let answer = Calls.s3Answer("<Error><Code>AccessDenied</Code><Message>no</Message></Error>", status: 403)
        #expect(Bench().records(Calls.s3("POST", "/?delete", body: Self.deletion), answer).count == 1)
    }

    @Test func bucketOfAnotherAccountIsRecordedForBoth() {
        let request = Calls.s3("GET", "/a", headers: [("x-amz-expected-bucket-owner", "555566667777")])
        let granted = Bench().records(request, Calls.s3Answer())
        #expect(granted.map { $0.text("recipientAccountId") } == ["222233334444", "555566667777"])
        #expect(granted[0].text("resources.1.accountId") == "555566667777")
        let denied = Bench().records(
            request, Calls.s3Answer("<Error><Code>AccessDenied</Code></Error>", status: 403))
        #expect(denied.count == 2)
        #expect(denied.first?.at("resources.1.accountId") == nil)
        #expect(denied.last?.text("resources.1.accountId") == "555566667777")
    }
}
