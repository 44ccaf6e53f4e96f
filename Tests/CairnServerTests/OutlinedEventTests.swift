import CairnAPI
import CairnRecording
import CairnSelectors
import Testing

@testable import CairnServer

@Suite struct OutlinedEventTests {
    private static func selectors(_ fields: [(String, [String])]) -> CompiledSelectors {
        CompiledSelectors(
            .advanced([
                AdvancedEventSelector(fieldSelectors: fields.map { AdvancedFieldSelector(field: $0.0, equals: $0.1) })
            ]))
    }

    private static let objects = selectors([("eventCategory", ["Data"]), ("resources.type", ["AWS::S3::Object"])])
    private static let items = selectors([("eventCategory", ["Data"]), ("resources.type", ["AWS::DynamoDB::Table"])])

    private func outline(isOfHead: Bool, arn: String = "arn:aws:s3:::box/key") -> EventOutline {
        EventOutline(
            category: .data, eventSource: "s3.amazonaws.com", eventName: "PutObject", isReadOnly: false,
            accountID: "222233334444", region: "eu-west-1", resourceType: "AWS::S3::Object",
            resources: isOfHead ? [] : [RecordResource(type: "AWS::S3::Object", arn: arn)], isOfHead: isOfHead)
    }

    @Test func aHeadIsRefusedOnlyIfItsEventSurelyIs() {
        let head = OutlinedEvent(outline: outline(isOfHead: true))
        #expect(Self.objects.maySelect(head))
        #expect(!Self.items.maySelect(head))
        let oneKey = Self.selectors([
            ("eventCategory", ["Data"]), ("resources.type", ["AWS::S3::Object"]),
            ("resources.ARN", ["arn:aws:s3:::box/other"]),
        ])
        #expect(oneKey.maySelect(head))
        #expect(!oneKey.selects(OutlinedEvent(outline: outline(isOfHead: false))))
        #expect(oneKey.selects(OutlinedEvent(outline: outline(isOfHead: false, arn: "arn:aws:s3:::box/other"))))
    }

    @Test func anIdentityThatIsNotKnownYetMayFit() {
        let dana = Self.selectors([
            ("eventCategory", ["Data"]), ("resources.type", ["AWS::S3::Object"]),
            ("userIdentity.arn", ["arn:aws:iam::222233334444:user/dana"]),
        ])
        #expect(dana.maySelect(OutlinedEvent(outline: outline(isOfHead: true))))
        #expect(!dana.selects(OutlinedEvent(outline: outline(isOfHead: false))))
    }
}
