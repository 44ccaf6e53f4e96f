import Foundation

@testable import CairnSQL

/// A few events of our own making, as tables `events` and `other_events` of DuckDB.
enum TestEvents {
    static var script: String {
        table("events", of: events) + table("other_events", of: Array(events.prefix(3)))
    }

    private static func table(_ name: String, of lines: [String]) -> String {
        let members = EventColumns.all.dropLast(2)
            .map { "\"\($0.name)\":\(structure(of: $0.type))" }.joined(separator: ",")
        let items = EventColumns.all.dropLast(2).map { "r.\"\($0.name)\"" }.joined(separator: ", ")
        let values = lines.map { "(" + DuckDBText.string($0) + "::JSON)" }.joined(separator: ", ")
        return "CREATE TABLE \(name) AS SELECT \(items), json::VARCHAR AS \"eventJson\", "
            + "to_base64(unhex(sha256(json::VARCHAR))) AS \"eventJsonChecksum\" FROM "
            + "(SELECT json, from_json(json, '{\(members)}') AS r FROM (VALUES \(values)) AS v(json));\n"
    }

    /// A type as DuckDB's `from_json` wants it.
    private static func structure(of type: SQLType) -> String {
        switch type {
        case .array(let element): "[" + structure(of: element) + "]"
        case .row(let fields):
            "{" + fields.map { "\"\($0.name ?? "")\":\(structure(of: $0.type))" }.joined(separator: ",") + "}"
        default: "\"" + DuckDBText.type(type) + "\""
        }
    }

    /// Ten events over two days: calls by three users and a role, two of them refused, one sign-in without MFA.
    static let events: [String] = [
        event(
            1, "2026-03-01T10:15:02Z", "s3.amazonaws.com", "GetObject", user("dana"), readOnly: true,
            request: #"{"bucketName":"logs","key":"a/b.txt"}"#, tls: "TLSv1.3"),
        event(
            2, "2026-03-01T10:45:30Z", "s3.amazonaws.com", "PutObject", user("dana"), readOnly: false,
            request: #"{"bucketName":"logs","key":"a/c.txt","x-amz-acl":"private"}"#, tls: "TLSv1.2"),
        event(
            3, "2026-03-01T11:00:00Z", "iam.amazonaws.com", "CreateUser", user("erik"), readOnly: false,
            request: #"{"userName":"frida"}"#, response: #"{"user":{"userName":"frida","userId":"AIDA1"}}"#),
        event(
            4, "2026-03-01T11:05:00Z", "iam.amazonaws.com", "AttachUserPolicy", user("erik"), readOnly: false,
            request: #"{"userName":"frida","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}"#),
        event(
            5, "2026-03-01T23:59:59Z", "ec2.amazonaws.com", "RunInstances", role("deploy"), readOnly: false,
            request: #"{"instanceType":"t3.micro","instancesSet":{"items":[{"minCount":1,"maxCount":2}]}}"#,
            response: #"{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-2"}]}}"#, region: "eu-west-1"),
        event(
            6, "2026-03-02T00:00:00Z", "ec2.amazonaws.com", "TerminateInstances", role("deploy"), readOnly: false,
            error: "Client.UnauthorizedOperation", request: #"{"instancesSet":{"items":[{"instanceId":"i-1"}]}}"#,
            region: "eu-west-1"),
        event(
            7, "2026-03-02T08:30:00Z", "s3.amazonaws.com", "GetObject", user("frida"), readOnly: true,
            error: "AccessDenied", request: #"{"bucketName":"secrets","key":"k"}"#, tls: "TLSv1.2"),
        event(
            8, "2026-03-02T09:00:00Z", "signin.amazonaws.com", "ConsoleLogin", user("dana"), readOnly: false,
            response: #"{"ConsoleLogin":"Success"}"#, extra: #"{"MFAUsed":"No","LoginTo":"https://console"}"#),
        event(
            9, "2026-03-02T09:10:00Z", "sts.amazonaws.com", "AssumeRole", user("erik"), readOnly: true,
            request: #"{"roleArn":"arn:aws:iam::111122223333:role/deploy","roleSessionName":"ci"}"#,
            response: #"{"credentials":{"accessKeyId":"ASIA1"}}"#),
        event(
            10, "2026-03-02T09:11:12Z", "s3.amazonaws.com", "GetObject", role("deploy"), readOnly: true,
            request: #"{"bucketName":"logs","key":"a/b.txt"}"#, region: "eu-west-1", tls: "TLSv1.3"),
    ]

    private static func user(_ name: String) -> String {
        #"{"type":"IAMUser","principalId":"AIDA\#(name.uppercased())","arn":"arn:aws:iam::111122223333:user/\#(name)","#
            + #""accountId":"111122223333","accessKeyId":"AKIA\#(name.uppercased())","userName":"\#(name)"}"#
    }

    private static func role(_ name: String) -> String {
        #"{"type":"AssumedRole","principalId":"AROA1:ci","arn":"arn:aws:sts::111122223333:assumed-role/\#(name)/ci","#
            + #""accountId":"111122223333","accessKeyId":"ASIA1","sessionContext":{"sessionIssuer":{"type":"Role","#
            + #""principalId":"AROA1","arn":"arn:aws:iam::111122223333:role/\#(name)","accountId":"111122223333","#
            + #""userName":"\#(name)"},"attributes":{"creationDate":"2026-03-01T09:00:00Z","#
            + #""mfaAuthenticated":"false"}}}"#
    }

    private static func event(
        _ number: Int,
        _ time: String,
        _ source: String,
        _ name: String,
        _ identity: String,
        readOnly: Bool,
        error: String? = nil,
        request: String = "null",
        response: String = "null",
        extra: String = "null",
        region: String = "us-east-1",
        tls: String? = nil
    ) -> String {
        let failure = error.map { #""errorCode":"\#($0)","errorMessage":"not allowed","# } ?? ""
        let resources =
            source == "s3.amazonaws.com"
            ? #""resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::logs/\#(number)"},"#
                + #"{"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::logs"}],"# : ""
        let category = source == "s3.amazonaws.com" ? "Data" : "Management"
        let security =
            tls.map {
                #","tlsDetails":{"tlsVersion":"\#($0)","cipherSuite":"TLS_AES_128_GCM_SHA256","#
                    + #""clientProvidedHostHeader":"h"}"#
            } ?? ""
        return #"{"eventVersion":"1.11","userIdentity":\#(identity),"eventTime":"\#(time)","eventSource":"\#(source)","#
            + #""eventName":"\#(name)","awsRegion":"\#(region)","sourceIPAddress":"198.51.100.\#(number)","#
            + #""userAgent":"aws-cli/2.\#(number)",\#(failure)"requestParameters":\#(request),"#
            + #""responseElements":\#(response),"additionalEventData":\#(extra),"requestID":"R\#(number)","#
            + #""eventID":"e\#(number)","readOnly":\#(readOnly),\#(resources)"eventType":"AwsApiCall","#
            + #""managementEvent":\#(category == "Management"),"recipientAccountId":"111122223333","#
            + #""eventCategory":"\#(category)"\#(security)}"#
    }
}
