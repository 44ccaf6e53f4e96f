import CairnAPI
import CairnModel
import CairnObjects
import CairnSelectors
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

@Suite struct LogFileDeliveryTests {
    /// As consumers of log files read their names.
    private static var name: Regex<Substring> {
        #/
        AWSLogs/\d{12}/CloudTrail/[\w-]+/\d{4}/\d{2}/\d{2}/
        \d{12}_CloudTrail_[\w\-]+_\d{8}T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz
        /#
    }

    @Test func aMarkOfTheIntervalDeliversWhatWasRecorded() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        let ids = try await rig.record("CreateBucket", count: 3)
        try await rig.step()
        #expect(try await rig.keys().isEmpty)
        try await rig.tick()
        let keys = try await rig.keys()
        #expect(keys.count == 1)
        let key = try #require(keys.first)
        #expect(key.wholeMatch(of: Self.name) != nil, "\(key)")
        #expect(key.contains("/eu-west-1/2026/03/01/222233334444_CloudTrail_eu-west-1_20260301T1005Z_"))
        #expect(try await rig.eventIDs() == ["event-1"] + ids)
        let status = rig.status(trail)
        #expect(status.logFiles.successTime == DeliveryRig.start + 300)
        #expect(status.logFiles.error == nil)
    }

    @Test func filesArePutAsCloudTrailPutsThem() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail {
            $0.s3KeyPrefix = "logs"
            $0.kmsKeyID = "arn:aws:kms:eu-west-1:222233334444:key/1"
        }
        try await rig.startLogging(trail)
        try await rig.tick()
        let key = try #require(try await rig.keys().first)
        #expect(key.hasPrefix("logs/AWSLogs/222233334444/CloudTrail/"))
        let info = try #require(try await rig.memory.head(bucket: "box", key: key))
        #expect(info.contentType == "application/json")
        #expect(info.contentEncoding == "gzip")
        #expect(info.properties.acl == "bucket-owner-full-control")
        let context = ["aws:cloudtrail:arn": trail.arn, "aws:s3:arn": "arn:aws:s3:::box/\(key)"]
        #expect(info.encryption == .kms(key: trail.kmsKeyID, context: context))
    }

    @Test func nothingSelectedIsNoFile() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.eventSelectors = .basic([EventSelector(readWriteType: .readOnly)]) }
        try await rig.startLogging(trail)
        _ = try await rig.record("CreateBucket", count: 3)
        try await rig.tick()
        #expect(try await rig.keys().isEmpty)
        try await rig.record(SampleRecord("ListBuckets", readOnly: true))
        try await rig.tick()
        #expect(try await rig.eventIDs() == ["event-5"])
    }

    @Test func recordsStayAsTheyWereWritten() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        let odd =
            #"{"awsRegion":"eu-west-1" , "eventTime":"2026-03-01T10:00:00Z","a":1.50e3,"recipientAccountId":"#
            + #""222233334444","eventCategory":"Management","readOnly":false,"eventID":"odd","b":"\u0041"}"#
        try await rig.journal.append([Array(odd.utf8)])
        try await rig.tick()
        let key = try #require(try await rig.keys().first)
        let bytes = try await rig.memory.get(bucket: "box", key: key).collect(upTo: 1 << 20)
        let text = String(decoding: try CairnGzipText.text(bytes), as: UTF8.self)
        #expect(text.hasPrefix(#"{"Records":[{"#) && text.hasSuffix("\(odd)]}"))
    }

    @Test func accountsRegionsAndKindsHaveFilesOfTheirOwn() async throws {
        let organization = Organization(
            id: "o-11aa22bb33", managementAccount: DeliveryRig.account, memberAccounts: ["111122223333"])
        let rig = try DeliveryRig(organization: organization)
        let trail = try rig.addTrail {
            $0.isMultiRegion = true
            $0.isOrganizationTrail = true
            $0.insightSelectors = [InsightSelector(insightType: .apiCallRateInsight)]
            $0.eventSelectors = .advanced([
                AdvancedEventSelector(fieldSelectors: [
                    AdvancedFieldSelector(field: "eventCategory", equals: ["Management"])
                ]),
                AdvancedEventSelector(fieldSelectors: [
                    AdvancedFieldSelector(field: "eventCategory", equals: ["NetworkActivity"]),
                    AdvancedFieldSelector(field: "eventSource", equals: ["ec2.amazonaws.com"]),
                ]),
            ])
        }
        try await rig.startLogging(trail)
        try await rig.record(SampleRecord(region: "us-east-1"))
        try await rig.record(SampleRecord(account: "111122223333"))
        try await rig.record(SampleRecord(account: "999900001111"))
        try await rig.record(SampleRecord(source: "ec2.amazonaws.com", category: "NetworkActivity"))
        for type in ["ApiCallRateInsight", "ApiErrorRateInsight"] {
            try await rig.record(
                SampleRecord(
                    category: "Insight",
                    extra: ["insightDetails": ["insightType": .string(type)], "eventType": "AwsCloudTrailInsight"]))
        }
        try await rig.tick()
        let beginnings = try await rig.keys().map { key in key.split(separator: "/").dropLast().joined(separator: "/") }
        let organizationFolder = "AWSLogs/o-11aa22bb33"
        #expect(
            beginnings == [
                "\(organizationFolder)/111122223333/CloudTrail/eu-west-1/2026/03/01",
                "\(organizationFolder)/222233334444/CloudTrail-Insight/eu-west-1/2026/03/01",
                "\(organizationFolder)/222233334444/CloudTrail-NetworkActivity/eu-west-1/2026/03/01",
                "\(organizationFolder)/222233334444/CloudTrail/eu-west-1/2026/03/01",
                "\(organizationFolder)/222233334444/CloudTrail/us-east-1/2026/03/01",
            ])
        #expect(try await rig.eventIDs("_CloudTrail-Insight_") == ["event-6"])
        for key in try await rig.keys() {
            let parts = Array(key.split(separator: "/"))
            for record in try await rig.records(key) {
                #expect(record["recipientAccountId"]?.stringValue == String(parts[2]))
                #expect(record["awsRegion"]?.stringValue == String(parts[4]))
            }
        }
    }

    @Test(arguments: [
        ("eu-west-1", true, false, ["home"]), ("us-east-1", true, false, ["iam", "regional sts"]),
        ("us-east-1", false, false, ["regional sts"]), ("us-east-1", true, true, ["home", "iam", "regional sts"]),
    ])
    func regionsAndGlobalServices(
        home: String, includesGlobal: Bool, isMultiRegion: Bool, expected: [String]
    ) async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail {
            $0.homeRegion = home
            $0.includeGlobalServiceEvents = includesGlobal
            $0.isMultiRegion = isMultiRegion
        }
        let now = rig.clock.now()
        try rig.change(trail) { ($0.isLogging, $0.startLoggingTime) = (true, now) }
        try await rig.step()
        try await rig.record(SampleRecord("home"))
        try await rig.record(SampleRecord("iam", source: "iam.amazonaws.com", region: "us-east-1"))
        try await rig.record(
            SampleRecord(
                "regional sts", source: "sts.amazonaws.com", region: "us-east-1",
                extra: ["tlsDetails": ["clientProvidedHostHeader": "sts.us-east-1.amazonaws.com"]]))
        try await rig.tick()
        var names: [String] = []
        for key in try await rig.keys() {
            names += try await rig.records(key).compactMap { $0["eventName"]?.stringValue }
        }
        #expect(names.sorted() == expected)
    }

    @Test func filesAreCutAtTheirSizeAndBatchesAtTheirs() async throws {
        var configuration = DeliveryConfiguration()
        configuration.fileBytesMax = 2048
        configuration.batchBytesMax = 5000
        let rig = try DeliveryRig(configuration)
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        let ids = try await rig.record("CreateBucket", count: 40)
        try await rig.tick()
        let keys = try await rig.keys()
        #expect(keys.count > 8)
        #expect(Set(try await rig.eventIDs()) == Set(ids + ["event-1"]))
        #expect(try await rig.eventIDs().count == 41)
        for key in keys {
            let bytes = try await rig.memory.get(bucket: "box", key: key).collect(upTo: 1 << 20)
            #expect(try CairnGzipText.text(bytes).count <= 2048)
        }
    }

    @Test func manyWaitingRecordsAreDeliveredBeforeTheirTime() async throws {
        var configuration = DeliveryConfiguration()
        configuration.waitingRecordsMax = 10
        let rig = try DeliveryRig(configuration)
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        _ = try await rig.record("CreateBucket", count: 5)
        try await rig.step()
        #expect(try await rig.keys().isEmpty)
        _ = try await rig.record("CreateBucket", count: 5)
        rig.clock.advance(by: 100)
        try await rig.step()
        #expect(try await rig.eventIDs().count == 11)
        #expect(try await rig.keys().first?.contains("T1001Z") == true)
    }

    @Test func placesThatCannotBePartOfAKeyAreLeftOut() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.isMultiRegion = true }
        try await rig.startLogging(trail)
        try await rig.record(SampleRecord(region: "../../x"))
        try await rig.tick()
        #expect(try await rig.eventIDs() == ["event-1"])
    }

    @Test func ownPutsAreEventsOfTheNextFile() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail {
            $0.eventSelectors = .basic([
                EventSelector(dataResources: [DataResource(type: "AWS::S3::Object", values: ["arn:aws:s3:::box/"])])
            ])
        }
        try await rig.startLogging(trail)
        try await rig.tick()
        let first = try #require(try await rig.keys().first)
        try await rig.tick()
        let keys = try await rig.keys()
        #expect(keys.count == 2)
        let records = try await rig.records(try #require(keys.last))
        #expect(records.count == 1)
        #expect(records.first?["eventName"]?.stringValue == "PutObject")
        #expect(records.first?["userIdentity"]?["invokedBy"]?.stringValue == "cloudtrail.amazonaws.com")
        #expect(records.first?["requestParameters"]?["key"]?.stringValue == first)
    }
}
