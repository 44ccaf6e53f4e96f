import CairnModel

/// Where the form of a Query call stands: in the body, or in the query string of a `GET`, or in both.
enum QueryForm {
    static func tree(of request: WireRequest) throws(WireError) -> FormTree {
        var bytes = try request.body.readable(request.headers)
        let query = request.query
        if !query.isEmpty {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
            bytes.append(contentsOf: query.utf8)
        }
        return try FormTree(parsing: bytes)
    }

    static func request(_ bytes: [UInt8]) -> WireRequest {
        WireRequest(
            method: "POST", target: "/",
            headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"], body: WireBody(bytes))
    }
}
