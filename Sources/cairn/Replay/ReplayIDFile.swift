import CairnModel
import CairnReplay

/// A saved id map.
enum ReplayIDFile {
    private static let byteCountMax = 256 << 20

    /// The map of a file, if there is one, with what the command line says.
    static func read(
        _ path: String?, accounts: [String: String], regions: [String: String]
    ) throws(ReplayError) -> IDMap {
        var map = IDMap()
        if let path, let bytes = ReplayOutputFile.content(of: path, upTo: byteCountMax) {
            guard let json = try? JSON(parsing: bytes) else {
                throw ReplayError(.identities, "\(path) is no JSON")
            }
            map = try IDMap(json: json)
        }
        map.accounts.merge(accounts) { $1 }
        map.regions.merge(regions) { $1 }
        return map
    }

    static func write(_ map: IDMap, to path: String) throws(ReplayError) {
        let file = try ReplayOutputFile(path: path)
        try file.append(Array(map.json.description.utf8) + [0x0A])
        try file.close()
    }
}
