import CairnModel

/// An import from a bucket, begun by StartImport, or taken up again where it was broken off. Stores of configuration
/// items and of evidence, into which StartImport brings nothing, are filled by the admin surface.
struct BucketImport {
    let uri: String
    let store: String
    let start: JSON?
    let end: JSON?
    let role: String?
    let region: String
    let client: CairnAdminClient

    func begin() async throws -> RunningImport {
        let arn = try await storeARN()
        guard try await collectsCloudTrailEvents(arn) else { return try await beginItems(arn) }
        if let earlier = try await earlier(arn) {
            if !earlier.isRunning { _ = try await client.call("StartImport", ["ImportId": .string(earlier.id)]) }
            return RunningImport(id: earlier.id, isToldByServer: false, client: client)
        }
        var request: JSONObject = [
            "Destinations": [.string(arn)],
            "ImportSource": [
                "S3": [
                    "S3LocationUri": .string(uri), "S3BucketRegion": .string(region),
                    "S3BucketAccessRoleArn": .string(role ?? Self.role(forStore: arn)),
                ]
            ],
        ]
        request["StartEventTime"] = start
        request["EndEventTime"] = end
        let answer = try await client.call("StartImport", .object(request))
        return RunningImport(id: answer["ImportId"]?.stringValue ?? "", isToldByServer: false, client: client)
    }

    private func beginItems(_ arn: String) async throws -> RunningImport {
        var request: JSONObject = [
            "uri": .string(uri), "store": .string(arn), "bucketRegion": .string(region),
            "roleArn": .string(role ?? Self.role(forStore: arn)),
        ]
        request["startTime"] = start
        request["endTime"] = end
        return try await RunningImport.begin(request, client)
    }

    private func collectsCloudTrailEvents(_ arn: String) async throws -> Bool {
        let shown = try await client.call("GetEventDataStore", ["EventDataStore": .string(arn)])
        let fields = (shown["AdvancedEventSelectors"]?.arrayValue ?? []).flatMap {
            $0["FieldSelectors"]?.arrayValue ?? []
        }
        let categories = fields.filter { $0["Field"] == "eventCategory" }.flatMap { $0["Equals"]?.arrayValue ?? [] }
        return !categories.contains("ConfigurationItem") && !categories.contains("Evidence")
    }

    private func storeARN() async throws -> String {
        var token: JSON?
        var names: [String] = []
        repeat {
            var request: JSONObject = [:]
            request["NextToken"] = token
            let page = try await client.call("ListEventDataStores", .object(request))
            for entry in page["EventDataStores"]?.arrayValue ?? [] {
                guard let arn = entry["EventDataStoreArn"]?.stringValue else { continue }
                names.append(entry["Name"]?.stringValue ?? arn)
                if arn == store || entry["Name"]?.stringValue == store || arn.hasSuffix("/" + store) { return arn }
            }
            token = page["NextToken"]
        } while token != nil
        let list = names.isEmpty ? "there are none" : "there are: " + names.joined(separator: ", ")
        throw ClientError("there is no event data store \(store) in \(client.region); \(list)")
    }

    /// The latest import of the same source and times into the store, unless it has completed.
    private func earlier(_ arn: String) async throws -> ImportState? {
        let list = try await client.call("ListImports", ["Destination": .string(arn), "MaxResults": 50])
        for entry in list["Imports"]?.arrayValue ?? [] {
            guard let id = entry["ImportId"] else { continue }
            let answer = try await client.call("GetImport", ["ImportId": id])
            guard answer["ImportSource"]?["S3"]?["S3LocationUri"]?.stringValue == uri,
                answer["StartEventTime"]?.doubleValue == start?.doubleValue,
                answer["EndEventTime"]?.doubleValue == end?.doubleValue
            else { continue }
            let state = ImportState(answer: answer)
            return state.status == "COMPLETED" ? nil : state
        }
        return nil
    }

    private static func role(forStore arn: String) -> String {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        return "arn:\(parts.count > 1 ? parts[1] : "aws"):iam::\(parts.count > 4 ? parts[4] : ""):role/CloudTrailImport"
    }
}
