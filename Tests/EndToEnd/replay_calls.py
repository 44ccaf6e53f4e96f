"""Generated calls over many services: five of each creation, and how to list what they made.

A line is (service, operation, parameters, listing, path). In texts, `{n}` is the number of the call and `{account}` the
account. The listing is an operation, or one with parameters; the path leads to the names that are compared, after what
comes behind the last `/` or `:` of an ARN or address.
"""

from __future__ import annotations

import io
import json
import zipfile

from servers import ACCOUNT, REGION

TRUST = json.dumps({
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
})
POLICY = json.dumps({
    "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}],
})
ROLE = f"arn:aws:iam::{ACCOUNT}:role/replayed-0"
TEMPLATE = json.dumps({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "of-stack-{n}"}}}})


def archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("index.py", "def handler(event, context):\n    return {}\n")
    return data.getvalue()


CALLS = [
    ("iam", "create_role", {"RoleName": "replayed-{n}", "AssumeRolePolicyDocument": TRUST}, "list_roles", "Roles[].RoleName"),
    ("iam", "create_user", {"UserName": "user-{n}"}, "list_users", "Users[].UserName"),
    ("iam", "create_policy", {"PolicyName": "policy-{n}", "PolicyDocument": POLICY}, ("list_policies", {"Scope": "Local"}), "Policies[].PolicyName"),
    ("s3", "create_bucket", {"Bucket": "replayed-bucket-{n}"}, "list_buckets", "Buckets[].Name"),
    ("sqs", "create_queue", {"QueueName": "queue-{n}", "Attributes": {"DelaySeconds": "3"}}, "list_queues", "QueueUrls"),
    ("sns", "create_topic", {"Name": "topic-{n}"}, "list_topics", "Topics[].TopicArn"),
    ("dynamodb", "create_table", {"TableName": "table-{n}", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]}, "list_tables", "TableNames"),
    ("secretsmanager", "create_secret", {"Name": "secret-{n}", "SecretString": "x"}, "list_secrets", "SecretList[].Name"),
    ("ssm", "put_parameter", {"Name": "/replayed/{n}", "Type": "SecureString", "Value": "x"}, "describe_parameters", "Parameters[].Name"),
    ("logs", "create_log_group", {"logGroupName": "/group/{n}"}, "describe_log_groups", "logGroups[].logGroupName"),
    ("events", "put_rule", {"Name": "rule-{n}", "ScheduleExpression": "rate(5 minutes)"}, "list_rules", "Rules[].Name"),
    ("lambda", "create_function", {"FunctionName": "function-{n}", "Runtime": "python3.12", "Role": ROLE, "Handler": "index.handler", "Code": {"ZipFile": archive()}, "Environment": {"Variables": {"A": "b"}}}, "list_functions", "Functions[].FunctionName"),
    ("ec2", "create_vpc", {"CidrBlock": "10.{n}.0.0/16"}, "describe_vpcs", "Vpcs[].CidrBlock"),
    ("ec2", "create_key_pair", {"KeyName": "key-{n}"}, "describe_key_pairs", "KeyPairs[].KeyName"),
    ("rds", "create_db_parameter_group", {"DBParameterGroupName": "pg-{n}", "DBParameterGroupFamily": "mysql8.0", "Description": "d"}, "describe_db_parameter_groups", "DBParameterGroups[].DBParameterGroupName"),
    ("rds", "create_db_instance", {"DBInstanceIdentifier": "db-{n}", "DBInstanceClass": "db.t3.micro", "Engine": "mysql", "MasterUsername": "u", "MasterUserPassword": "a-password-1", "AllocatedStorage": 10}, "describe_db_instances", "DBInstances[].DBInstanceIdentifier"),
    ("ecs", "create_cluster", {"clusterName": "cluster-{n}"}, "list_clusters", "clusterArns"),
    ("ecr", "create_repository", {"repositoryName": "repository-{n}"}, "describe_repositories", "repositories[].repositoryName"),
    ("kinesis", "create_stream", {"StreamName": "stream-{n}", "ShardCount": 1}, "list_streams", "StreamNames"),
    ("firehose", "create_delivery_stream", {"DeliveryStreamName": "delivery-{n}", "ExtendedS3DestinationConfiguration": {"RoleARN": ROLE, "BucketARN": "arn:aws:s3:::replayed-bucket-0"}}, "list_delivery_streams", "DeliveryStreamNames"),
    ("glue", "create_database", {"DatabaseInput": {"Name": "database_{n}"}}, "get_databases", "DatabaseList[].Name"),
    ("athena", "create_work_group", {"Name": "group-{n}"}, "list_work_groups", "WorkGroups[].Name"),
    ("stepfunctions", "create_state_machine", {"name": "machine-{n}", "definition": json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}), "roleArn": ROLE}, "list_state_machines", "stateMachines[].name"),
    ("cognito-idp", "create_user_pool", {"PoolName": "pool-{n}"}, ("list_user_pools", {"MaxResults": 50}), "UserPools[].Name"),
    ("cognito-identity", "create_identity_pool", {"IdentityPoolName": "identities {n}", "AllowUnauthenticatedIdentities": False}, ("list_identity_pools", {"MaxResults": 50}), "IdentityPools[].IdentityPoolName"),
    ("apigateway", "create_rest_api", {"name": "api-{n}"}, "get_rest_apis", "items[].name"),
    ("apigatewayv2", "create_api", {"Name": "api-{n}", "ProtocolType": "HTTP"}, "get_apis", "Items[].Name"),
    ("route53", "create_hosted_zone", {"Name": "zone{n}.example.com.", "CallerReference": "r-{n}"}, "list_hosted_zones", "HostedZones[].Name"),
    ("cloudwatch", "put_metric_alarm", {"AlarmName": "alarm-{n}", "MetricName": "m", "Namespace": "n", "Period": 60, "EvaluationPeriods": 1, "Threshold": 1.5, "ComparisonOperator": "GreaterThanThreshold", "Statistic": "Sum"}, "describe_alarms", "MetricAlarms[].AlarmName"),
    ("cloudformation", "create_stack", {"StackName": "stack-{n}", "TemplateBody": TEMPLATE}, "list_stacks", "StackSummaries[].StackName"),
    ("codebuild", "create_project", {"name": "project-{n}", "source": {"type": "S3", "location": "replayed-bucket-0/x"}, "artifacts": {"type": "NO_ARTIFACTS"}, "environment": {"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_SMALL"}, "serviceRole": ROLE}, "list_projects", "projects"),
    ("elbv2", "create_target_group", {"Name": "targets-{n}", "TargetType": "lambda"}, "describe_target_groups", "TargetGroups[].TargetGroupName"),
    ("elb", "create_load_balancer", {"LoadBalancerName": "balancer-{n}", "Listeners": [{"Protocol": "tcp", "LoadBalancerPort": 80, "InstancePort": 80}], "AvailabilityZones": [REGION + "a"]}, "describe_load_balancers", "LoadBalancerDescriptions[].LoadBalancerName"),
    ("autoscaling", "create_launch_configuration", {"LaunchConfigurationName": "launch-{n}", "ImageId": "ami-12c6146b", "InstanceType": "t2.micro"}, "describe_launch_configurations", "LaunchConfigurations[].LaunchConfigurationName"),
    ("elasticache", "create_user", {"UserId": "user{n}", "UserName": "user{n}", "Engine": "redis", "AccessString": "on ~*", "NoPasswordRequired": True}, "describe_users", "Users[].UserId"),
    ("efs", "create_file_system", {"CreationToken": "token-{n}", "Tags": [{"Key": "Name", "Value": "fs-{n}"}]}, "describe_file_systems", "FileSystems[].Name"),
    ("eks", "create_cluster", {"name": "cluster-{n}", "roleArn": ROLE, "resourcesVpcConfig": {}}, "list_clusters", "clusters"),
    ("redshift", "create_cluster_parameter_group", {"ParameterGroupName": "pg-{n}", "ParameterGroupFamily": "redshift-1.0", "Description": "d"}, "describe_cluster_parameter_groups", "ParameterGroups[].ParameterGroupName"),
    ("opensearch", "create_domain", {"DomainName": "domain-{n}"}, "list_domain_names", "DomainNames[].DomainName"),
    ("iot", "create_thing", {"thingName": "thing-{n}"}, "list_things", "things[].thingName"),
    ("backup", "create_backup_vault", {"BackupVaultName": "vault-{n}"}, "list_backup_vaults", "BackupVaultList[].BackupVaultName"),
    ("budgets", "create_budget", {"AccountId": ACCOUNT, "Budget": {"BudgetName": "budget-{n}", "TimeUnit": "DAILY", "BudgetType": "COST", "BudgetLimit": {"Amount": "10", "Unit": "USD"}}}, ("describe_budgets", {"AccountId": ACCOUNT}), "Budgets[].BudgetName"),
    ("datasync", "create_location_smb", {"Subdirectory": "/x{n}", "ServerHostname": "host", "User": "u", "Password": "p", "AgentArns": ["arn:aws:datasync:us-east-1:123456789012:agent/agent-0b0addbeef44baca3"]}, "list_locations", "Locations[].LocationUri"),
    ("directconnect", "create_connection", {"location": "EqDC2", "bandwidth": "10Gbps", "connectionName": "connection-{n}"}, "describe_connections", "connections[].connectionName"),
    ("greengrass", "create_core_definition", {"Name": "core-{n}", "InitialVersion": {"Cores": []}}, "list_core_definitions", "Definitions[].Name"),
    ("mediastore", "create_container", {"ContainerName": "container_{n}"}, "list_containers", "Containers[].Name"),
    ("mq", "create_configuration", {"Name": "configuration-{n}", "EngineType": "ACTIVEMQ", "EngineVersion": "5.16.3"}, "list_configurations", "Configurations[].Name"),
    ("pinpoint", "create_app", {"CreateApplicationRequest": {"Name": "app-{n}"}}, "get_apps", "ApplicationsResponse.Item[].Name"),
    ("ram", "create_resource_share", {"name": "share-{n}"}, ("get_resource_shares", {"resourceOwner": "SELF"}), "resourceShares[].name"),
    ("resource-groups", "create_group", {"Name": "group-{n}", "ResourceQuery": {"Type": "TAG_FILTERS_1_0", "Query": json.dumps({"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": [{"Key": "a", "Values": ["b"]}]})}}, "list_groups", "GroupIdentifiers[].GroupName"),
    ("sagemaker", "create_experiment", {"ExperimentName": "experiment-{n}"}, "list_experiments", "ExperimentSummaries[].ExperimentName"),
    ("scheduler", "create_schedule_group", {"Name": "schedules-{n}"}, "list_schedule_groups", "ScheduleGroups[].Name"),
    ("servicediscovery", "create_http_namespace", {"Name": "namespace-{n}"}, "list_namespaces", "Namespaces[].Name"),
    ("ses", "create_template", {"Template": {"TemplateName": "template-{n}", "SubjectPart": "s", "TextPart": "t"}}, "list_templates", "TemplatesMetadata[].Name"),
    ("sesv2", "create_email_identity", {"EmailIdentity": "user{n}@example.com"}, "list_email_identities", "EmailIdentities[].IdentityName"),
    ("timestream-write", "create_database", {"DatabaseName": "database-{n}"}, "list_databases", "Databases[].DatabaseName"),
    ("transcribe", "create_vocabulary", {"VocabularyName": "words-{n}", "LanguageCode": "en-US", "Phrases": ["a"]}, "list_vocabularies", "Vocabularies[].VocabularyName"),
    ("wafv2", "create_ip_set", {"Name": "ips-{n}", "Scope": "REGIONAL", "IPAddressVersion": "IPV4", "Addresses": ["10.0.0.0/8"]}, ("list_ip_sets", {"Scope": "REGIONAL"}), "IPSets[].Name"),
    ("appsync", "create_graphql_api", {"name": "graph-{n}", "authenticationType": "API_KEY"}, "list_graphql_apis", "graphqlApis[].name"),
    ("amp", "create_workspace", {"alias": "workspace-{n}"}, "list_workspaces", "workspaces[].alias"),
    ("databrew", "create_ruleset", {"Name": "rules-{n}", "TargetArn": "arn:aws:databrew:us-east-1:123456789012:dataset/d", "Rules": [{"Name": "r", "CheckExpression": "a > 1"}]}, "list_rulesets", "Rulesets[].Name"),
    ("emr-serverless", "create_application", {"name": "application-{n}", "type": "SPARK", "releaseLabel": "emr-6.6.0"}, "list_applications", "applications[].name"),
    ("glacier", "create_vault", {"vaultName": "vault-{n}"}, "list_vaults", "VaultList[].VaultName"),
    ("ivs", "create_channel", {"name": "channel-{n}"}, "list_channels", "channels[].name"),
    ("kinesisvideo", "create_stream", {"StreamName": "video-{n}"}, "list_streams", "StreamInfoList[].StreamName"),
    ("lakeformation", "create_lf_tag", {"TagKey": "tag-{n}", "TagValues": ["a"]}, "list_lf_tags", "LFTags[].TagKey"),
    ("mediapackage", "create_channel", {"Id": "channel-{n}"}, "list_channels", "Channels[].Id"),
    ("networkmanager", "create_global_network", {"Description": "network {n}"}, "describe_global_networks", "GlobalNetworks[].Description"),
    ("servicecatalog-appregistry", "create_application", {"name": "application-{n}"}, "list_applications", "applications[].name"),
    ("swf", "register_domain", {"name": "domain-{n}", "workflowExecutionRetentionPeriodInDays": "3"}, ("list_domains", {"registrationStatus": "REGISTERED"}), "domainInfos[].name"),
    ("workspaces-web", "create_browser_settings", {"browserPolicy": "policy-{n}"}, "list_browser_settings", "length(browserSettings)"),
    ("comprehend", "create_entity_recognizer", {"RecognizerName": "recognizer-{n}", "DataAccessRoleArn": ROLE, "LanguageCode": "en", "InputDataConfig": {"EntityTypes": [{"Type": "T"}]}}, "list_entity_recognizers", "EntityRecognizerPropertiesList[].EntityRecognizerArn"),
    ("kms", "create_key", {"Description": "key {n}"}, "list_keys", "length(Keys)"),
]


def filled(value, number: int):
    if isinstance(value, str):
        return value.replace("{n}", str(number))
    if isinstance(value, dict):
        return {key: filled(inner, number) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, number) for inner in value]
    return value
