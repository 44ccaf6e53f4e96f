import CairnModel

/// Records like those of a busy organization: four accounts in three regions, eight calls, each with its own ids.
struct MadeRecords {
    static let accounts = ["222233334444", "333344445555", "444455556666", "555566667777"]
    private static let regions = ["eu-west-1", "us-east-1", "ap-southeast-2"]
    private static let calls: [(service: String, name: String, readOnly: Bool, parameters: String)] = [
        ("ec2", "DescribeInstances", true, #"{"instancesSet":{},"filterSet":{}}"#),
        ("sts", "AssumeRole", true, #"{"roleArn":"arn:aws:iam::222233334444:role/deploy","roleSessionName":"ci"}"#),
        ("ssm", "GetParameter", true, #"{"name":"/app/production/database","withDecryption":true}"#),
        ("iam", "CreateRole", false, #"{"roleName":"worker","path":"/","assumeRolePolicyDocument":"{\"a\":1}"}"#),
        ("kms", "Decrypt", true, #"{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{"app":"x"}}"#),
        ("s3", "PutBucketPolicy", false, #"{"bucketName":"logs","policy":"","Host":"logs.s3.amazonaws.com"}"#),
        ("lambda", "UpdateFunctionCode20150331v2", false, #"{"functionName":"handler","dryRun":false}"#),
        ("dynamodb", "DescribeTable", true, #"{"tableName":"orders"}"#),
    ]

    /// The first `eventTime`, in seconds since the epoch.
    var start: Int64 = 1_772_359_200

    func record(_ number: Int) -> [UInt8] {
        let account = Self.accounts[number % Self.accounts.count]
        let region = Self.regions[number / 7 % Self.regions.count]
        let call = Self.calls[number / 3 % Self.calls.count]
        let time = ISO8601.string(epochSeconds: start + Int64(number / 300))
        let (first, second) = (Self.id(number, 1), Self.id(number, 2))
        let user = "user-\(number % 97)"
        let arn = "arn:aws:iam::\(account):user/\(user)"
        return Array(
            (#"{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDA\#(number % 97)EXAMPLE","#
                + #""arn":"\#(arn)","accountId":"\#(account)","accessKeyId":"AKIAIOSFODNN7EXAMPLE","#
                + #""userName":"\#(user)"},"eventTime":"\#(time)","eventSource":"\#(call.service).amazonaws.com","#
                + #""eventName":"\#(call.name)","awsRegion":"\#(region)","sourceIPAddress":"203.0.113.\#(number % 251)","#
                + #""userAgent":"aws-cli/2.27.1 md/awscrt#0.26.1 ua/2.1 os/linux md/arch#x86_64 lang/python#3.13","#
                + #""requestParameters":\#(call.parameters),"responseElements":null,"requestID":"\#(first)","#
                + #""eventID":"\#(second)","readOnly":\#(call.readOnly),"eventType":"AwsApiCall","#
                + #""managementEvent":true,"recipientAccountId":"\#(account)","eventCategory":"Management","#
                + #""tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","#
                + #""clientProvidedHostHeader":"\#(call.service).\#(region).amazonaws.com"}}"#).utf8)
    }

    /// Text that does not compress well, as ids do not.
    private static func id(_ number: Int, _ salt: UInt64) -> String {
        var state = (UInt64(number) &+ 1) &* 0x9e37_79b9_7f4a_7c15 &+ salt
        func next() -> UInt64 {
            state = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
            state = (state ^ (state >> 27)) &* 0x94d0_49bb_1331_11eb
            return state ^ (state >> 31)
        }
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for part in [8, 4, 4, 4, 12] {
            if !text.isEmpty { text.append(UInt8(ascii: "-")) }
            var bits = next()
            for _ in 0..<part {
                text.append(digits[Int(bits & 15)])
                bits >>= 4
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
