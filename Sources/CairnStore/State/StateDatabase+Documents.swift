public import CairnModel
import GRDB

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A document of the control plane, such as a trail: JSON under a kind, an account, a region and an id.
public struct StateDocument: Sendable, Hashable {
    /// What names a document. An empty region is for what belongs to no region.
    public struct Key: Sendable, Hashable {
        public var kind: String
        public var account: String
        public var region: String
        public var id: String

        public init(kind: String, account: String, region: String, id: String) {
            self.kind = kind
            self.account = account
            self.region = region
            self.id = id
        }
    }

    public var key: Key
    public var value: JSON

    public init(key: Key, value: JSON) {
        self.key = key
        self.value = value
    }
}

extension StateDatabase {
    public func document(_ key: StateDocument.Key) throws(StoreError) -> JSON? {
        try read("Cannot read a document") { database in
            try String.fetchOne(
                database, sql: "SELECT json FROM document WHERE kind = ? AND account = ? AND region = ? AND id = ?",
                arguments: [key.kind, key.account, key.region, key.id]
            ).map { try JSON(parsing: $0) }
        }
    }

    /// Stores documents, replacing those of the same keys, and removes others, all in one transaction.
    public func change(
        storing documents: [StateDocument], removing keys: [StateDocument.Key] = []
    ) throws(StoreError) {
        try write("Cannot store documents") { database in
            for key in keys {
                try database.execute(
                    sql: "DELETE FROM document WHERE kind = ? AND account = ? AND region = ? AND id = ?",
                    arguments: [key.kind, key.account, key.region, key.id])
            }
            for document in documents {
                let key = document.key
                try database.execute(
                    sql: "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?)",
                    arguments: [key.kind, key.account, key.region, key.id, document.value.description])
            }
        }
    }

    /// The documents of a kind, by account, region and id; `nil` for account or region takes all.
    public func documents(
        kind: String, account: String? = nil, region: String? = nil
    ) throws(StoreError) -> [StateDocument] {
        try read("Cannot read documents") { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT account, region, id, json FROM document
                    WHERE kind = ? AND account = ifnull(?, account) AND region = ifnull(?, region)
                    ORDER BY account, region, id
                    """,
                arguments: [kind, account, region])
            return try rows.map { row in
                StateDocument(
                    key: StateDocument.Key(kind: kind, account: row[0], region: row[1], id: row[2]),
                    value: try JSON(parsing: row[3] as String))
            }
        }
    }

    /// Removes all documents, identities and cursors, as a reset of the whole emulator does; secrets stay.
    public func reset() throws(StoreError) {
        try write("Cannot reset the state") { database in
            try database.execute(sql: "DELETE FROM document; DELETE FROM identity; DELETE FROM cursor")
        }
    }
}

/// Who an access key or session is, as learned from traffic: JSON under a key of the learner's choice.
extension StateDatabase {
    public func identities() throws(StoreError) -> [String: JSON] {
        try read("Cannot read identities") { database in
            let rows = try Row.fetchAll(database, sql: "SELECT key, json FROM identity")
            var identities: [String: JSON] = [:]
            for row in rows { identities[row[0] as String] = try JSON(parsing: row[1] as String) }
            return identities
        }
    }

    /// Stores identities; `nil` removes one.
    public func setIdentities(_ identities: [String: JSON?]) throws(StoreError) {
        try write("Cannot store identities") { database in
            for (key, json) in identities {
                if let json {
                    try database.execute(
                        sql: "INSERT OR REPLACE INTO identity VALUES (?, ?)", arguments: [key, json.description])
                } else {
                    try database.execute(sql: "DELETE FROM identity WHERE key = ?", arguments: [key])
                }
            }
        }
    }
}

extension StateDatabase {
    /// Returns the secret of that name, made by the closure and stored when it is asked for the first time.
    public func secret(named name: String, orMake make: () -> [UInt8]) throws(StoreError) -> [UInt8] {
        try write("Cannot read or store a secret") { database in
            let sql = "SELECT bytes FROM secret WHERE name = ?"
            if let bytes = try Data.fetchOne(database, sql: sql, arguments: [name]) {
                return [UInt8](bytes)
            }
            let bytes = make()
            try database.execute(sql: "INSERT INTO secret VALUES (?, ?)", arguments: [name, Data(bytes)])
            return bytes
        }
    }
}
