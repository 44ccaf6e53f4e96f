/// A type of resources that have data events.
///
/// Basic selectors take S3 objects, Lambda functions and DynamoDB tables; advanced ones many more.
public struct DataResourceType: TemplateEnumeration {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let s3Object = Self(rawValue: "AWS::S3::Object")
    public static let lambdaFunction = Self(rawValue: "AWS::Lambda::Function")
    public static let dynamoDBTable = Self(rawValue: "AWS::DynamoDB::Table")
    public static let dynamoDBStream = Self(rawValue: "AWS::DynamoDB::Stream")
    public static let s3AccessPoint = Self(rawValue: "AWS::S3::AccessPoint")
    public static let sqsQueue = Self(rawValue: "AWS::SQS::Queue")
    public static let snsTopic = Self(rawValue: "AWS::SNS::Topic")
    public static let cloudTrailChannel = Self(rawValue: "AWS::CloudTrail::Channel")
}
