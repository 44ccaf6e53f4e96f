import CairnObjects

/// A part of the list of a bucket's uploads, which come by key and then by id.
struct UploadPage {
    private(set) var uploads: [MultipartUpload] = []
    private(set) var commonPrefixes: [String] = []
    private(set) var isTruncated = false
    private(set) var nextKey: String?
    private(set) var nextID: String?

    init(
        _ all: [MultipartUpload], prefix: String, delimiter: String, keyMarker: String, idMarker: String, limit: Int
    ) {
        for upload in all where upload.key.utf8.starts(with: prefix.utf8) {
            let common = Self.commonPrefix(of: upload.key, prefix: prefix, delimiter: delimiter)
            let key = common ?? upload.key
            guard Self.isBehind(key, upload.id, keyMarker, idMarker, isPrefix: common != nil) else { continue }
            if let common, commonPrefixes.last == common { continue }
            guard uploads.count + commonPrefixes.count < limit else {
                isTruncated = true
                return
            }
            if common != nil { commonPrefixes.append(key) } else { uploads.append(upload) }
            nextKey = key
            nextID = common == nil ? upload.id : nil
        }
    }

    private static func isBehind(
        _ key: String, _ id: String, _ keyMarker: String, _ idMarker: String, isPrefix: Bool
    ) -> Bool {
        if keyMarker.isEmpty { return true }
        if key.utf8.elementsEqual(keyMarker.utf8) { return !isPrefix && !idMarker.isEmpty && id > idMarker }
        return keyMarker.utf8.lexicographicallyPrecedes(key.utf8)
    }

    private static func commonPrefix(of key: String, prefix: String, delimiter: String) -> String? {
        guard !delimiter.isEmpty else { return nil }
        let bytes = Array(key.utf8)
        let wanted = Array(delimiter.utf8)
        let first = prefix.utf8.count
        guard bytes.count - wanted.count >= first else { return nil }
        for start in first...(bytes.count - wanted.count) where bytes[start...].starts(with: wanted) {
            return String(decoding: bytes[..<(start + wanted.count)], as: UTF8.self)
        }
        return nil
    }
}
