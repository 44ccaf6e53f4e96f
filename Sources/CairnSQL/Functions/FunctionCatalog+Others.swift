extension FunctionCatalog {
    /// Functions over binary values, URLs and others.
    static let others: [String] = [
        "contains(varchar, ipaddress) -> boolean",
        "from_base64(varchar) -> varbinary",
        "from_hex(varchar) -> varbinary",
        "from_utf8(varbinary) -> varchar",
        "md5(varbinary) -> varbinary",
        "sha1(varbinary) -> varbinary",
        "sha256(varbinary) -> varbinary",
        "to_base64(varbinary) -> varchar",
        "to_hex(varbinary) -> varchar",
        "to_utf8(varchar) -> varbinary",
        "url_decode(varchar) -> varchar",
        "url_encode(varchar) -> varchar",
        "url_extract_fragment(varchar) -> varchar",
        "url_extract_host(varchar) -> varchar",
        "url_extract_parameter(varchar, varchar) -> varchar",
        "url_extract_path(varchar) -> varchar",
        "url_extract_port(varchar) -> bigint",
        "url_extract_protocol(varchar) -> varchar",
        "url_extract_query(varchar) -> varchar",
        "uuid() -> uuid",
    ]
}
