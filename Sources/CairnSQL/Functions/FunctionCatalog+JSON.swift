extension FunctionCatalog {
    /// Functions over JSON.
    static let json: [String] = [
        "is_json_scalar(J) -> boolean",
        "json_array_contains(J, varchar) -> boolean",
        "json_array_contains(J, boolean) -> boolean",
        "json_array_contains(J, double) -> boolean",
        "json_array_get(J, bigint) -> json",
        "json_array_length(J) -> bigint",
        "json_extract(J, varchar) -> json",
        "json_extract_scalar(J, varchar) -> varchar",
        "json_format(json) -> varchar",
        "json_parse(varchar) -> json",
        "json_size(J, varchar) -> bigint",
    ]
}
