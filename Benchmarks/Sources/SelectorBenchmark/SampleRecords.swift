import CairnModel

/// Records as a busy account makes them: mostly objects of S3, read and written, and some management events.
struct SampleRecords {
    struct Record {
        let view: RecordView
        let bytes: UnsafeRawBufferPointer
    }

    private let all: [UInt8]
    private let places: [(view: RecordView, range: Range<Int>)]

    var count: Int { places.count }
    var bytesPerRecord: Int { all.count / max(1, count) }

    static func make(count: Int) -> SampleRecords {
        var all: [UInt8] = []
        var places: [(view: RecordView, range: Range<Int>)] = []
        for index in 0..<count {
            let record = Array(text(index).utf8)
            guard let view = RecordView(scanning: record) else { preconditionFailure("a sample is no record") }
            places.append((view, all.count..<all.count + record.count))
            all.append(contentsOf: record)
        }
        return SampleRecords(all: all, places: places)
    }

    @inline(__always)
    func forEach(_ body: (Record) -> Void) {
        all.withUnsafeBytes { bytes in
            for place in places {
                body(Record(view: place.view, bytes: UnsafeRawBufferPointer(rebasing: bytes[place.range])))
            }
        }
    }

    private static func text(_ index: Int) -> String {
        let isData = index % 10 != 0
        let isWrite = index % 2 == 1
        let bucket = ["logs", "media", "invoices", "archive"][index % 4]
        let name = isData ? (isWrite ? "PutObject" : "GetObject") : (isWrite ? "PutBucketPolicy" : "GetBucketLocation")
        let key = "2026/03/\(index % 28 + 1)/part-\(index).parquet"
        let object = #"{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::\#(bucket)/\#(key)"},"#
        return """
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE000000002:ci-\(index % 90)",\
            "arn":"arn:aws:sts::222233334444:assumed-role/deployer/ci-\(index % 90)","accountId":"222233334444",\
            "accessKeyId":"ASIAEXAMPLE000000003","sessionContext":{"sessionIssuer":{"type":"Role",\
            "principalId":"AROAEXAMPLE000000002","arn":"arn:aws:iam::222233334444:role/deployer",\
            "accountId":"222233334444","userName":"deployer"},"webIdFederationData":{},"attributes":\
            {"creationDate":"2026-03-01T04:05:06Z","mfaAuthenticated":"false"}}},"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"s3.amazonaws.com","eventName":"\(name)","awsRegion":"eu-west-1",\
            "sourceIPAddress":"198.51.100.7","userAgent":"[aws-sdk-java/2.25.11 Linux/6.1 OpenJDK/17.0.10]",\
            "requestParameters":{"bucketName":"\(bucket)","Host":"\(bucket).s3.eu-west-1.amazonaws.com","key":"\(key)"},\
            "responseElements":null,"additionalEventData":{"SignatureVersion":"SigV4","CipherSuite":\
            "TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":\
            "k3Jx0000000000000000000000000000000000000000000000000000","bytesTransferredOut":51234},\
            "requestID":"7A1C2A5E00004000","eventID":"2f4d1c30-0000-4000-8000-00000000\(index % 9000 + 1000)",\
            "readOnly":\(!isWrite),"resources":[\(isData ? object : "")\
            {"accountId":"222233334444","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::\(bucket)"}],\
            "eventType":"AwsApiCall","managementEvent":\(!isData),"recipientAccountId":"222233334444",\
            "eventCategory":"\(isData ? "Data" : "Management")","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":\
            "TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"\(bucket).s3.eu-west-1.amazonaws.com"}}
            """
    }
}
