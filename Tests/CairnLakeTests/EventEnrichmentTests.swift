import CairnAPI
import CairnModel
import Testing

@testable import CairnLake

@Suite struct EventEnrichmentTests {
    private func store(
        _ selectors: [ContextKeySelector] = [], _ size: MaxEventSize = .large
    ) -> CairnLake.EventDataStore {
        var store = CairnLake.EventDataStore(
            id: "11111111-2222-4333-8444-555555555555", name: "s", account: "1", region: "r", createdTime: 0)
        store.maxEventSize = size
        store.contextKeySelectors = selectors
        return store
    }

    private func enriched(
        _ record: JSON, _ store: CairnLake.EventDataStore, tags: @escaping EventEnrichment.TagSource = { _ in [] }
    ) throws -> JSON? {
        let enrichment = EventEnrichment(store, tags: tags)
        let bytes = Array(record.description.utf8).withUnsafeBytes { bytes in
            enrichment.leaves(bytes) ? Array(bytes) : enrichment.enriched(bytes)
        }
        return try bytes.map { try JSON(parsing: $0) }
    }

    private let role: JSON = [
        "eventTime": "2026-03-01T10:00:00Z", "awsRegion": "eu-west-1", "eventCategory": "Management",
        "userIdentity": [
            "type": "AssumedRole", "principalId": "AROA:s", "arn": "arn:aws:sts::111122223333:assumed-role/r/s",
            "accountId": "111122223333",
            "sessionContext": [
                "sessionIssuer": ["arn": "arn:aws:iam::111122223333:role/r"],
                "attributes": ["creationDate": "2026-03-01T09:50:00Z", "mfaAuthenticated": "true"],
            ],
        ],
        "tlsDetails": ["tlsVersion": "TLSv1.3"],
        "resources": [["ARN": "arn:aws:s3:::box", "type": "AWS::S3::Bucket"]],
    ]

    @Test(
        arguments: [
            ("aws:PrincipalArn", "arn:aws:iam::111122223333:role/r"), ("aws:PrincipalAccount", "111122223333"),
            ("aws:PrincipalType", "AssumedRole"), ("aws:userid", "AROA:s"), ("aws:SecureTransport", "true"),
            ("aws:TokenIssueTime", "2026-03-01T09:50:00Z"), ("aws:MultiFactorAuthAge", "600"),
            ("aws:MultiFactorAuthPresent", "true"), ("aws:EpochTime", "1772359200"),
            ("aws:CurrentTime", "2026-03-01T10:00:00Z"), ("aws:PrincipalIsAWSService", "false"),
            ("aws:username", nil), ("aws:PrincipalServiceName", nil), ("aws:SourceAccount", nil),
        ] as [(String, String?)])
    func keysAreThoseOfTheRecord(_ key: String, _ value: String?) throws {
        let selectors = [ContextKeySelector(type: .requestContext, equals: [key])]
        let context = try #require(try enriched(role, store(selectors))?["eventContext"])
        #expect(context["requestContext"]?[key]?.stringValue == value)
        #expect(context["tagContext"]?.objectValue?.members.isEmpty == true)
    }

    @Test func tagsAreThoseThatAreKnownAndAskedFor() throws {
        let selectors = [ContextKeySelector(type: .tagContext, equals: ["team"])]
        let found = try enriched(role, store(selectors)) { arn in
            [Tag(key: "team", value: arn.hasPrefix("arn:aws:s3") ? "blue" : "red"), Tag(key: "other", value: "x")]
        }
        let context = try #require(found?["eventContext"]?["tagContext"])
        #expect(context["resourceTags"]?[0]?["arn"]?.stringValue == "arn:aws:s3:::box")
        #expect(context["resourceTags"]?[0]?["tags"] == ["team": "blue"])
        #expect(context["principalTags"] == ["team": "red"])
    }

    @Test func theRestStaysAsItWasRecorded() throws {
        let text = #"{"eventName" : "A","eventTime":"2026-03-01T10:00:00Z","awsRegion":"r"}"#
        let enrichment = EventEnrichment(
            store([ContextKeySelector(type: .requestContext, equals: ["aws:RequestedRegion"])]))
        let bytes = Array(text.utf8).withUnsafeBytes { enrichment.enriched($0) }
        let expected =
            text.dropLast() + #","eventContext":{"requestContext":{"aws:RequestedRegion":"r"},"tagContext":{}}}"#
        #expect(bytes.map { String(decoding: $0, as: UTF8.self) } == String(expected))
    }

    @Test func someEventsHaveNoContext() throws {
        let selectors = [ContextKeySelector(type: .requestContext, equals: ["aws:RequestedRegion"])]
        let network: JSON = ["eventCategory": "NetworkActivity", "awsRegion": "r"]
        #expect(try enriched(network, store(selectors)) == network)
        let late: JSON = ["eventCategory": "Management", "awsRegion": "r", "addendum": ["reason": "DELIVERY_DELAY"]]
        #expect(try enriched(late, store(selectors)) == late)
    }

    @Test func whatIsTooLargeLosesPartsInOrder() throws {
        let text = { (count: Int) in JSON.string(String(repeating: "x", count: count)) }
        let record: JSON = [
            "eventName": "A", "annotation": text(100_000), "requestID": "r",
            "requestParameters": ["a": text(200_000)], "responseElements": ["b": text(100_000)],
        ]
        let large = try enriched(record, store())
        #expect(large == record)
        let standard = try #require(try enriched(record, store([], .standard)))
        #expect(standard["annotation"] == nil)
        #expect(standard["requestID"] == nil)
        #expect(standard["responseElements"]?["omitted"]?.boolValue == true)
        #expect(standard["requestParameters"] == record["requestParameters"])
        #expect(standard.description.utf8.count <= EventSize.standard)
    }

    @Test func whatCannotBeMadeToFitIsNotKept() throws {
        let record: JSON = ["eventName": .string(String(repeating: "x", count: 300_000))]
        #expect(try enriched(record, store([], .standard)) == nil)
        #expect(try enriched(record, store()) == record)
    }
}
