import CairnModel
import Testing

@testable import CairnWire

struct RPCv2CBORTests {
    private func decoded(_ bytes: [UInt8]) throws -> WireValue {
        let call = try WireFixture.call("cloudwatch", "PutMetricData", .rpcV2CBOR)
        let request = WireRequest(method: "POST", target: "/", headers: [:], body: WireBody(bytes))
        return try WireCodec.decodeRequest(request, call: call)
    }

    @Test func inputsSurviveTheWayThere() throws {
        let call = try WireFixture.call("cloudwatch", "PutMetricData", .rpcV2CBOR)
        let datum = WireValue.structure([
            .init("MetricName", .string("m")), .init("Timestamp", .timestamp(1_700_000_000)),
            .init("Value", .number(JSONNumber(literal: "0.1"))), .init("StorageResolution", .number(JSONNumber(60))),
        ])
        let value = WireValue.structure([
            .init("Namespace", .string("n")), .init("MetricData", .list([datum])),
        ])
        #expect(try WireFixture.roundTrip(value, call) == value)
        let operation = try #require(call.operation)
        let request = try WireCodec.encodeRequest(
            value, operation: operation, service: call.service, wireProtocol: .rpcV2CBOR)
        #expect(request.target == "/service/GraniteServiceVersion20100801/operation/PutMetricData")
        #expect(request.headers["smithy-protocol"] == "rpc-v2-cbor")
    }

    @Test func indefiniteLengthsAndTaggedTimesAreRead() throws {
        // {_ "Namespace": (_ "a", "b"), "MetricData": [_ {"Timestamp": 1(1.5), "Value": 5.0_1}]}
        let bytes: [UInt8] =
            [0xBF, 0x69] + Array("Namespace".utf8) + [0x7F, 0x61, 0x61, 0x61, 0x62, 0xFF, 0x6A]
            + Array("MetricData".utf8) + [0x9F, 0xA2, 0x69] + Array("Timestamp".utf8)
            + [0xC1, 0xFB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0x65] + Array("Value".utf8) + [0xF9, 0x45, 0x00, 0xFF, 0xFF]
        #expect(
            WireFixture.rendered(try decoded(bytes)) == [
                "Namespace": "ab",
                "MetricData": [["Timestamp": ["$timestamp": .number(JSONNumber(literal: "1.5"))], "Value": 5]],
            ])
    }

    @Test func unknownMembersAreKeptAndNullsDropped() throws {
        let bytes: [UInt8] =
            [0xA2, 0x63] + Array("New".utf8) + [0x82, 0x20, 0x41, 0xFF, 0x69] + Array("Namespace".utf8) + [0xF6]
        #expect(WireFixture.rendered(try decoded(bytes)) == ["New": ["$document": [-1, "/w=="]]])
    }

    @Test func answersAreReadByTheOutputShape() throws {
        let call = try WireFixture.call("cloudwatch", "ListMetrics", .rpcV2CBOR)
        let metric: [UInt8] = [0xA1, 0x6A] + Array("MetricName".utf8) + [0x61, 0x6D]
        let bytes: [UInt8] = [0xA1, 0x67] + Array("Metrics".utf8) + [0x81] + metric
        let answer = WireResponse(
            status: 200, headers: ["x-amzn-RequestId": "r"], body: WireBody(bytes))
        #expect(try WireFixture.decodedAnswer(call, answer) == ["Metrics": [["MetricName": "m"]]])
        #expect(WireCodec.requestID(of: answer, call: call) == "r")
    }

    @Test func numbersThatJSONLacksAreTexts() throws {
        let call = try WireFixture.call("cloudwatch", "PutMetricData", .rpcV2CBOR)
        let value = WireValue.structure([
            .init("MetricData", .list([.structure([.init("Value", .string("-Infinity"))])]))
        ])
        #expect(try WireFixture.roundTrip(value, call) == value)
    }

    @Test func noBodyIsAnEmptyStructure() throws {
        #expect(try decoded([]) == .structure([]))
        #expect(try decoded([0x80]) == .structure([]))
    }

    @Test(arguments: [
        [0xA1], [0xBF], [0x1C], [0x61, 0xFF], [0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x5B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xA0, 0xA0], [0xFF],
        [UInt8](repeating: 0x81, count: 500), [UInt8](repeating: 0xC1, count: 500),
    ])
    func brokenCBORIsMalformed(bytes: [UInt8]) {
        #expect(throws: WireError(code: .malformed, message: "")) { try decoded(bytes) }
    }
}
