extension SampleCatalog {
    /// What identities may do, and who changes that.
    static let permissions: [SampleQuery] = [
        SampleQuery(
            "New users and access keys",
            "Lists who made users and access keys, and for whom.",
            tags: "iam create user access key credential",
            """
            SELECT eventTime, eventName, userIdentity.arn AS who, element_at(requestParameters, 'userName') AS forUser
            FROM $EDS_ID
            WHERE eventSource = 'iam.amazonaws.com'
                AND eventName IN ('CreateUser', 'CreateAccessKey', 'CreateLoginProfile')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Changes of IAM policies",
            "Lists every change of a policy and of where policies are attached.",
            tags: "iam policy attach detach permission change",
            """
            SELECT eventTime, eventName, userIdentity.arn,
                coalesce(element_at(requestParameters, 'policyArn'),
                    element_at(requestParameters, 'policyName')) AS policy
            FROM $EDS_ID
            WHERE eventSource = 'iam.amazonaws.com'
                AND regexp_like(eventName, '^(Attach|Detach|Put|Delete|Create)[A-Za-z]*Policy(Version)?$')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Administrator access given",
            "Finds where the policy AdministratorAccess was attached.",
            tags: "iam administrator admin privilege escalation policy",
            """
            SELECT eventTime, eventName, userIdentity.arn AS who,
                coalesce(element_at(requestParameters, 'userName'), element_at(requestParameters, 'roleName'),
                    element_at(requestParameters, 'groupName')) AS given
            FROM $EDS_ID
            WHERE eventName LIKE 'Attach%Policy'
                AND element_at(requestParameters, 'policyArn') LIKE '%/AdministratorAccess'
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Users added to groups",
            "Lists who was put into which group, and by whom.",
            tags: "iam group membership user admin",
            """
            SELECT eventTime, element_at(requestParameters, 'userName') AS added,
                element_at(requestParameters, 'groupName') AS toGroup, userIdentity.arn AS byWhom
            FROM $EDS_ID
            WHERE eventName = 'AddUserToGroup'
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "IAM calls by principal",
            "Counts the calls of IAM by principal and operation, writing ones first.",
            tags: "iam activity principal",
            """
            SELECT userIdentity.arn, eventName, readOnly, count(*) AS calls
            FROM $EDS_ID
            WHERE eventSource = 'iam.amazonaws.com'
            GROUP BY userIdentity.arn, eventName, readOnly
            ORDER BY readOnly, calls DESC, userIdentity.arn, eventName
            """
        ),
        SampleQuery(
            "Deleted users, roles and keys",
            "Lists what was removed from IAM.",
            tags: "iam delete remove user role key",
            """
            SELECT eventTime, eventName, userIdentity.arn, requestParameters
            FROM $EDS_ID
            WHERE eventSource = 'iam.amazonaws.com' AND eventName LIKE 'Delete%'
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Changes of who may assume a role",
            "Lists changes of trust policies.",
            tags: "iam trust policy role assume",
            """
            SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'roleName') AS role,
                element_at(requestParameters, 'policyDocument') AS policy
            FROM $EDS_ID
            WHERE eventName IN ('UpdateAssumeRolePolicy', 'CreateRole')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Key management changes",
            "Lists calls that disable, delete or share KMS keys.",
            tags: "kms key encryption delete disable grant",
            """
            SELECT eventTime, eventName, userIdentity.arn, element_at(requestParameters, 'keyId') AS keyId
            FROM $EDS_ID
            WHERE eventSource = 'kms.amazonaws.com'
                AND eventName IN ('ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'CreateGrant',
                    'DisableKeyRotation')
            ORDER BY eventTime DESC
            """
        ),
    ]
}
