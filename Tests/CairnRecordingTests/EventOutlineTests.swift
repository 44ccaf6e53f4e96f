import CairnModel
import CairnRecording
import CairnWire
import Synchronization
import Testing

/// What selections are shown of a call, at its head and at its end.
@Suite struct EventOutlineTests {
    /// Takes everything and remembers what it was shown.
    private final class Witness: EventSelection {
        private let outlines = Mutex<(heads: [EventOutline], events: [EventOutline])>(([], []))

        var heads: [EventOutline] { outlines.withLock { $0.heads } }
        var events: [EventOutline] { outlines.withLock { $0.events } }

        func maySelect(_ outline: EventOutline) -> Bool {
            outlines.withLock { $0.heads.append(outline) }
            return true
        }

        func selects(_ outline: EventOutline) -> Bool {
            outlines.withLock { $0.events.append(outline) }
            return true
        }
    }

    private static func witness(_ request: WireRequest, _ response: WireResponse = Calls.answer("{}")) -> Witness {
        let witness = Witness()
        _ = Bench(selection: witness).records(request, response)
        return witness
    }

    private static let getItem = Calls.json(
        "DynamoDB_20120810.GetItem", #"{"TableName":"t","Key":{"id":{"S":"1"}}}"#, service: "dynamodb", version: "1.0")

    @Test func aHeadSaysThatItKnowsNoMore() throws {
        let head = try #require(Self.witness(Self.getItem).heads.first)
        #expect(
            head
                == EventOutline(
                    category: .data, eventSource: "dynamodb.amazonaws.com", eventName: "GetItem", isReadOnly: true,
                    accountID: Calls.account, region: "eu-west-1", resourceType: "AWS::DynamoDB::Table",
                    isOfHead: true))
    }

    @Test func anEventHasAllThatSelectorsLookAt() throws {
        let denial = Calls.answer(
            #"{"__type":"com.amazon.coral.service#AccessDeniedException","message":"no"}"#, status: 400)
        let event = try #require(Self.witness(Self.getItem, denial).events.first)
        #expect(!event.isOfHead)
        #expect(event.eventType == "AwsApiCall")
        #expect(event.errorCode == "AccessDeniedException")
        #expect(event.userIdentityARN == "arn:aws:iam::222233334444:user/ops/dana")
        #expect(event.resources.map(\.type) == ["AWS::DynamoDB::Table"])
        #expect(event.resources.map(\.arn) == ["arn:aws:dynamodb:eu-west-1:222233334444:table/t"])
        #expect(!event.isConsoleSession && event.vpcEndpointID == nil)
    }

    @Test func objectsComeWithTheirBucket() throws {
        let event = try #require(Self.witness(Calls.s3("GET", "/a/b"), Calls.s3Answer()).events.first)
        #expect(event.resources.map(\.type) == ["AWS::S3::Object", "AWS::S3::Bucket"])
        #expect(event.resources.map(\.arn) == ["arn:aws:s3:::box/a/b", "arn:aws:s3:::box"])
        #expect(event.errorCode == nil)
    }

    @Test func theOwnersCopyDoesNotTellWhoCalled() throws {
        let call = Calls.json(
            "DynamoDB_20120810.GetItem", #"{"TableName":"arn:aws:dynamodb:eu-west-1:999988887777:table/t"}"#,
            service: "dynamodb", version: "1.0")
        let events = Self.witness(call).events
        #expect(events.map(\.accountID) == [Calls.account, "999988887777"])
        #expect(events.map { $0.userIdentityARN != nil } == [true, false])
    }
}
