import CairnModel
import Testing

@testable import CairnWire

struct ErrorCodingTests {
    static let calls: [(service: String, operation: String, wireProtocol: WireProtocol)] = [
        ("dynamodb", "PutItem", .awsJSON), ("iam", "CreateUser", .awsQuery), ("ec2", "RunInstances", .ec2Query),
        ("lambda", "Invoke", .restJSON), ("s3", "PutBucketAcl", .restXML), ("route53", "CreateHostedZone", .restXML),
        ("cloudwatch", "PutMetricData", .rpcV2CBOR),
    ]

    @Test(arguments: calls)
    func writtenErrorsAreReadBack(service: String, operation: String, wireProtocol: WireProtocol) throws {
        let call = try WireFixture.call(service, operation, wireProtocol)
        let answer = WireCodec.encodeError(
            code: "ServiceUnavailable", message: "It's <down> & \"out\"", status: 503, requestID: "r-1", call: call)
        #expect(answer.status == 503)
        #expect(
            WireCodec.decodeError(answer, call: call)
                == WireFailure(code: "ServiceUnavailable", message: "It's <down> & \"out\"", requestID: "r-1"))
        #expect(WireCodec.requestID(of: answer, call: call) == "r-1")
    }

    @Test func eachProtocolHasItsForm() throws {
        func encoded(_ service: String, _ operation: String, _ wireProtocol: WireProtocol) throws -> WireResponse {
            WireCodec.encodeError(
                code: "C", message: "M", status: 400, requestID: "R",
                call: try WireFixture.call(service, operation, wireProtocol))
        }
        let json = try encoded("dynamodb", "PutItem", .awsJSON)
        #expect(WireFixture.text(json.body) == #"{"__type":"C","message":"M"}"#)
        #expect(json.headers["Content-Type"] == "application/x-amz-json-1.0")
        let rest = try encoded("lambda", "Invoke", .restJSON)
        #expect(WireFixture.text(rest.body) == #"{"message":"M"}"#)
        #expect(rest.headers["x-amzn-errortype"] == "C")
        #expect(
            WireFixture.text(try encoded("sts", "GetCallerIdentity", .awsQuery).body)
                == #"<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>"#
                + "<Code>C</Code><Message>M</Message></Error><RequestId>R</RequestId></ErrorResponse>")
        #expect(
            WireFixture.text(try encoded("ec2", "RunInstances", .ec2Query).body).hasSuffix(
                "<Response><Errors><Error><Code>C</Code><Message>M</Message></Error></Errors>"
                    + "<RequestID>R</RequestID></Response>"))
        let s3 = try encoded("s3", "PutBucketAcl", .restXML)
        #expect(
            WireFixture.text(s3.body).hasSuffix(
                "<Error><Code>C</Code><Message>M</Message><RequestId>R</RequestId></Error>"))
        #expect(s3.headers["x-amz-request-id"] == "R")
        #expect(try encoded("cloudwatch", "PutMetricData", .rpcV2CBOR).headers["smithy-protocol"] == "rpc-v2-cbor")
    }

    @Test func unknownCallsGetJSON() {
        let answer = WireCodec.encodeError(code: "C", message: "M", status: 502, requestID: "R", call: nil)
        #expect(WireFixture.text(answer.body) == #"{"__type":"C","message":"M"}"#)
        #expect(answer.headers["x-amzn-requestid"] == "R")
    }

    @Test(
        arguments: [
            (
                #"{"__type":"com.amazon.coral#ValidationException:http://x/#y","Message":"m"}"#, "ValidationException",
                "m"
            ),
            (#"{"code":"Throttled","errorMessage":"m"}"#, "Throttled", "m"),
            (#" {"Error":{"Code":"NoSuchKey","Message":"m"}}"#, "NoSuchKey", "m"),
            (#"{"message":null,"code":7}"#, nil, nil),
            (
                "<ErrorResponse><Error><Type>S</Type><Code>A</Code><Message> m</Message></Error></ErrorResponse>", "A",
                " m"
            ),
            ("<Response><Errors><Error><Code>A.B</Code><Message>m</Message></Error></Errors></Response>", "A.B", "m"),
            ("<?xml version=\"1.0\"?>\n<Error><Code>NoSuchBucket</Code><Message>m</Message><Bu", "NoSuchBucket", "m"),
            ("<html><body>502</body></html>", nil, nil), ("", nil, nil), ("Bad gateway", nil, nil), ("{x", nil, nil),
        ] as [(String, String?, String?)])
    func errorsOfAllKindsAreRead(body: String, code: String?, message: String?) throws {
        let call = try WireFixture.call("sts", "GetCallerIdentity")
        let failure = WireCodec.decodeError(WireFixture.response(body, status: 400), call: call)
        #expect(failure.code == code)
        #expect(failure.message == message)
    }

    @Test func theHeadersCodeComesFirst() throws {
        let call = try WireFixture.call("lambda", "Invoke")
        let answer = WireFixture.response(
            #"{"code":"Other","Message":"m"}"#, status: 404,
            headers: [
                "X-Amzn-ErrorType": "aws#ResourceNotFoundException:http://internal/", "x-amzn-RequestId": "r",
            ])
        #expect(
            WireCodec.decodeError(answer, call: call)
                == WireFailure(code: "ResourceNotFoundException", message: "m", requestID: "r"))
    }

    @Test func errorsBehindAGoodStatusAreErrors() throws {
        let complete = try WireFixture.call("s3", "CompleteMultipartUpload")
        let error = WireFixture.response("\n<?xml version='1.0'?><Error><Code>InternalError</Code></Error>")
        #expect(WireCodec.isError(error, call: complete))
        #expect(WireCodec.decodeError(error, call: complete).code == "InternalError")
        #expect(!WireCodec.isError(WireFixture.response("<CompleteMultipartUploadResult/>"), call: complete))
        #expect(WireCodec.isError(WireFixture.response("", status: 404), call: complete))
        let get = try WireFixture.call("s3", "GetObject")
        #expect(!WireCodec.isError(error, call: get))
    }

    @Test func operationsThatNoModelHasAreUnsupported() throws {
        var call = try WireFixture.call("sts", "GetCallerIdentity")
        call.operation = nil
        #expect(throws: WireError(code: .unsupported, message: "")) { try WireFixture.decoded(call) }
    }
}
