import CairnModel

/// How far an import is, as the server says.
struct ImportState {
    var id: String
    var status: String
    var store: String
    var source: String
    /// `nil` if the server does not tell, or has not counted yet.
    var filesFound: Int?
    var filesCompleted: Int
    var filesFailed: Int
    var prefixesFound: Int
    var prefixesCompleted: Int
    var eventsCompleted: Int
    /// What GetImport does not tell.
    var duplicates: Int?
    var eventsSkipped: Int?
    /// How many of these by reason: `retention`, `timeRange`, `notARecord`.
    var skipped: JSONObject?

    var isRunning: Bool { status == "INITIALIZING" || status == "IN_PROGRESS" }

    /// From 0 to 1.
    var share: Double {
        if let filesFound, filesFound > 0 { return Double(filesCompleted + filesFailed) / Double(filesFound) }
        return prefixesFound > 0 ? Double(prefixesCompleted) / Double(prefixesFound) : 0
    }

    /// Reads an answer of the admin surface.
    init(progress json: JSON) {
        func count(_ name: String) -> Int { json[name]?.intValue ?? 0 }
        id = json["importId"]?.stringValue ?? ""
        status = json["status"]?.stringValue ?? ""
        store = json["eventDataStore"]?.stringValue ?? ""
        source = json["source"]?.stringValue ?? ""
        filesFound = json["filesFound"]?.intValue
        (filesCompleted, filesFailed) = (count("filesCompleted"), count("filesFailed"))
        (prefixesFound, prefixesCompleted) = (count("prefixesFound"), count("prefixesCompleted"))
        eventsCompleted = count("eventsCompleted")
        (duplicates, eventsSkipped) = (json["duplicates"]?.intValue, json["eventsSkipped"]?.intValue)
        skipped = json["skipped"]?.objectValue
    }

    /// Reads an answer to GetImport.
    init(answer json: JSON) {
        func count(_ name: String) -> Int { json["ImportStatistics"]?[name]?.intValue ?? 0 }
        id = json["ImportId"]?.stringValue ?? ""
        status = json["ImportStatus"]?.stringValue ?? ""
        store = json["Destinations"]?.arrayValue?.first?.stringValue ?? ""
        source = json["ImportSource"]?["S3"]?["S3LocationUri"]?.stringValue ?? ""
        (filesCompleted, filesFailed) = (count("FilesCompleted"), count("FailedEntries"))
        (prefixesFound, prefixesCompleted) = (count("PrefixesFound"), count("PrefixesCompleted"))
        eventsCompleted = count("EventsCompleted")
    }

    var json: JSONObject {
        var object: JSONObject = [
            "importId": .string(id), "status": .string(status), "eventDataStore": .string(store),
            "source": .string(source), "filesCompleted": .integer(filesCompleted),
            "filesFailed": .integer(filesFailed), "eventsCompleted": .integer(eventsCompleted),
        ]
        object["filesFound"] = filesFound.map { .integer($0) }
        object["duplicates"] = duplicates.map { .integer($0) }
        object["eventsSkipped"] = eventsSkipped.map { .integer($0) }
        object["skipped"] = skipped.map(JSON.object)
        return object
    }
}
