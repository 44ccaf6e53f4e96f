import CairnIntegrity
import CairnModel
import CairnStore

/// What is kept of a trail's deliveries of one account and region: what became of them, and its chain of digests.
struct PlaceState: Sendable, Hashable {
    var status = PlaceStatus()
    var chain = DigestChain()

    static let documentKind = "delivery-place"

    static func key(_ trail: TrailIncarnation, _ place: LanePlace) -> StateDocument.Key {
        StateDocument.Key(
            kind: documentKind, account: place.account, region: place.region, id: trail.documentPrefix)
    }

    var json: JSON { ["status": status.json, "chain": chain.json] }

    init() {}

    init?(json: JSON) {
        guard let chain = json["chain"].flatMap(DigestChain.init(json:)) else { return nil }
        self.chain = chain
        status = json["status"].map(PlaceStatus.init(json:)) ?? PlaceStatus()
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
