import CairnModel

/// A configuration item as an event data store keeps it.
///
/// AWS Config has named its members differently over the years, and does in files, notifications and answers of its
/// API. Source: AWS Config Developer Guide, "Components of a configuration item", and "Example Configuration History";
/// CloudTrail User Guide, "Supported schema for AWS Config configuration item record fields".
struct ConfigurationItemRecord {
    let json: JSON

    /// `nil` if it is no configuration item: without its time, account, or the type and id of its resource.
    init?(_ item: JSON) {
        guard let time = ItemFields.time(item["configurationItemCaptureTime"]),
            let account = ItemFields.text(item.first(of: "awsAccountId", "accountId")),
            let type = item["resourceType"]?.stringValue, let resource = ItemFields.text(item["resourceId"])
        else { return nil }
        let region = item["awsRegion"]?.stringValue ?? ""
        let state = ItemFields.text(
            item.first(of: "configurationStateId", "configurationStateID", "configurationItemStateId"))
        let status = ItemFields.text(item["configurationItemStatus"])

        var data = ItemFields()
        data.setText(
            "configurationItemVersion", item.first(of: "configurationItemVersion", "version", "snapshotVersion"))
        data.setText("configurationItemCaptureTime", .string(time.text))
        data.setText("configurationItemStatus", status.map(JSON.string))
        data.setText("configurationItemStateId", state.map(JSON.string))
        data.setText("accountId", .string(account))
        data.setText("resourceType", .string(type))
        data.setText("resourceId", .string(resource))
        data.setText("resourceName", item["resourceName"])
        data.setText("arn", item.first(of: "ARN", "arn"))
        data.setText("awsRegion", item["awsRegion"])
        data.setText("availabilityZone", item.first(of: "availabilityZone", "availibilityZone"))
        data.setText(
            "resourceCreationTime", ItemFields.time(item["resourceCreationTime"]).map { .string($0.text) })
        data.set("configuration", ItemFields.object(item["configuration"]))
        data.set("supplementaryConfiguration", ItemFields.object(item["supplementaryConfiguration"]))
        data.set("relatedEvents", item["relatedEvents"])
        data.set("relationships", item["relationships"]?.arrayValue.map { .array($0.map(Self.relationship)) })
        data.set("tags", item["tags"])

        let id = DerivedEventID.text(
            of: [
                "configuration-item", account, region, type, resource, String(time.epochSeconds), state ?? "",
                status ?? "",
            ])
        json = [
            "eventVersion": "1.0", "eventCategory": "ConfigurationItem", "eventType": "AwsConfigurationItem",
            "eventID": .string(id), "eventTime": .string(time.text), "awsRegion": .string(region),
            "recipientAccountId": .string(account), "eventData": .object(data.object),
        ]
    }

    private static func relationship(_ json: JSON) -> JSON {
        var fields = ItemFields()
        fields.setText("name", json.first(of: "name", "relationshipName"))
        for name in ["resourceType", "resourceId", "resourceName"] { fields.setText(name, json[name]) }
        return .object(fields.object)
    }
}
