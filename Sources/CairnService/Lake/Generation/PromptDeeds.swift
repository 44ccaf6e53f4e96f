/// What is done to what, and the operations that do it.
///
/// A thing has `update` only where the operations that change it are known, tags aside: dozens change a user or a trail.
///
/// Source: Service Authorization Reference; the names are those that CloudTrail's events have.
enum PromptDeeds {
    enum Verb: String {
        case create, delete, update, start, stop, restart, attach, detach, enable, disable, read, invoke, assume
    }

    /// A kind of resource.
    struct Thing {
        /// The first part of the event source.
        var service: String
        /// The key of the request's parameter that names one of them.
        var parameter: String?
        var operations: [Verb: [String]]
        /// Whether one call may be about several of them.
        var isPlural = false
    }

    static let things: [String: Thing] = identities.merging(storage) { $1 }.merging(computing) { $1 }

    private static let identities: [String: Thing] = [
        "user": Thing(
            service: "iam", parameter: "userName",
            operations: [.create: ["CreateUser"], .delete: ["DeleteUser"]]),
        "role": Thing(
            service: "iam", parameter: "roleName",
            operations: [.create: ["CreateRole"], .delete: ["DeleteRole"]]),
        "group": Thing(
            service: "iam", parameter: "groupName",
            operations: [.create: ["CreateGroup"], .delete: ["DeleteGroup"]]),
        "policy": Thing(
            service: "iam", parameter: nil,
            operations: [
                .create: ["CreatePolicy"], .delete: ["DeletePolicy"],
                .attach: ["AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy"],
                .detach: ["DetachUserPolicy", "DetachRolePolicy", "DetachGroupPolicy"],
            ]),
        "access key": Thing(
            service: "iam", parameter: nil,
            operations: [
                .create: ["CreateAccessKey"], .delete: ["DeleteAccessKey"], .update: ["UpdateAccessKey"],
            ]),
        "mfa device": Thing(
            service: "iam", parameter: nil,
            operations: [
                .create: ["CreateVirtualMFADevice"], .delete: ["DeleteVirtualMFADevice"],
                .enable: ["EnableMFADevice"], .disable: ["DeactivateMFADevice"],
            ]),
        "kms key": Thing(
            service: "kms", parameter: "keyId",
            operations: [
                .create: ["CreateKey"], .delete: ["ScheduleKeyDeletion", "DeleteKey"], .enable: ["EnableKey"],
                .disable: ["DisableKey"],
            ]),
        "trail": Thing(
            service: "cloudtrail", parameter: "name",
            operations: [
                .create: ["CreateTrail"], .delete: ["DeleteTrail"], .start: ["StartLogging"], .stop: ["StopLogging"],
            ]),
    ]

    private static let storage: [String: Thing] = [
        "bucket": Thing(
            service: "s3", parameter: "bucketName",
            operations: [.create: ["CreateBucket"], .delete: ["DeleteBucket"]]),
        "bucket policy": Thing(
            service: "s3", parameter: "bucketName",
            operations: [
                .create: ["PutBucketPolicy"], .update: ["PutBucketPolicy", "DeleteBucketPolicy"],
                .delete: ["DeleteBucketPolicy"],
            ]),
        "object": Thing(
            service: "s3", parameter: "key",
            operations: [
                .create: ["PutObject", "CopyObject", "CompleteMultipartUpload"],
                .delete: ["DeleteObject", "DeleteObjects"], .read: ["GetObject"],
            ], isPlural: true),
        "table": Thing(
            service: "dynamodb", parameter: "tableName",
            operations: [
                .create: ["CreateTable"], .delete: ["DeleteTable"],
                .update: [
                    "UpdateTable", "UpdateTimeToLive", "UpdateContinuousBackups", "UpdateContributorInsights",
                    "UpdateTableReplicaAutoScaling", "EnableKinesisStreamingDestination",
                    "DisableKinesisStreamingDestination", "UpdateKinesisStreamingDestination",
                ],
            ]),
        "secret": Thing(
            service: "secretsmanager", parameter: nil,
            operations: [
                .create: ["CreateSecret"], .delete: ["DeleteSecret"],
                .update: [
                    "UpdateSecret", "PutSecretValue", "RotateSecret", "CancelRotateSecret", "RestoreSecret",
                    "UpdateSecretVersionStage", "PutResourcePolicy", "DeleteResourcePolicy",
                    "ReplicateSecretToRegions", "RemoveRegionsFromReplication", "StopReplicationToReplica",
                ],
                .read: ["GetSecretValue", "BatchGetSecretValue"],
            ], isPlural: true),
        "database instance": Thing(
            service: "rds", parameter: "dBInstanceIdentifier",
            operations: [
                .create: [
                    "CreateDBInstance", "CreateDBInstanceReadReplica", "RestoreDBInstanceFromDBSnapshot",
                    "RestoreDBInstanceFromS3", "RestoreDBInstanceToPointInTime",
                ],
                .delete: ["DeleteDBInstance"],
                .update: [
                    "ModifyDBInstance", "PromoteReadReplica", "SwitchoverReadReplica", "AddRoleToDBInstance",
                    "RemoveRoleFromDBInstance",
                ],
                .start: ["StartDBInstance"], .stop: ["StopDBInstance"], .restart: ["RebootDBInstance"],
            ]),
        "volume": Thing(
            service: "ec2", parameter: "volumeId",
            operations: [
                .create: ["CreateVolume"], .delete: ["DeleteVolume"],
                .update: ["ModifyVolume", "ModifyVolumeAttribute", "EnableVolumeIO"], .attach: ["AttachVolume"],
                .detach: ["DetachVolume"],
            ]),
    ]

    private static let computing: [String: Thing] = [
        "instance": Thing(
            service: "ec2", parameter: nil,
            operations: [
                .create: ["RunInstances"], .delete: ["TerminateInstances"], .start: ["StartInstances"],
                .stop: ["StopInstances"], .restart: ["RebootInstances"],
            ], isPlural: true),
        "security group": Thing(
            service: "ec2", parameter: nil,
            operations: [
                .create: ["CreateSecurityGroup"], .delete: ["DeleteSecurityGroup"],
                .update: [
                    "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress",
                    "RevokeSecurityGroupEgress", "ModifySecurityGroupRules",
                    "UpdateSecurityGroupRuleDescriptionsIngress", "UpdateSecurityGroupRuleDescriptionsEgress",
                ],
            ]),
        "vpc": Thing(
            service: "ec2", parameter: "vpcId",
            operations: [.create: ["CreateVpc", "CreateDefaultVpc"], .delete: ["DeleteVpc"]]),
        "subnet": Thing(
            service: "ec2", parameter: "subnetId",
            operations: [.create: ["CreateSubnet", "CreateDefaultSubnet"], .delete: ["DeleteSubnet"]]),
        "key pair": Thing(
            service: "ec2", parameter: "keyName",
            operations: [.create: ["CreateKeyPair", "ImportKeyPair"], .delete: ["DeleteKeyPair"]]),
        "function": Thing(
            service: "lambda", parameter: "functionName",
            operations: [
                .create: ["CreateFunction20150331", "CreateFunction"],
                .delete: ["DeleteFunction20150331", "DeleteFunction"],
                .update: [
                    "UpdateFunctionCode20150331", "UpdateFunctionCode20150331v2",
                    "UpdateFunctionConfiguration20150331", "UpdateFunctionConfiguration20150331v2",
                    "AddPermission20150331", "AddPermission20150331v2", "RemovePermission20150331",
                    "RemovePermission20150331v2", "PutFunctionConcurrency20171031",
                    "DeleteFunctionConcurrency20171031", "PutFunctionEventInvokeConfig",
                    "UpdateFunctionEventInvokeConfig", "DeleteFunctionEventInvokeConfig",
                    "PutProvisionedConcurrencyConfig", "DeleteProvisionedConcurrencyConfig",
                    "UpdateFunctionCode", "UpdateFunctionConfiguration", "PutFunctionCodeSigningConfig",
                    "DeleteFunctionCodeSigningConfig", "CreateFunctionUrlConfig", "UpdateFunctionUrlConfig",
                    "DeleteFunctionUrlConfig", "PutRuntimeManagementConfig", "PutFunctionRecursionConfig",
                ],
                .invoke: ["Invoke"],
            ]),
        "stack": Thing(
            service: "cloudformation", parameter: "stackName",
            operations: [
                .create: ["CreateStack"], .delete: ["DeleteStack"],
                .update: [
                    "UpdateStack", "ExecuteChangeSet", "SetStackPolicy", "UpdateTerminationProtection",
                    "RollbackStack", "ContinueUpdateRollback", "CancelUpdateStack",
                ],
            ]),
        "topic": Thing(
            service: "sns", parameter: nil, operations: [.create: ["CreateTopic"], .delete: ["DeleteTopic"]]),
        "queue": Thing(
            service: "sqs", parameter: nil, operations: [.create: ["CreateQueue"], .delete: ["DeleteQueue"]]),
        "log group": Thing(
            service: "logs", parameter: "logGroupName",
            operations: [.create: ["CreateLogGroup"], .delete: ["DeleteLogGroup"]]),
    ]

    static let assumptions = ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"]
}
