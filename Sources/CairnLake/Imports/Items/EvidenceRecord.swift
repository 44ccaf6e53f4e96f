import CairnModel

/// Evidence of Audit Manager as an event data store keeps it: a record for each resource that it is about.
///
/// Audit Manager delivers evidence to stores alone; what its API answers (GetEvidenceByEvidenceFolder, GetEvidence) has
/// the same, but for the folder and what that belongs to, which GetEvidenceFolder tells. Source: Audit Manager API
/// Reference, Evidence and AssessmentEvidenceFolder; CloudTrail User Guide, "Supported schema for AWS Audit Manager
/// evidence record fields".
enum EvidenceRecord {
    private static let folderFields = [
        ("assessmentId", "assessmentId"), ("controlSetId", "controlSetId"), ("controlId", "controlId"),
        ("controlName", "controlName"), ("evidenceFolderName", "name"),
    ]

    private static let ownFields = [
        "awsAccountId", "awsOrganization", "complianceCheck", "dataSource", "eventName", "eventSource",
        "evidenceAwsAccountId", "evidenceByType", "iamId",
    ]

    private static let moreFields = [
        "controlDomainName", "frameworkName", "frameworkId", "service", "serviceCategory", "description",
        "manualEvidenceS3ResourcePath",
    ]

    /// Makes the records one by one: evidence may be about very many resources.
    /// - Parameters:
    ///   - folder: the folder that it is in, if that is known.
    ///   - take: takes a record, and says whether to go on.
    /// - Returns: false if it is no evidence: without its id, time or account.
    static func make(of evidence: JSON, folder: JSON?, _ take: (JSON) -> Bool) -> Bool {
        guard let id = evidence.first(of: "id", "evidenceId")?.stringValue, !id.isEmpty,
            let time = ItemFields.time(evidence["time"]),
            let account = ItemFields.text(evidence.first(of: "evidenceAwsAccountId", "awsAccountId"))
        else { return false }
        let resources = evidence["resourcesIncluded"]?.arrayValue ?? []
        for index in 0..<max(1, resources.count) {
            let resource: JSON? = index < resources.count ? .some(resources[index]) : .none
            let eventID = index == 0 ? id : DerivedEventID.text(of: ["evidence", id, String(index)])
            let arn = resource?["arn"]?.stringValue
            let record: JSON = [
                "eventVersion": "1.0", "eventCategory": "Evidence", "eventType": "AwsAuditManagerEvidence",
                "eventID": .string(eventID), "eventTime": .string(time.text),
                "awsRegion": .string(region(evidence, arn)), "recipientAccountId": .string(account),
                "eventData": data(evidence, id, time.text, folder, resource),
            ]
            guard take(record) else { break }
        }
        return true
    }

    private static func data(
        _ evidence: JSON, _ id: String, _ time: String, _ folder: JSON?, _ resource: JSON?
    ) -> JSON {
        var fields = ItemFields()
        fields.set("attributes", evidence["attributes"])
        for name in ownFields { fields.setText(name, evidence[name]) }
        fields.setText("evidenceId", .string(id))
        fields.setText("time", .string(time))
        for (name, member) in folderFields { fields.setText(name, evidence.first(of: name) ?? folder?[member]) }
        fields.setText("evidenceFolderId", evidence.first(of: "evidenceFolderId") ?? folder?["id"])
        for name in moreFields { fields.setText(name, evidence[name]) }
        fields.setText("resourceArn", resource?.first(of: "arn") ?? evidence["resourceArn"])
        fields.setText("resourceType", evidence["resourceType"])
        fields.setText(
            "resourceComplianceCheck",
            resource?.first(of: "complianceCheck") ?? evidence["resourceComplianceCheck"])
        return .object(fields.object)
    }

    /// Audit Manager does not say; the ARN of the resource may.
    private static func region(_ evidence: JSON, _ arn: String?) -> String {
        evidence["awsRegion"]?.stringValue ?? arn.flatMap(ARN.init).map { String($0.region) } ?? ""
    }
}
