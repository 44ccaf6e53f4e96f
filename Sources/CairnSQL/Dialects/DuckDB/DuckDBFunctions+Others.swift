extension DuckDBFunctions {
    /// How functions over binary values, URLs and others are written.
    static let others: [String: Translation] = [
        "contains(varchar, ipaddress)": .special(containsAddress),
        "from_base64(varchar)": "from_base64($1)",
        "from_hex(varchar)": "unhex($1)",
        "from_utf8(varbinary)": "decode($1)",
        "md5(varbinary)": "unhex(md5($1))",
        "sha1(varbinary)": "unhex(sha1($1))",
        "sha256(varbinary)": "unhex(sha256($1))",
        "to_base64(varbinary)": "to_base64($1)",
        "to_hex(varbinary)": "hex($1)",
        "to_utf8(varchar)": "encode($1)",
        "url_decode(varchar)": "url_decode(replace($1, '+', ' '))",
        "url_encode(varchar)": "replace(replace(replace(url_encode($1), '%20', '+'), '%2A', '*'), '~', '%7E')",
        "url_extract_fragment(varchar)":
            .template(
                "CASE WHEN {url:$1} THEN CASE WHEN strpos($1, '#') > 0 THEN regexp_extract($1, '#(.*)$', 1) "
                    + "END END"),
        "url_extract_host(varchar)":
            .template(
                #"CASE WHEN {url:$1} THEN nullif(regexp_extract($1, "#
                    + #"'^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)', 1), '') END"#),
        "url_extract_parameter(varchar, varchar)": .special(urlParameter),
        "url_extract_path(varchar)":
            .template(
                "CASE WHEN {url:$1} THEN regexp_extract($1, '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*([^?#]*)', 1) "
                    + "END"),
        "url_extract_port(varchar)":
            .template(
                #"CASE WHEN {url:$1} THEN TRY_CAST(regexp_extract($1, "#
                    + #"'^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*):([0-9]+)', 1) AS BIGINT) "#
                    + #"END"#),
        "url_extract_protocol(varchar)":
            .template(
                "CASE WHEN {url:$1} THEN regexp_extract($1, '^([A-Za-z][A-Za-z0-9+.-]*):', 1) END"),
        "url_extract_query(varchar)":
            .template(
                #"CASE WHEN {url:$1} THEN CASE WHEN regexp_matches($1, '^[^#]*\?') THEN regexp_extract($1, "#
                    + #"'^[^?#]*\?([^#]*)', 1) END END"#),
        "uuid()": "uuid()",
    ]

    private static func containsAddress(_ call: DuckDBCall) throws(QueryError) -> String {
        guard let text = call.arguments[0].literalText else {
            return try call.printer.isInNetwork(try call.printed(0), try call.printed(1))
        }
        let network: NetworkText
        do {
            network = try NetworkText(text)
        } catch {
            throw call.refused("\(error.message): '\(text.prefix(60))'", argument: 0)
        }
        return try call.expand(call.printer.isInNetwork(network))
    }
}
