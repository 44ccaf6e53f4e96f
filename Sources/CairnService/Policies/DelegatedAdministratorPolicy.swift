import CairnLake
import CairnModel

/// The policy that CloudTrail itself puts on an organization's event data store.
///
/// Source: CloudTrail User Guide, "AWS CloudTrail resource-based policy examples", default resource policy for delegated
/// administrators.
enum DelegatedAdministratorPolicy {
    private static let actions = [
        "AddTags", "CancelQuery", "DeleteEventDataStore", "DescribeQuery", "DisableFederation", "EnableFederation",
        "GenerateQuery", "GenerateQueryResultsSummary", "GetEventConfiguration", "GetEventDataStore",
        "GetInsightSelectors", "GetQueryResults", "ListQueries", "ListTags", "PutEventConfiguration",
        "PutInsightSelectors", "RemoveTags", "RestoreEventDataStore", "StartEventDataStoreIngestion", "StartQuery",
        "StopEventDataStoreIngestion", "UpdateEventDataStore",
    ]

    /// `nil` if there are no delegated administrators.
    static func text(for accounts: [String], on store: EventDataStore) -> String? {
        guard !accounts.isEmpty else { return nil }
        let principals = accounts.map { JSON.string("arn:\(store.partition):iam::\($0):root") }
        let statement: JSON = [
            "Sid": "DelegatedAdministrators", "Effect": "Allow", "Principal": ["AWS": .array(principals)],
            "Action": .array(actions.map { .string("cloudtrail:" + $0) }), "Resource": .string(store.arn),
        ]
        let policy: JSON = ["Version": "2012-10-17", "Statement": [statement]]
        return policy.description
    }
}
