public import CairnModel
public import CairnStore

/// The state document of an import, and the version of this form.
extension ImportRun: StateEntry {
    public static let documentVersion = 1

    public static let documentKind = "import"

    public var documentKey: StateDocument.Key {
        StateDocument.Key(kind: Self.documentKind, account: account, region: region, id: id)
    }

    /// The document as it is stored.
    public var document: JSON {
        var object: JSONObject = [
            "version": .integer(Self.documentVersion), "id": .string(id), "account": .string(account),
            "region": .string(region), "storeID": .string(storeID), "storeARN": .string(storeARN),
            "source": source.json, "status": .string(status.rawValue), "progress": progress.json,
            "attempt": .integer(attempt),
        ]
        if kind != .cloudTrailEvents { object["kind"] = .string(kind.rawValue) }
        object["startTime"] = startTime.flatMap { JSONNumber($0) }.map(JSON.number)
        object["endTime"] = endTime.flatMap { JSONNumber($0) }.map(JSON.number)
        object["createdTime"] = JSONNumber(createdTime).map(JSON.number)
        object["updatedTime"] = JSONNumber(updatedTime).map(JSON.number)
        return .object(object)
    }

    public init(reading document: StateDocumentMembers) throws {
        let createdTime = try document.double("createdTime")
        self.init(
            id: try document.string("id"), account: try document.string("account"),
            region: try document.string("region"), storeID: try document.string("storeID"),
            storeARN: try document.string("storeARN"), source: try document.value("source", Source.init(json:)),
            kind: document["kind"]?.stringValue.flatMap(EventDataStoreKind.init(rawValue:)) ?? .cloudTrailEvents,
            startTime: document["startTime"]?.doubleValue, endTime: document["endTime"]?.doubleValue,
            status: try document.value("status") { $0.stringValue.flatMap(Status.init(rawValue:)) },
            createdTime: createdTime, progress: ImportProgress(json: document["progress"] ?? .null))
        attempt = document["attempt"]?.intValue ?? 1
        updatedTime = document["updatedTime"]?.doubleValue ?? createdTime
    }
}

extension ImportRun.Source {
    fileprivate var json: JSON {
        switch self {
        case .bucket(let uri, let region, let roleARN):
            ["uri": .string(uri), "region": .string(region), "roleARN": .string(roleARN)]
        case .folder(let path): ["path": .string(path)]
        }
    }

    fileprivate init?(json: JSON) {
        if let path = json["path"]?.stringValue {
            self = .folder(path: path)
            return
        }
        guard let uri = json["uri"]?.stringValue, let region = json["region"]?.stringValue,
            let roleARN = json["roleARN"]?.stringValue
        else { return nil }
        self = .bucket(uri: uri, region: region, roleARN: roleARN)
    }
}

extension ImportProgress {
    private static let counts: [(name: String, path: any WritableKeyPath<ImportProgress, Int> & Sendable)] = [
        ("prefixesFound", \.prefixesFound), ("prefixesCompleted", \.prefixesCompleted),
        ("filesCompleted", \.filesCompleted), ("eventsCompleted", \.eventsCompleted), ("duplicates", \.duplicates),
        ("eventsSkipped", \.eventsSkipped), ("skippedByRetention", \.skippedByRetention),
        ("skippedByTime", \.skippedByTime), ("skippedRecords", \.skippedRecords),
        ("failedFiles", \.failedFiles), ("failuresListed", \.failuresListed),
    ]

    fileprivate var json: JSON {
        var object: JSONObject = ["isListed": .bool(isListed)]
        for count in Self.counts { object[count.name] = .integer(self[keyPath: count.path]) }
        object["filesFound"] = filesFound.map { .integer($0) }
        object["lastPath"] = lastPath.map(JSON.string)
        if isOutOfOrder { object["isOutOfOrder"] = true }
        object["firstUnlisted"] = firstUnlisted.map { mark in
            var object: JSONObject = [
                "prefixesCompleted": .integer(mark.prefixesCompleted), "filesCompleted": .integer(mark.filesCompleted),
            ]
            object["path"] = mark.path.map(JSON.string)
            return .object(object)
        }
        return .object(object)
    }

    fileprivate init(json: JSON) {
        self.init()
        for count in Self.counts { self[keyPath: count.path] = json[count.name]?.intValue ?? 0 }
        filesFound = json["filesFound"]?.intValue
        lastPath = json["lastPath"]?.stringValue
        isListed = json["isListed"]?.boolValue ?? false
        isOutOfOrder = json["isOutOfOrder"]?.boolValue ?? false
        firstUnlisted = json["firstUnlisted"].map { mark in
            Mark(
                path: mark["path"]?.stringValue, prefixesCompleted: mark["prefixesCompleted"]?.intValue ?? 0,
                filesCompleted: mark["filesCompleted"]?.intValue ?? 0)
        }
    }
}
