import CairnObjects

/// The part of an object that a request is answered with.
struct Selection {
    let range: Range<Int>
    /// 206 for a part, else 200.
    let status: Int
    let isWhole: Bool
    /// How many parts the upload had, if one of them is asked for by its number.
    private(set) var partsCount: Int?

    /// - Throws: ``S3Failure`` with `InvalidRange` or `InvalidPartNumber`.
    init(_ call: BucketCall, _ info: ObjectInfo) throws {
        let all = 0..<info.size
        if let number = try call.integer("PartNumber", as: "partNumber", in: 1...PutLimits.partCountMax) {
            guard call.text("Range") == nil else {
                throw S3Failure("InvalidRequest", 400, "Cannot specify both Range header and partNumber")
            }
            let sizes = info.partSizes.isEmpty ? [info.size] : info.partSizes
            guard number <= sizes.count else {
                throw S3Failure("InvalidPartNumber", 416, "The requested partnumber is not satisfiable")
            }
            let start = sizes[..<(number - 1)].reduce(0, +)
            range = start..<min(info.size, start + sizes[number - 1])
            status = 206
            isWhole = range == all
            partsCount = info.partSizes.isEmpty ? nil : sizes.count
            return
        }
        guard let wanted = call.text("Range").flatMap(RangeHeader.range) else {
            (range, status, isWhole) = (all, 200, true)
            return
        }
        guard let places = wanted.places(in: info.size) else {
            throw S3Failure(
                "InvalidRange", 416, "The requested range is not satisfiable",
                details: [
                    ("RangeRequested", call.text("Range") ?? ""), ("ActualObjectSize", String(info.size)),
                ])
        }
        (range, status, isWhole) = (places, 206, false)
    }

    func contentRange(of info: ObjectInfo) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(info.size)"
    }
}
