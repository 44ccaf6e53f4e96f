import CairnModel
import CairnRecording
import CairnWire
import Testing

/// Calls of CloudTrail that Cairn itself refuses, as their records tell of them.
@Suite struct DeniedCallTests {
    static let prefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101."

    static func denial(_ message: String) -> WireResponse {
        Calls.answer(#"{"__type":"AccessDeniedException","message":"\#(message)"}"#, status: 400)
    }

    @Test func aDenialReadsAccessDeniedWithAWSsMessage() {
        let message =
            "User: arn:aws:iam::222233334444:user/ops/dana is not authorized to perform: cloudtrail:LookupEvents "
            + "because no identity-based policy allows the cloudtrail:LookupEvents action"
        let record = Bench().record(
            Calls.json(Self.prefix + "LookupEvents", #"{"MaxResults":5}"#, service: "cloudtrail"),
            Self.denial(message))
        #expect(record.text("eventSource") == "cloudtrail.amazonaws.com")
        #expect(record.text("eventName") == "LookupEvents")
        #expect(record.text("errorCode") == "AccessDenied")
        #expect(record.text("errorMessage") == message)
        #expect(record.at("requestParameters.maxResults")?.intValue == 5)
        #expect(record["responseElements"] == .null)
        #expect(record.text("userIdentity.userName") == "dana")
        #expect(record["readOnly"] == true)
    }

    @Test func aDeniedChangeHasNothingOfItsAnswer() {
        let record = Bench().record(
            Calls.json(Self.prefix + "StopLogging", #"{"Name":"audit"}"#, service: "cloudtrail"), Self.denial("no"))
        #expect(record.text("errorCode") == "AccessDenied")
        #expect(record.text("errorMessage") == "no")
        #expect(record.text("requestParameters.name") == "audit")
        #expect(record["responseElements"] == .null)
        #expect(record["readOnly"] == false)
    }
}
