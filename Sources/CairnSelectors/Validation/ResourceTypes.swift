/// The values that `resources.type` takes: the types of resources that have data events.
///
/// Source: CloudTrail User Guide, "Logging data events", table of data events, and API Reference, AdvancedFieldSelector.
/// To follow a newer edition, add to the list: it is data.
public enum ResourceTypes {
    /// Such as `AWS::S3::Object`.
    public static let all: Set<String> = Set(
        kindsByService.split(separator: "\n").flatMap { line in
            let words = line.split(separator: " ")
            return words.dropFirst().map { "AWS::\(words[0].dropLast())::\($0)" }
        })

    /// A line a service: its name, a colon, and the kinds of resources.
    private static let kindsByService = """
        AIDevOps: AgentSpace Association OperatorAppTeam PipelineMetadata Service
        AIOps: InvestigationGroup
        AppConfig: Configuration
        AppSync: GraphQLApi
        B2BI: Transformer
        Backup: SearchJob
        Bedrock: AdvancedOptimizePromptJob AgentAlias AsyncInvoke AutomatedReasoningPolicy \
            AutomatedReasoningPolicyVersion Blueprint DataAutomationInvocation DataAutomationProfile \
            DataAutomationProject FlowAlias FlowExecution Guardrail InlineAgent KnowledgeBase Model PromptVersion \
            Session Tool
        BedrockAgentCore: APIKeyCredentialProvider Browser BrowserCustom CodeInterpreter CodeInterpreterCustom \
            Evaluator Gateway Memory OAuth2CredentialProvider Runtime RuntimeEndpoint TokenVault WorkloadIdentity \
            WorkloadIdentityDirectory
        Cassandra: Stream Table
        CloudFront: KeyValueStore
        CloudOptimization: Profile Recommendation
        CloudTrail: Channel
        CloudWatch: Metric
        CodeGuruProfiler: ProfilingGroup
        CodeWhisperer: Customization Profile
        Cognito: IdentityPool
        DSQL: Cluster
        DataExchange: Asset
        Deadline: Fleet Job Queue Worker
        DynamoDB: Stream Table
        EC2: InstanceConnectEndpoint Snapshot
        ECS: ContainerInstance
        EKS: Dashboard
        EMRWAL: Workspace
        FSx: Volume
        FinSpace: Environment
        GameLiftStreams: Application StreamGroup
        GeoMaps: Provider
        GeoPlaces: Provider
        GeoRoutes: Provider
        Glue: Table
        GreengrassV2: ComponentVersion Deployment
        GuardDuty: Detector MalwareScan
        IoT: Certificate Thing
        IoTSiteWise: Asset TimeSeries
        IoTTwinMaker: Entity Workspace
        KendraRanking: ExecutionPlan
        Kinesis: Stream StreamConsumer
        KinesisFirehose: DeliveryStream
        KinesisVideo: SignalingChannel Stream
        Lambda: Function
        MWAA: Environment
        MachineLearning: MlModel
        ManagedBlockchain: Network Node
        ManagedBlockchainQuery: QueryAPI
        MedicalImaging: Datastore Imageset
        NeptuneGraph: Graph
        NetworkFlowMonitor: Monitor Scope
        NovaAct: WorkflowDefinition WorkflowRun
        One: UKey User
        PCAConnectorAD: Connector
        PCAConnectorSCEP: Connector
        PaymentCryptography: Alias Key
        Pinpoint: App
        QApps: QApp QAppSession
        QBusiness: Application DataSource Index Integration WebExperience
        QDeveloper: Integration
        QuickSight: Flow FlowSession
        Quicksight: ActionConnector
        RDS: DBCluster
        RUM: AppMonitor
        Redshift: Cluster
        S3: AccessPoint Object
        S3Express: Object
        S3ObjectLambda: AccessPoint
        S3Outposts: Object
        S3Tables: Table TableBucket
        S3Vectors: Index VectorBucket
        SCN: Instance
        SDB: Domain
        SES: ConfigurationSet EmailIdentity Template
        SMSVoice: Message OriginationIdentity
        SNS: PlatformEndpoint Topic
        SQS: Queue
        SSM: ExecutionPreview ManagedNode
        SSMMessages: ControlChannel
        SWF: Domain
        SageMaker: Endpoint ExperimentTrialComponent FeatureGroup MlflowTrackingServer
        ServiceDiscovery: Namespace Service
        Signer: SigningJob SigningProfile
        SitewiseAssistant: Conversation
        SocialMessaging: PhoneNumberId WabaId
        StepFunctions: Activity StateMachine
        SupportAccess: Tenant TrustingAccount TrustingRole
        ThinClient: Device Environment
        Timestream: Database RegionalEndpoint Table
        Transform: AgentInstance
        TransformCustom: Campaign Conversation KnowledgeItem Package
        VerifiedPermissions: PolicyStore
        XRay: Trace
        """
}
