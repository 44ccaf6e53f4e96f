import Testing

@testable import CairnReplay

@Suite struct FailureClassTests {
    static let cases: [(String, Int, String, FailureClass)] = [
        ("NoSuchEntity", 404, "Role r not found", .state),
        ("InvalidVpcID.NotFound", 400, "VpcID vpc-1 does not exist.", .state),
        ("DependencyViolation", 400, "has dependencies and cannot be deleted.", .state),
        ("InvalidDBInstanceState", 400, "Instance is not stopped", .state),
        ("EntityAlreadyExists", 409, "User u already exists", .alreadyExists),
        ("InvalidPermission.Duplicate", 400, "The rule is there", .alreadyExists),
        ("NotImplemented", 501, "", .unsupported),
        ("InternalError", 500, "The x action has not been implemented", .unsupported),
        ("NotFound", 404, "The service gave no message", .unsupported),
        ("UnknownOperationException", 400, "", .unsupported),
        ("SerializationException", 400, "", .mapping),
        ("MissingParameter", 400, "The request must contain x", .mapping),
        ("MalformedXML", 400, "", .mapping),
        ("ValidationException", 400, "1 validation error detected", .validation),
        ("AccessDenied", 403, "User is not authorized", .denied),
        ("ThrottlingException", 400, "Rate exceeded", .throttled), ("SlowDown", 503, "", .throttled),
        ("500", 500, "The service gave no message", .targetFault),
    ]

    @Test(arguments: cases)
    func answersAreClassified(code: String, status: Int, message: String, expected: FailureClass) {
        #expect(FailureClass.classify(code: code, status: status, message: message) == expected)
    }
}
