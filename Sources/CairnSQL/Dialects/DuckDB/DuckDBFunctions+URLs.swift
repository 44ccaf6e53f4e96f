/// Parts of URLs, as Java's `URI` takes them apart.
extension DuckDBFunctions {
    private static let escaped = "%[0-9A-Fa-f]{2}"
    private static let other = #"[^\x00-\x{A0}\p{Z}]"#
    private static let unreserved = "A-Za-z0-9_!.~'()*-"

    private static func characters(_ more: String) -> String {
        "(?:[\(more)\(unreserved)]|\(escaped)|\(other))*"
    }

    /// What has a space, a brace or the like in it is no URL, and has no parts.
    private static let form: String = {
        let anything = characters(#";/?:@&=+$,\[\]"#)
        let path = characters(":@&=+$,;/")
        let address = #"(?:[^\[\]@/?#]*@)?\[[0-9A-Fa-f:.]+\](?::[0-9]*)?"#
        let authority = "//(?:\(address)|\(characters("$,;:@&=+")))"
        let segment = "(?:[@&=+$,;\(unreserved)]|\(escaped)|\(other))*"
        let tail = #"(?:\?\#(anything))?"#
        let hierarchy = "(?:\(authority))?(?:/\(path))?\(tail)"
        let scheme = "[A-Za-z][A-Za-z0-9+.-]*:"
        let opaque = "[^/#]\(anything)"
        let plain = "\(segment)(?:/\(path))?\(tail)"
        return "(?:\(scheme)(?:/\(path)\(tail)|\(hierarchy)|\(opaque))|\(hierarchy)|\(plain))(?:#\(anything))?"
    }()

    private static let isURL: String = {
        // What ends behind the scheme, or behind the slashes, lacks what has to follow.
        let scheme = "[A-Za-z][A-Za-z0-9+.-]*:"
        return "regexp_full_match($1, \(DuckDBText.string(form))) "
            + "AND NOT regexp_matches($1, '^(?:\(scheme))?//$|^\(scheme)(?:#.*)?$')"
    }()

    private static let start = "^(?:[^:/?#]+:)?"
    private static let host: String = {
        let label = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
        let name = #"(?:\#(label)\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?"#
        let byte = "0*(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
        return #"\[[0-9A-Fa-f:.]+\]|(?:\#(byte)\.){3}\#(byte)|\#(name)"#
    }()

    private static func part(_ pattern: String) -> String {
        "regexp_extract($1, \(DuckDBText.string(pattern)), 1)"
    }

    private static func ofURL(_ value: String) -> Translation { .template("CASE WHEN \(isURL) THEN \(value) END") }

    /// A path or a query; URLs like `mailto:…` have none.
    private static func decoded(_ pattern: String) -> String {
        "CASE WHEN \(isOpaque) THEN '' ELSE url_decode(\(part(pattern))) END"
    }

    private static let isOpaque = "regexp_matches($1, '^[A-Za-z][A-Za-z0-9+.-]*:[^/]')"

    private static let query = #"^[^?#]*\?([^#]*)"#
    private static let server = #"\#(start)//(?:[^@/?#]*@)?(?:\#(host))"#

    static let urls: [String: Translation] = [
        "url_decode(varchar)":
            .template(
                "CASE WHEN regexp_matches($1, '%([^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)') "
                    + "THEN {fail:Illegal escape in the text} ELSE url_decode(replace($1, '+', ' ')) END"),
        "url_encode(varchar)": "replace(replace(replace(url_encode($1), '%20', '+'), '%2A', '*'), '~', '%7E')",
        "url_extract_fragment(varchar)": ofURL("url_decode(\(part("#(.*)$")))"),
        "url_extract_host(varchar)":
            ofURL(part(#"\#(start)//(?:[^@/?#]*@)?(\#(host))(?::[0-9]{0,9})?(?:[/?#]|$)"#)),
        "url_extract_parameter(varchar, varchar)": .special(urlParameter),
        "url_extract_path(varchar)": ofURL(decoded("\(start)(?://[^/?#]*)?([^?#]*)")),
        "url_extract_port(varchar)":
            ofURL("TRY_CAST(\(part(#"\#(server):([0-9]{1,9})(?:[/?#]|$)"#)) AS BIGINT)"),
        "url_extract_protocol(varchar)": ofURL(part("^([A-Za-z][A-Za-z0-9+.-]*):")),
        "url_extract_query(varchar)": ofURL(decoded(query)),
    ]

    @Sendable private static func urlParameter(_ call: DuckDBCall) throws(QueryError) -> String {
        let pairs = "list_filter(string_split(\(part(query)), '&'), lambda {b}: split_part({b}, '=', 1) = $2)"
        return try call.expand(
            "CASE WHEN (\(isURL)) AND NOT \(isOpaque) AND regexp_matches($1, '^[^#]*\\?') "
                + "THEN CASE WHEN len(\(pairs)) > 0 THEN "
                + "url_decode(replace(regexp_replace((\(pairs))[1], '^[^=]*=?', ''), '+', ' ')) END END"
        )
    }
}
