/// A store as a table of another engine: the statements that make it one, over the store's Parquet files.
///
/// Database and table have names that every engine takes. The table has the store's columns, in lower case where the
/// engine knows no other, and one more, `day`, the partition. See `docs/formats/lake.md`.
public struct ExternalTable: Sendable, Hashable {
    /// An engine that can read the files.
    public enum Engine: String, Sendable, Hashable, CaseIterable {
        case athena, trino, spark
    }

    /// The folder of the store.
    public var folder: String
    public var storeID: String
    public var schema: LakeSchema

    public init(folder: String, storeID: String, schema: LakeSchema) {
        self.folder = folder
        self.storeID = storeID
        self.schema = schema
    }

    public static let database = "aws_cloudtrail"

    /// Such as `eds_11111111_2222_4333_8444_555555555555`.
    public var name: String { "eds_" + storeID.split(separator: "-").joined(separator: "_") }

    /// Where statements for Athena look for the files, until somebody says where they are.
    public static let bucketPlaceholder = "s3://BUCKET/PREFIX"

    /// The statements for an engine, each ending with a semicolon and a line feed.
    public func statements(for engine: Engine) -> String {
        switch engine {
        case .athena: athena
        case .trino: trino
        case .spark: spark
        }
    }

    private var athena: String {
        let place = Self.bucketPlaceholder + "/" + storeID
        return """
            -- Athena reads S3: copy the folders day=... of \(folder) to a bucket, such as by
            -- aws s3 sync \(folder) \(place) --exclude '*' --include 'day=*/*.parquet' --exclude '*.tmp'
            -- and write its name and prefix for \(Self.bucketPlaceholder). Partitions are found by their names.
            CREATE DATABASE IF NOT EXISTS \(Self.database);
            CREATE EXTERNAL TABLE IF NOT EXISTS \(Self.database).\(name) (
            \(columns { "  `\($0.name.lowercased())` \($0.type.hive)" })
            )
            PARTITIONED BY (`day` string)
            STORED AS PARQUET
            LOCATION '\(place)/'
            TBLPROPERTIES (
              'projection.enabled' = 'true',
              'projection.day.type' = 'date',
              'projection.day.format' = 'yyyy-MM-dd',
              'projection.day.range' = '2013-01-01,NOW',
              'storage.location.template' = '\(place)/day=${day}'
            );

            """
    }

    private var trino: String {
        let comma = columns { "  \"\($0.name.lowercased())\" \($0.type.trino)" }
        return """
            -- For a catalog named hive that may read this folder. The last statement again when there are new days.
            CREATE SCHEMA IF NOT EXISTS hive.\(Self.database);
            CREATE TABLE IF NOT EXISTS hive.\(Self.database).\(name) (
            \(comma),
              "day" varchar
            )
            WITH (
              format = 'PARQUET',
              external_location = 'file://\(folder)',
              partitioned_by = ARRAY['day']
            );
            CALL hive.system.sync_partition_metadata('\(Self.database)', '\(name)', 'FULL');

            """
    }

    private var spark: String {
        let comma = columns { "  `\($0.name)` \($0.type.spark)" }
        return """
            -- For Spark 3.4 and later. The last statement again when there are new days.
            CREATE DATABASE IF NOT EXISTS \(Self.database);
            CREATE TABLE IF NOT EXISTS \(Self.database).\(name) (
            \(comma),
              `day` STRING
            )
            USING PARQUET
            PARTITIONED BY (`day`)
            LOCATION 'file://\(folder)';
            MSCK REPAIR TABLE \(Self.database).\(name) SYNC PARTITIONS;

            """
    }

    private func columns(_ text: (LakeColumn) -> String) -> String {
        schema.allColumns.map(text).joined(separator: ",\n")
    }
}

extension LakeType {
    /// The type in Hive's DDL, which Athena takes.
    fileprivate var hive: String {
        switch self {
        case .text: "string"
        case .timestamp: "timestamp"
        case .boolean: "boolean"
        case .integer: "bigint"
        case .double: "double"
        case .map: "map<string,string>"
        case .list(let element): "array<\(element.hive)>"
        case .structure(let fields):
            "struct<" + fields.map { "`\($0.name.lowercased())`:\($0.type.hive)" }.joined(separator: ",") + ">"
        }
    }

    fileprivate var trino: String {
        switch self {
        case .text: "varchar"
        case .timestamp: "timestamp(3)"
        case .boolean: "boolean"
        case .integer: "bigint"
        case .double: "double"
        case .map: "map(varchar, varchar)"
        case .list(let element): "array(\(element.trino))"
        case .structure(let fields):
            "row(" + fields.map { "\"\($0.name.lowercased())\" \($0.type.trino)" }.joined(separator: ", ") + ")"
        }
    }

    fileprivate var spark: String {
        switch self {
        case .text: "STRING"
        case .timestamp: "TIMESTAMP_NTZ"
        case .boolean: "BOOLEAN"
        case .integer: "BIGINT"
        case .double: "DOUBLE"
        case .map: "MAP<STRING, STRING>"
        case .list(let element): "ARRAY<\(element.spark)>"
        case .structure(let fields):
            "STRUCT<" + fields.map { "`\($0.name)`: \($0.type.spark)" }.joined(separator: ", ") + ">"
        }
    }
}
