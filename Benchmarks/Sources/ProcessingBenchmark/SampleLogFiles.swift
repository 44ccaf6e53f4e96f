import CairnGzip
import Foundation

/// Log files as a busy account has them: mostly objects of S3, read and written, and some management events.
enum SampleLogFiles {
    static func write(to folder: String, fileCount: Int, recordCount: Int) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for index in 0..<fileCount {
            let file = try Gzip.compress(text(from: index * recordCount, count: recordCount))
            let unique = String(format: "%016d", index)
            let name = "222233334444_CloudTrail_eu-west-1_20260301T1015Z_\(unique).json.gz"
            try Data(file).write(to: URL(filePath: folder).appending(path: name))
        }
    }

    /// The text of a log file.
    static func text(from first: Int, count: Int) -> [UInt8] {
        Array((#"{"Records":["# + (first..<first + count).map(record).joined(separator: ",") + "]}").utf8)
    }

    static func record(_ index: Int) -> String {
        let isData = index % 10 != 0
        let isWrite = index % 2 == 1
        let bucket = ["logs", "media", "invoices", "archive"][index % 4]
        let name = isData ? (isWrite ? "PutObject" : "GetObject") : (isWrite ? "PutBucketPolicy" : "GetBucketLocation")
        let key = "2026/03/\(index % 28 + 1)/part-\(index).parquet"
        let object = #"{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::\#(bucket)/\#(key)"},"#
        let session = "ci-\(index % 90)"
        return """
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE000000002:\(session)",\
            "arn":"arn:aws:sts::222233334444:assumed-role/deployer/\(session)","accountId":"222233334444",\
            "accessKeyId":"ASIAEXAMPLE000000003","sessionContext":{"sessionIssuer":{"type":"Role",\
            "principalId":"AROAEXAMPLE000000002","arn":"arn:aws:iam::222233334444:role/deployer",\
            "accountId":"222233334444","userName":"deployer"},"webIdFederationData":{},"attributes":\
            {"creationDate":"2026-03-01T04:05:06Z","mfaAuthenticated":"false"}}},"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"s3.amazonaws.com","eventName":"\(name)","awsRegion":"eu-west-1",\
            "sourceIPAddress":"198.51.100.\(index % 250)","userAgent":"[aws-sdk-java/2.25.11 Linux/6.1 OpenJDK/17.0.10]",\
            "requestParameters":{"bucketName":"\(bucket)","Host":"\(bucket).s3.eu-west-1.amazonaws.com","key":"\(key)"},\
            "responseElements":null,"additionalEventData":{"SignatureVersion":"SigV4","CipherSuite":\
            "TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":\
            "\(unique(index, 52))","bytesTransferredOut":51234},\
            "requestID":"\(unique(index, 16))","eventID":"2f4d1c30-0000-4000-8000-\(unique(index, 12))",\
            "readOnly":\(!isWrite),"resources":[\(isData ? object : "")\
            {"accountId":"222233334444","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::\(bucket)"}],\
            "eventType":"AwsApiCall","managementEvent":\(!isData),"recipientAccountId":"222233334444",\
            "eventCategory":"\(isData ? "Data" : "Management")","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":\
            "TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"\(bucket).s3.eu-west-1.amazonaws.com"}}
            """
    }

    /// Digits that look random, so that files do not compress better than real ones.
    private static func unique(_ index: Int, _ count: Int) -> String {
        var state = UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15 | 1
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: count) { buffer in
            for place in 0..<count {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                buffer[place] = digits[Int(state >> 60)]
            }
            return count
        }
    }
}
