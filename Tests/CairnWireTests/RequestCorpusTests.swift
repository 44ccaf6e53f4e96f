import CairnModel
import FoundationEssentials
import Testing

@testable import CairnWire

/// Requests of real operations in all protocols, with values made up from the shapes of the models, as a stock SDK
/// writes them (`Resources/requests.jsonl`): what they mean is what the SDK was given.
struct RequestCorpusTests {
    struct Case {
        let name: String
        let request: WireRequest
        let call: RoutedCall
        let expected: JSON
    }

    private static let protocols: [String: WireProtocol] = [
        "awsJSON": .awsJSON, "awsQuery": .awsQuery, "ec2Query": .ec2Query, "restJSON": .restJSON,
        "restXML": .restXML, "rpcV2CBOR": .rpcV2CBOR,
    ]

    private static func cases() throws -> [Case] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let text = try String(contentsOf: folder.appending(path: "Resources/requests.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let json = try JSON(parsing: String(line))
            let name = try #require(json["protocol"]?.stringValue)
            let target = try #require(json["target"]?.stringValue)
            let service = try #require(json["service"]?.stringValue)
            let operation = try #require(json["operation"]?.stringValue)
            let headers = (json["headers"]?.objectValue?.members ?? []).map { ($0.key, $0.value.stringValue ?? "") }
            return Case(
                name: "\(name) \(service) \(operation)",
                request: WireRequest(
                    method: try #require(json["method"]?.stringValue), target: target, headers: HeaderFields(headers),
                    body: WireBody(try #require(json["body"]?.stringValue.flatMap(Base64.bytes)))),
                call: try WireFixture.call(service, operation, Self.protocols[name], target: target),
                expected: try #require(json["expected"]))
        }
    }

    @Test func everyRequestMeansWhatTheSDKWasGiven() throws {
        let cases = try Self.cases()
        #expect(cases.count >= 300)
        for one in cases {
            let value = try WireCodec.decodeRequest(one.request, call: one.call)
            #expect(WireFixture.rendered(value).canonical == one.expected.canonical, "\(one.name)")
        }
    }

    @Test func everyRequestWrittenAgainMeansTheSame() throws {
        for one in try Self.cases() {
            let value = try WireCodec.decodeRequest(one.request, call: one.call)
            let again = try WireFixture.roundTrip(value, one.call)
            #expect(WireFixture.rendered(again).canonical == one.expected.canonical, "\(one.name)")
        }
    }

    /// Every tenth byte of every body and target is cut off or turned over: the decoder may refuse, but not crash.
    @Test func damagedRequestsAreReadOrRefused() throws {
        var refused = 0
        for one in try Self.cases() {
            for place in stride(from: 0, to: one.request.body.bytes.count, by: 10) {
                var cut = one.request
                cut.body = WireBody(Array(cut.body.bytes[..<place]))
                var flipped = one.request
                flipped.body.bytes[place] ^= 0x15
                for request in [cut, flipped] {
                    do { _ = try WireCodec.decodeRequest(request, call: one.call) } catch { refused += 1 }
                }
            }
        }
        #expect(refused > 100)
    }
}
