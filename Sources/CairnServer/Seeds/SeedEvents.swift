import CairnModel

/// Three example events for an empty journal, so that a test or a demonstration has something to look up:
/// a console sign-in, an instance that was started and a bucket that was created.
struct SeedEvents {
    var account: String
    var region: String
    /// Seconds since the epoch; the events lie a few minutes before it.
    var now: Double
    var eventIDs: EventIDGenerator

    func records() -> [[UInt8]] {
        [consoleLogin, runInstances, createBucket].map { Array($0.description.utf8) }
    }

    private var consoleLogin: JSON {
        var record = head(
            identity: user, minutesAgo: 15, source: "signin.amazonaws.com", name: "ConsoleLogin",
            userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
        record["requestParameters"] = .null
        record["responseElements"] = ["ConsoleLogin": "Success"]
        record["additionalEventData"] = [
            "LoginTo": "https://console.aws.amazon.com/console/home", "MobileVersion": "No", "MFAUsed": "Yes",
        ]
        return .object(finish(record, type: "AwsConsoleSignIn"))
    }

    private var runInstances: JSON {
        var record = head(
            identity: signedUser, minutesAgo: 10, source: "ec2.amazonaws.com", name: "RunInstances", userAgent: cli)
        record["requestParameters"] = [
            "instancesSet": [
                "items": [["imageId": "ami-0c0ffee0c0ffee000", "minCount": 1, "maxCount": 1, "keyName": "cairn"]]
            ],
            "instanceType": "t3.micro", "blockDeviceMapping": [:], "monitoring": ["enabled": false],
            "disableApiTermination": false, "disableApiStop": false, "ebsOptimized": false,
        ]
        record["responseElements"] = [
            "requestId": "5e1f0000-0000-4000-8000-000000000001", "reservationId": "r-0c0ffee0c0ffee000",
            "ownerId": .string(account), "groupSet": [:],
            "instancesSet": [
                "items": [
                    [
                        "instanceId": "i-0c0ffee0c0ffee000", "imageId": "ami-0c0ffee0c0ffee000",
                        "instanceState": ["code": 0, "name": "pending"], "instanceType": "t3.micro",
                        "privateIpAddress": "10.0.0.10",
                    ]
                ]
            ],
        ]
        record["requestID"] = "5e1f0000-0000-4000-8000-000000000001"
        return .object(finish(record, type: "AwsApiCall", host: "ec2.\(region).amazonaws.com"))
    }

    private var createBucket: JSON {
        var record = head(
            identity: signedUser, minutesAgo: 5, source: "s3.amazonaws.com", name: "CreateBucket", userAgent: "[\(cli)]"
        )
        record["requestParameters"] = ["bucketName": "cairn-example", "Host": .string("s3.\(region).amazonaws.com")]
        record["responseElements"] = .null
        record["additionalEventData"] = [
            "SignatureVersion": "SigV4", "CipherSuite": "TLS_AES_128_GCM_SHA256", "bytesTransferredIn": 0,
            "AuthenticationMethod": "AuthHeader", "x-amz-id-2": "example", "bytesTransferredOut": 0,
        ]
        record["requestID"] = "C0FFEE0C0FFEE000"
        return .object(finish(record, type: "AwsApiCall", host: "s3.\(region).amazonaws.com"))
    }

    private let cli = "aws-cli/2.15.0"

    private var user: JSON {
        [
            "type": "IAMUser", "principalId": "AIDAEXAMPLE000000001",
            "arn": .string("arn:aws:iam::\(account):user/alice"),
            "accountId": .string(account), "userName": "alice",
        ]
    }

    private var signedUser: JSON {
        [
            "type": "IAMUser", "principalId": "AIDAEXAMPLE000000001",
            "arn": .string("arn:aws:iam::\(account):user/alice"),
            "accountId": .string(account), "accessKeyId": "AKIAEXAMPLE000000001", "userName": "alice",
        ]
    }

    private func head(identity: JSON, minutesAgo: Int, source: String, name: String, userAgent: String) -> JSONObject {
        [
            "eventVersion": "1.11", "userIdentity": identity,
            "eventTime": .string(ISO8601.string(epochSeconds: Int64(now) - Int64(minutesAgo) * 60)),
            "eventSource": .string(source), "eventName": .string(name), "awsRegion": .string(region),
            "sourceIPAddress": "198.51.100.7", "userAgent": .string(userAgent),
        ]
    }

    private func finish(_ record: JSONObject, type: String, host: String? = nil) -> JSONObject {
        var record = record
        record["eventID"] = .string(eventIDs.next())
        record["readOnly"] = false
        record["eventType"] = .string(type)
        record["managementEvent"] = true
        record["recipientAccountId"] = .string(account)
        record["eventCategory"] = "Management"
        if let host {
            record["tlsDetails"] = [
                "tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256",
                "clientProvidedHostHeader": .string(host),
            ]
        }
        return record
    }
}
