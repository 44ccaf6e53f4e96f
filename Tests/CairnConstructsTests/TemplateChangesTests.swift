import CairnConstructs
import CairnModel
import Testing

/// What `cairn apply` makes of templates that change: features, settings that are dropped, and what cannot be changed.
struct TemplateChangesTests {
    private let target = RecordedTarget()
    private static let trailType = "AWS::CloudTrail::Trail"
    private static let storeType = "AWS::CloudTrail::EventDataStore"

    /// Applies resources, each a type and its properties. Returns the plan that was carried out.
    private func apply(_ resources: (id: String, type: String, properties: JSONObject)...) async throws -> ApplyPlan {
        var members = JSONObject()
        for resource in resources {
            members[resource.id] = ["Type": .string(resource.type), "Properties": .object(resource.properties)]
        }
        target.changes = []
        return try await TemplateApplier(
            template: ["Resources": .object(members)], stackName: "audit", account: "111122223333",
            region: "eu-west-1", target: target
        ).apply()
    }

    private func applyTrail(_ properties: JSONObject) async throws -> ApplyPlan {
        var whole: JSONObject = ["TrailName": "audit", "S3BucketName": "box", "IsLogging": true]
        for member in properties.members { whole[member.key] = member.value }
        return try await apply(("Trail", Self.trailType, whole))
    }

    private func applyStore(_ properties: JSONObject) async throws -> ApplyPlan {
        var whole: JSONObject = ["Name": "lake"]
        for member in properties.members { whole[member.key] = member.value }
        return try await apply(("Store", Self.storeType, whole))
    }

    // MARK: Event data stores

    @Test func federationIsTurnedOnChangedAndOff() async throws {
        let one: JSONObject = ["FederationEnabled": true, "FederationRoleArn": "arn:aws:iam::111122223333:role/one"]
        let two: JSONObject = ["FederationEnabled": true, "FederationRoleArn": "arn:aws:iam::111122223333:role/two"]
        #expect(try await applyStore(one).omissions.isEmpty)
        #expect(target.changes == ["CreateEventDataStore", "EnableFederation"])
        #expect(target.stores["lake"]?["FederationRoleArn"] == one["FederationRoleArn"])
        #expect(try await applyStore(one).isEmpty)
        target.stores.changesOfFederation = 2
        _ = try await applyStore(two)
        #expect(target.changes == ["DisableFederation", "DisableFederation", "DisableFederation", "EnableFederation"])
        #expect(target.stores["lake"]?["FederationRoleArn"] == two["FederationRoleArn"])
        let plan = try await applyStore(["FederationRoleArn": "arn:aws:iam::111122223333:role/two"])
        #expect(target.changes == ["DisableFederation"])
        #expect(plan.omissions.map(\.property) == ["FederationRoleArn"], "a role has no effect without federation")
        #expect(try await applyStore([:]).isEmpty)
    }

    @Test func federationThatNeverSettlesIsAnError() async throws {
        target.stores.changesOfFederation = 1000
        await #expect(throws: ApplyRefusal.self) {
            try await applyStore(["FederationEnabled": true, "FederationRoleArn": "arn:aws:iam::111122223333:role/x"])
        }
    }

    @Test func insightsOfAStoreGoToOneThatTheTemplateMakesAfterwards() async throws {
        let insight: JSON = [["FieldSelectors": [["Field": "eventCategory", "Equals": ["Insight"]]]]]
        let destination: JSONObject = ["Name": "found", "AdvancedEventSelectors": insight]
        func apply(_ types: [JSON]) async throws -> ApplyPlan {
            let selectors = types.map { JSON.object(["InsightType": $0]) }
            var source: JSONObject = ["Name": "lake"]
            if !types.isEmpty {
                source["InsightSelectors"] = .array(selectors)
                source["InsightsDestination"] = ["Ref": "Found"]
            }
            return try await self.apply(
                ("Source", Self.storeType, source), ("Found", Self.storeType, destination))
        }
        _ = try await apply(["ApiCallRateInsight"])
        #expect(target.changes == ["CreateEventDataStore", "CreateEventDataStore", "PutInsightSelectors"])
        let found = target.stores["found"]?["EventDataStoreArn"]
        #expect(found != nil && target.stores["lake"]?["InsightsDestination"] == found)
        #expect(try await apply(["ApiCallRateInsight"]).isEmpty)
        _ = try await apply(["ApiCallRateInsight", "ApiErrorRateInsight"])
        #expect(target.changes == ["PutInsightSelectors"])
        _ = try await apply([])
        #expect(target.changes == ["PutInsightSelectors"])
        #expect(target.stores["lake"]?["InsightSelectors"] == [])
        #expect(try await apply([]).isEmpty)
    }

    @Test func eventConfigurationOfAStore() async throws {
        let large: JSONObject = [
            "MaxEventSize": "Large", "ContextKeySelectors": [["Type": "TagContext", "Equals": ["team", "cost"]]],
        ]
        let same: JSONObject = [
            "MaxEventSize": "Large", "ContextKeySelectors": [["Equals": ["cost", "team"], "Type": "TagContext"]],
        ]
        _ = try await applyStore(large)
        #expect(target.changes == ["CreateEventDataStore", "PutEventConfiguration"])
        #expect(try await applyStore(same).isEmpty, "the order of keys is free")
        _ = try await applyStore([:])
        #expect(target.changes == ["PutEventConfiguration"])
        #expect(target.stores["lake"]?["MaxEventSize"] == "Standard")
        #expect(target.stores["lake"]?["ContextKeySelectors"] == [])
        #expect(try await applyStore([:]).isEmpty)
    }

    @Test func ingestionIsStoppedAndStarted() async throws {
        _ = try await applyStore(["IngestionEnabled": false])
        #expect(target.changes == ["CreateEventDataStore"])
        #expect(target.stores["lake"]?["Status"] == "STOPPED_INGESTION")
        #expect(try await applyStore(["IngestionEnabled": false]).isEmpty)
        _ = try await applyStore([:])
        #expect(target.changes == ["StartEventDataStoreIngestion"])
        _ = try await applyStore(["IngestionEnabled": false])
        #expect(target.changes == ["StopEventDataStoreIngestion"])
    }

    @Test func settingsThatAStoreNoLongerHasAreAsInANewOne() async throws {
        let data: JSON = [
            [
                "FieldSelectors": [
                    ["Field": "eventCategory", "Equals": ["Data"]],
                    ["Field": "resources.type", "Equals": ["AWS::S3::Object"]],
                ]
            ]
        ]
        _ = try await applyStore([
            "RetentionPeriod": 90, "TerminationProtectionEnabled": false, "MultiRegionEnabled": false,
            "AdvancedEventSelectors": data,
        ])
        #expect(try await applyStore([:]).steps.map(\.kind) == [.update])
        let store = target.stores["lake"]
        #expect(store?["RetentionPeriod"] == 366 && store?["TerminationProtectionEnabled"] == true)
        #expect(store?["MultiRegionEnabled"] == true)
        #expect(store?["AdvancedEventSelectors"]?[0]?["FieldSelectors"]?[0]?["Equals"] == ["Management"])
        #expect(try await applyStore([:]).isEmpty)
    }

    @Test func whatAStoreCannotChangeIsNamed() async throws {
        _ = try await applyStore([:])
        let audit: JSON = [["FieldSelectors": [["Field": "eventCategory", "Equals": ["ActivityAuditLog"]]]]]
        let plan = try await applyStore([
            "AdvancedEventSelectors": audit, "BillingMode": "FIXED_RETENTION_PRICING", "KmsKeyId": "x",
            "RetentionPeriod": 366,
        ])
        #expect(plan.isEmpty)
        let reasons = Dictionary(uniqueKeysWithValues: plan.omissions.map { ($0.property ?? "", $0.reason) })
        #expect(Set(reasons.keys) == ["AdvancedEventSelectors", "BillingMode", "KmsKeyId"])
        #expect(reasons["AdvancedEventSelectors"]?.contains("replaced") == true)
        #expect(reasons["BillingMode"]?.contains("replaced") == true)
    }

    // MARK: Trails

    @Test func aggregationsOfATrail() async throws {
        func properties(_ templates: [JSON]) -> JSONObject {
            ["AggregationConfigurations": [["EventCategory": "Data", "Templates": .array(templates)]]]
        }
        #expect(try await applyTrail(properties(["API_ACTIVITY"])).omissions.isEmpty)
        #expect(target.changes == ["CreateTrail", "PutEventConfiguration", "StartLogging"])
        #expect(try await applyTrail(properties(["API_ACTIVITY"])).isEmpty)
        _ = try await applyTrail(properties(["API_ACTIVITY", "USER_ACTIONS"]))
        #expect(target.changes == ["PutEventConfiguration"])
        #expect(try await applyTrail(properties(["USER_ACTIONS", "API_ACTIVITY"])).isEmpty)
        _ = try await applyTrail([:])
        #expect(target.changes == ["PutEventConfiguration"])
        #expect(try await applyTrail([:]).isEmpty)
    }

    @Test func categoriesOfInsightsAreCompared() async throws {
        func properties(_ selector: JSONObject) -> JSONObject {
            var whole: JSONObject = ["InsightType": "ApiCallRateInsight"]
            for member in selector.members { whole[member.key] = member.value }
            return ["InsightSelectors": [.object(whole)]]
        }
        _ = try await applyTrail(properties([:]))
        #expect(try await applyTrail(properties(["EventCategories": ["Management"]])).isEmpty)
        #expect(try await applyTrail(properties(["EventCategories": ["Management", "Data"]])).steps[0].kind == .update)
        #expect(target.changes == ["PutInsightSelectors"])
        #expect(try await applyTrail(properties(["EventCategories": ["Data", "Management"]])).isEmpty)
        _ = try await applyTrail([:])
        #expect(target.changes == ["PutInsightSelectors"])
        #expect(try await applyTrail([:]).isEmpty)
    }

    @Test func settingsThatATrailNoLongerHasAreCleared() async throws {
        let texts: JSONObject = [
            "S3KeyPrefix": "logs", "KMSKeyId": "arn:aws:kms:eu-west-1:111122223333:key/x", "SnsTopicName": "topic",
            "CloudWatchLogsLogGroupArn": "arn:aws:logs:eu-west-1:111122223333:log-group:x:*",
            "CloudWatchLogsRoleArn": "arn:aws:iam::111122223333:role/x",
        ]
        var all = texts
        all["IsMultiRegionTrail"] = true
        all["EnableLogFileValidation"] = true
        all["IncludeGlobalServiceEvents"] = false
        _ = try await applyTrail(all)
        #expect(try await applyTrail(all).isEmpty)
        #expect(try await applyTrail([:]).steps.map(\.kind) == [.update])
        #expect(target.changes == ["UpdateTrail"])
        for name in texts.keys { #expect(target.trail?[name == "KMSKeyId" ? "KmsKeyId" : name] == "", "\(name)") }
        #expect(target.trail?["IsMultiRegionTrail"] == false && target.trail?["LogFileValidationEnabled"] == false)
        #expect(target.trail?["IncludeGlobalServiceEvents"] == true)
        #expect(try await applyTrail([:]).isEmpty)
    }

    @Test func whatIsLeftOutIsNotCleared() async throws {
        _ = try await applyTrail(["SnsTopicName": "by-hand"])
        let plan = try await applyTrail(["SnsTopicName": ["Ref": "Topic"]])
        #expect(plan.isEmpty && plan.omissions.map(\.property) == ["SnsTopicName"])
        #expect(target.trail?["SnsTopicName"] == "by-hand")
    }

    // MARK: Others

    @Test func aChannelKeepsItsSource() async throws {
        func channel(_ source: JSON) async throws -> ApplyPlan {
            try await apply(("C", "AWS::CloudTrail::Channel", ["Name": "doors", "Source": source, "Destinations": []]))
        }
        _ = try await channel("Custom")
        #expect(try await channel("Custom").omissions.isEmpty)
        let plan = try await channel("Okta")
        #expect(plan.isEmpty)
        #expect(plan.omissions.map(\.property) == ["Source"])
        #expect(plan.omissions.first?.reason.contains("has to be replaced") == true)
    }

    @Test func settingsThatADashboardNoLongerHasAreTurnedOff() async throws {
        func dashboard(_ properties: JSONObject) async throws -> ApplyPlan {
            var whole = properties
            whole["Name"] = "overview"
            return try await apply(("D", "AWS::CloudTrail::Dashboard", whole))
        }
        let statement: JSON = "SELECT 1"
        let schedule: JSON = ["Frequency": ["Unit": "HOURS", "Value": 6], "TimeOfDay": "00:30"]
        let whole: JSONObject = [
            "RefreshSchedule": schedule, "TerminationProtectionEnabled": true,
            "Widgets": [
                ["QueryStatement": statement, "QueryParameters": ["$StartTime$"], "ViewProperties": ["a": "b"]]
            ],
        ]
        _ = try await dashboard(whole)
        #expect(try await dashboard(whole).isEmpty)
        var fewer = whole
        fewer["Widgets"] = [["QueryStatement": statement, "ViewProperties": ["a": "b"]]]
        #expect(try await dashboard(fewer).steps.map(\.kind) == [.update], "parameters were dropped")
        _ = try await dashboard([:])
        #expect(target.changes == ["UpdateDashboard"])
        #expect(target.dashboard?["Widgets"] == [] && target.dashboard?["TerminationProtectionEnabled"] == false)
        #expect(target.dashboard?["RefreshSchedule"]?["Status"] == "DISABLED")
        #expect(target.dashboard?["RefreshSchedule"]?["TimeOfDay"] == "00:30")
        #expect(try await dashboard([:]).isEmpty)
    }

    @Test func propertiesThatNobodyAppliesAreNamed() async throws {
        let odd: JSONObject = ["Odd": "x"]
        let types = ["BucketPolicy", "Trail", "EventDataStore", "Channel", "Dashboard", "ResourcePolicy"]
        for type in types {
            let service = type == "BucketPolicy" ? "S3" : "CloudTrail"
            var properties = odd
            if type == "BucketPolicy" { (properties["Bucket"], properties["PolicyDocument"]) = ("b", [:]) }
            if type == "ResourcePolicy" { (properties["ResourceArn"], properties["ResourcePolicy"]) = ("a", [:]) }
            if type == "Trail" { properties["S3BucketName"] = "b" }
            let plan = try await apply(("X", "AWS::\(service)::\(type)", properties))
            #expect(plan.omissions.map(\.property) == ["Odd"], "\(type)")
            #expect(plan.omissions.map(\.logicalID) == ["X"])
        }
    }
}
