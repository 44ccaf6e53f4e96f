import CairnIntegrity
import CairnModel
import CairnStore

/// What is kept of a trail's deliveries of one account and region: what became of them, and its chains of digests.
struct PlaceState: Sendable, Hashable {
    var status = PlaceStatus()
    var chain = DigestChain()
    /// The last digest of files that came too late for their hour's.
    var backfill: DigestLink?

    static let documentKind = "delivery-place"

    static func key(_ trail: TrailIncarnation, _ place: LanePlace) -> StateDocument.Key {
        StateDocument.Key(
            kind: documentKind, account: place.account, region: place.region, id: trail.documentPrefix)
    }

    var json: JSON {
        var object: JSONObject = ["status": status.json, "chain": chain.json]
        object["backfill"] = backfill.map(\.json)
        return .object(object)
    }

    init() {}

    init?(json: JSON) {
        guard let chain = json["chain"].flatMap(DigestChain.init(json:)) else { return nil }
        self.chain = chain
        backfill = json["backfill"].flatMap(DigestLink.init(json:))
        status = json["status"].map(PlaceStatus.init(json:)) ?? PlaceStatus()
    }
}

extension DigestLink {
    fileprivate var json: JSON {
        var object: JSONObject = ["bucket": .string(bucket), "key": .string(key)]
        object["sha256"] = sha256.map(JSON.string)
        object["signature"] = signature.map(JSON.string)
        return .object(object)
    }

    fileprivate init?(json: JSON) {
        guard let bucket = json["bucket"]?.stringValue, let key = json["key"]?.stringValue else { return nil }
        self.init(
            bucket: bucket, key: key, sha256: json["sha256"]?.stringValue, signature: json["signature"]?.stringValue)
    }
}

/// A delivered log file that no digest lists yet.
enum UndigestedFile {
    static let documentKind = "undigested-file"

    static func key(_ trail: TrailIncarnation, _ file: DeliveredFile) -> StateDocument.Key {
        StateDocument.Key(
            kind: documentKind, account: file.place.account, region: file.place.region,
            id: "\(trail.documentPrefix)/\(file.bucket)/\(file.key)")
    }
}
