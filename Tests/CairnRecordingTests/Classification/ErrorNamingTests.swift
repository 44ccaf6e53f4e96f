import CairnWire
import Testing

@testable import CairnRecording

@Suite struct ErrorNamingTests {
    @Test(arguments: [
        ("UnauthorizedOperation", 403, "ec2", "Client.UnauthorizedOperation"),
        ("InternalError", 500, "ec2", "Server.InternalError"), ("Client.Foo", 400, "ec2", "Client.Foo"),
        ("AccessDenied", 403, "sts", "AccessDenied"), ("AccessDeniedException", 400, "organizations", "AccessDenied"),
        ("AccessDeniedException", 400, "kms", "AccessDeniedException"),
        ("AccessDenied", 403, "lambda", "AccessDeniedException"),
        ("AccessDeniedException", 400, "dynamodb", "AccessDeniedException"),
        ("AccessDeniedException", 400, "secretsmanager", "AccessDeniedException"),
        ("AccessDeniedException", 400, "ecs", "AccessDenied"), ("AccessDenied", 403, "s3", "AccessDenied"),
        ("Throttling", 400, "cloudformation", "ThrottlingException"),
        ("com.amazonaws.dynamodb.v20120810#ResourceInUseException", 400, "dynamodb", "ResourceInUseException"),
        ("ResourceNotFoundException:http://internal/x", 404, "lambda", "ResourceNotFoundException"),
        ("NoSuchBucketPolicy", 404, "s3", "NoSuchBucketPolicy"),
        ("TrailNotFoundException", 400, "cloudtrail", "TrailNotFoundException"),
        ("AWS.SimpleQueueService.NonExistentQueue", 400, "sqs", "AWS.SimpleQueueService.NonExistentQueue"),
    ])
    func codeIsNamedAsInRecords(code: String, status: Int, label: String, expected: String) {
        #expect(ErrorNaming.recordCode(code, status: status, label: label, call: nil) == expected)
    }

    @Test(arguments: [
        (404, "s3", "NoSuchBucket"), (403, "s3", "AccessDenied"), (503, "x", "ServiceUnavailable"),
        (502, "x", "InternalFailure"), (400, "ec2", "Client.BadRequest"), (429, "x", "ThrottlingException"),
        (304, "s3", "NotModified"),
    ])
    func statusStandsInForAMissingCode(status: Int, label: String, expected: String) {
        #expect(ErrorNaming.recordCode(nil, status: status, label: label, call: nil) == expected)
    }

    @Test(arguments: [("iam", "NoSuchEntity", "NoSuchEntityException"), ("iam", "Other", "Other")])
    func iamNamesErrorsByTheirShape(id: String, code: String, expected: String) throws {
        let service = try #require(ServiceCatalog.shared.model(id: id))
        let call = RoutedCall(
            service: service, operation: nil, operationName: nil, wireProtocol: .awsQuery, target: "/")
        #expect(ErrorNaming.recordCode(code, status: 404, label: id, call: call) == expected)
    }
}
