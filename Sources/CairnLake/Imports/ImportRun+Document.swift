public import CairnModel
public import CairnStore

/// The state document of an import, and the version of this form.
extension ImportRun: StateEntry {
    /// The form that is written. Documents of every earlier version are read.
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
        object["startTime"] = startTime.flatMap { JSONNumber($0) }.map(JSON.number)
        object["endTime"] = endTime.flatMap { JSONNumber($0) }.map(JSON.number)
        object["createdTime"] = JSONNumber(createdTime).map(JSON.number)
        object["updatedTime"] = JSONNumber(updatedTime).map(JSON.number)
        return .object(object)
    }

    /// Reads a document of this or an earlier version.
    /// - Throws: ``StoreError`` with `damaged` if it is not the document of an import, with `database` if a newer
    ///   version wrote it.
    public init(document: JSON) throws(StoreError) {
        guard let version = document["version"]?.intValue, version <= Self.documentVersion else {
            throw StoreError(.database, "The document of an import was written by a newer Cairn")
        }
        func text(_ name: String) -> String? { document[name]?.stringValue }
        guard let id = text("id"), let account = text("account"), let region = text("region"),
            let storeID = text("storeID"), let storeARN = text("storeARN"),
            let source = document["source"].flatMap(Source.init(json:)),
            let status = text("status").flatMap(Status.init(rawValue:)),
            let createdTime = document["createdTime"]?.doubleValue
        else {
            throw StoreError(.damaged, "The document of the import \(text("id") ?? "without an id") is damaged")
        }
        self.init(
            id: id, account: account, region: region, storeID: storeID, storeARN: storeARN, source: source,
            startTime: document["startTime"]?.doubleValue, endTime: document["endTime"]?.doubleValue, status: status,
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
        ("eventsSkipped", \.eventsSkipped), ("failedFiles", \.failedFiles), ("failuresListed", \.failuresListed),
    ]

    fileprivate var json: JSON {
        var object: JSONObject = ["isListed": .bool(isListed)]
        for count in Self.counts { object[count.name] = .integer(self[keyPath: count.path]) }
        object["filesFound"] = filesFound.map { .integer($0) }
        object["lastPath"] = lastPath.map(JSON.string)
        return .object(object)
    }

    fileprivate init(json: JSON) {
        self.init()
        for count in Self.counts { self[keyPath: count.path] = json[count.name]?.intValue ?? 0 }
        filesFound = json["filesFound"]?.intValue
        lastPath = json["lastPath"]?.stringValue
        isListed = json["isListed"]?.boolValue ?? false
    }
}
