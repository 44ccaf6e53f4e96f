import CairnAPI
import CairnModel
import Testing

@Suite struct CloudTrailErrorTests {
    @Test func equalityLooksAtTheCodeAlone() {
        #expect(CloudTrailError(.trailNotFound, "a") == CloudTrailError(.trailNotFound, "b"))
        #expect(CloudTrailError(.trailNotFound, "a") != CloudTrailError(.trailAlreadyExists, "a"))
    }

    @Test func everyExceptionOfTheModelsHasItsCode() {
        let codes = Set(CloudTrailError.Code.modelled.map(\.rawValue))
        #expect(codes.count == CloudTrailError.Code.modelled.count)
        #expect(codes.isSuperset(of: ["TrailNotFoundException", "ThrottlingException", "DuplicatedAuditEventId"]))
        #expect(CloudTrailError.Code.channelNotFound.rawValue == "ChannelNotFoundException")
        #expect(CloudTrailError.Code.channelNotFoundInData.rawValue == "ChannelNotFound")
        #expect(APIOperation.all.allSatisfy { codes.isSuperset(of: $0.declaredErrors.map(\.rawValue)) })
    }

    @Test func modelledExceptionsAre400() {
        #expect(CloudTrailError.Code.modelled.allSatisfy { $0.httpStatus == 400 })
        #expect(CloudTrailError(.internalFailure, "").httpStatus == 500)
        #expect(CloudTrailError(.serviceUnavailable, "").httpStatus == 503)
    }

    @Test func bodyHoldsTypeAndMessage() {
        let error = CloudTrailError(.trailNotFound, "Unknown trail: \"audit\"")
        #expect(
            String(decoding: error.awsJSONBody, as: UTF8.self)
                == #"{"__type":"TrailNotFoundException","message":"Unknown trail: \"audit\""}"#
        )
        #expect(String(decoding: error.restJSONBody, as: UTF8.self) == #"{"message":"Unknown trail: \"audit\""}"#)
    }

    @Test(
        arguments: [
            (#"{"__type":"TrailNotFoundException","message":"m"}"#, nil, 400, "TrailNotFoundException", "m"),
            (
                #"{"__type":"com.amazonaws.cloudtrail#ConflictException","Message":"m"}"#, nil, 400,
                "ConflictException", "m"
            ),
            (#"{"message":"m"}"#, "ChannelNotFound:http://x/", 400, "ChannelNotFound", "m"),
            ("<html>", nil, 503, "ServiceUnavailable", "The service answered with status 503 and no message."),
            ("", nil, 500, "InternalFailure", "The service answered with status 500 and no message."),
        ] as [(String, String?, Int, String, String)])
    func answersAreReadAsClientsReadThem(
        body: String, errorType: String?, status: Int, code: String, message: String
    ) {
        let error = CloudTrailError(
            answer: Array(body.utf8), httpStatus: status, errorType: errorType, requestID: "r-1"
        )
        #expect(error.code.rawValue == code)
        #expect(error.message == message)
        #expect(error.httpStatus == status)
        #expect(error.requestID == "r-1")
    }
}
