/// The functions that a statement may call: an allow list, with what each takes and gives.
///
/// Source: Trino documentation, "Functions and operators", which the CloudTrail User Guide names as Lake's own.
struct FunctionCatalog: Sendable {
    static let shared = FunctionCatalog()

    private let byName: [String: [FunctionSignature]]

    private init() {
        let scalars = [
            Self.strings, Self.patterns, Self.json, Self.times, Self.numbers, Self.arrays, Self.maps, Self.others,
        ]
        var signatures = scalars.joined().map { SignatureReader.signature($0, kind: .scalar) }
        signatures += Self.aggregates.map { SignatureReader.signature($0, kind: .aggregate) }
        signatures += Self.windows.map { SignatureReader.signature($0, kind: .window) }
        byName = Dictionary(grouping: signatures, by: \.name)
    }

    /// Every way to call the functions of a name, in lower case.
    func signatures(named name: String) -> [FunctionSignature] { byName[name] ?? [] }

    var all: [FunctionSignature] { byName.values.flatMap { $0 }.sorted { $0.text < $1.text } }

    /// Functions of Trino that exist, but not here: no engine of ours gives Trino's result.
    static let unsupported: Set<String> = [
        "approx_set", "bar", "beta_cdf", "char2hexint", "checksum", "classify", "color", "convex_hull_agg",
        "current_catalog", "current_groups", "current_schema", "current_user", "date_bin", "empty_approx_set",
        "entropy", "evaluate_classifier_predictions", "features", "from_encoded_polyline",
        "from_geojson_geometry", "from_iso8601_timestamp_nanos", "from_unixtime_nanos", "geometry_union", "hash_counts",
        "hmac_sha512", "index", "intersection_cardinality", "inverse_beta_cdf", "inverse_normal_cdf", "ip_prefix",
        "ip_prefix_max", "ip_prefix_min", "jaccard_index", "learn_classifier", "learn_regressor", "make_set_digest",
        "merge", "merge_set_digest", "murmur3", "normal_cdf", "objectid", "parse_presto_data_size", "qdigest_agg",
        "regress", "render", "rgb", "sha512", "spooky_hash_v2_32", "spooky_hash_v2_64", "t_cdf", "t_pdf", "tdigest_agg",
        "to_char", "to_date", "to_geometry", "to_timestamp", "to_unixtime_nanos", "translate_regexp",
        "value_at_quantile", "values_at_quantiles", "version", "word_stem", "xxhash64",
    ]
}
