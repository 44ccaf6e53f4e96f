/// The event sources whose network activity events can be selected.
///
/// Source: CloudTrail User Guide, "Logging network activity events".
enum NetworkActivitySources {
    /// In alphabetical order.
    static let all: [String] = names.split(separator: " ").map { $0 + ".amazonaws.com" }.sorted()

    private static let names = """
        aco-automation appconfig application-signals appmesh athena b2bi backup-gateway bcm-data-exports \
        bcm-pricing-calculator bedrock-agentcore bedrock billing cassandra ce cloudcontrolapi cloudformation \
        cloudhsm cloudoptimization cloudtrail codedeploy comprehend comprehendmedical config ds dynamodb ec2 ecs \
        elasticfilesystem elasticloadbalancing events firehose frauddetector freetier fsx glue healthlake invoicing \
        iot iotfleetwise iotsecuredtunneling kms lakeformation lambda license-manager lookoutequipment \
        lookoutvision monitoring nova-act personalize qbusiness rds rekognition rolesanywhere s3 sagemaker \
        scheduler secretsmanager servicediscovery sns sqs ssm-contacts ssm storagegateway swf textract transcribe \
        transcribestreaming transform-agents transform-custom transform translate user-subscriptions \
        verifiedpermissions voiceid workmail workmailmessageflow
        """
}
