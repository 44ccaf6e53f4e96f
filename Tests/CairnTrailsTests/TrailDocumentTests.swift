import CairnAPI
import CairnModel
import CairnStore
import CairnTrails
import Testing

@Suite struct TrailDocumentTests {
    @Test func readingGivesWhatWasWritten() throws {
        for trail in [CairnTrails.Trail.whole, .fixture()] {
            #expect(try CairnTrails.Trail(document: trail.document) == trail)
            let parsed = try JSON(parsing: trail.document.description)
            #expect(try CairnTrails.Trail(document: parsed) == trail)
        }
    }

    /// The text that version 1 wrote; it stays as it is when versions are added.
    private static let version1 = """
        {"version":1,"name":"audit","homeRegion":"eu-west-1","account":"222233334444","partition":"aws",\
        "createdTime":1772359502.417,"tags":[{"key":"team","value":"blue"},{"key":"bare"}],"s3BucketName":"box",\
        "s3KeyPrefix":"logs","snsTopicName":"news","snsTopicARN":"arn:aws:sns:eu-west-1:222233334444:news",\
        "cloudWatchLogsLogGroupARN":"arn:aws:logs:eu-west-1:222233334444:log-group:ct:*",\
        "cloudWatchLogsRoleARN":"arn:aws:iam::222233334444:role/logs",\
        "kmsKeyID":"arn:aws:kms:eu-west-1:222233334444:key/12345678-1234-1234-1234-123456789012",\
        "includeGlobalServiceEvents":true,"isMultiRegion":true,"isOrganizationTrail":true,\
        "logFileValidationEnabled":true,"eventSelectors":{"AdvancedEventSelectors":[{"Name":"all","FieldSelectors":\
        [{"Field":"eventCategory","Equals":["Management"]}]}]},"insightSelectors":[{"insightType":\
        "ApiCallRateInsight"},{"insightType":"ApiErrorRateInsight","eventCategories":["Management","Data"]}],\
        "aggregations":[{"eventCategory":"Data","templates":["API_ACTIVITY","USER_ACTIONS"]}],"isLogging":true,\
        "startLoggingTime":1772359600.25,"stopLoggingTime":1772359550}
        """

    @Test func version1IsRead() throws {
        #expect(try CairnTrails.Trail(document: JSON(parsing: Self.version1)) == .whole)
    }

    /// If this fails, the form has changed: raise the version, and keep the text of version 1 as it is.
    @Test func version1IsStillWhatIsWritten() throws {
        #expect(CairnTrails.Trail.documentVersion == 1)
        #expect(CairnTrails.Trail.whole.document.description == Self.version1)
    }

    @Test func laterVersionIsRefusedWithAdvice() throws {
        var object = try #require(CairnTrails.Trail.fixture().document.objectValue)
        object["version"] = 2
        let error = #expect(throws: StoreError.self) { try CairnTrails.Trail(document: .object(object)) }
        #expect(error?.code == .database)
        #expect(
            error?.message == "The document of a trail has version 2, but this Cairn knows versions up to 1: it was "
                + "written by a newer Cairn. Use that one, or restore a backup."
        )
    }

    @Test(arguments: [
        "version", "name", "homeRegion", "account", "partition", "s3BucketName", "createdTime", "tags",
        "includeGlobalServiceEvents", "isMultiRegion", "isOrganizationTrail", "logFileValidationEnabled",
        "eventSelectors", "insightSelectors", "aggregations", "isLogging",
    ])
    func missingMemberIsNamed(member: String) throws {
        var object = try #require(CairnTrails.Trail.whole.document.objectValue)
        object[member] = nil
        let error = #expect(throws: StoreError.self) { try CairnTrails.Trail(document: .object(object)) }
        #expect(error?.code == .damaged)
        #expect(error?.message.contains(member) == true)
    }

    @Test(arguments: ["null", "[]", "7", #"{"version":"1"}"#, #"{"version":0}"#])
    func otherJSONIsDamaged(text: String) throws {
        let json = try JSON(parsing: text)
        #expect(throws: StoreError(.damaged, "")) { try CairnTrails.Trail(document: json) }
    }
}
