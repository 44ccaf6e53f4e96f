/// The phrases that prompts may have, and what they mean. Every other word is strange.
enum PromptLexicon {
    static let phrases = Dictionary(definitions) { first, _ in first }

    /// Each phrase once.
    static let definitions: [(String, PromptMeaning)] = {
        var phrases: [(String, PromptMeaning)] = []
        func define(_ texts: String, by separator: Character, _ meaning: PromptMeaning) {
            for text in texts.split(whereSeparator: { $0 == separator }) { phrases.append((String(text), meaning)) }
        }
        for (meaning, texts) in entries { define(texts, by: "|", meaning) }
        define(plain, by: " ", .plain)
        for (name, source) in services { phrases.append((name, .service(source))) }
        for (thing, texts) in things { define(texts, by: "|", .thing(thing)) }
        for (verb, forms, nouns) in verbs {
            define(forms, by: " ", .deed(verb, isNoun: false))
            define(nouns, by: " ", .deed(verb, isNoun: true))
        }
        return phrases
    }()

    /// Every word of a phrase: none of them is taken for a name unless it is quoted.
    static let vocabulary: Set<String> = Set(
        phrases.keys.flatMap { $0.split(separator: " ").map(String.init) }
            + PromptTimes.vocabulary
            + ("mistake accident hand default chance automation nobody everyone everybody people others him her country city "
            + "team department browser status resource tag severity name size cost source origin vendor provider app "
            + "application organization environment project owner location platform device session method protocol "
            + "outcome result reason message code type kind category customer client host program tool endpoint"
            + " internet outsider attacker hacker company vendor product version state")
            .split(separator: " ").map(String.init))

    static let longest = phrases.keys.map { $0.split(separator: " ").count }.max() ?? 1

    private static let plain = """
        a an the all any there me my our we i it them please you see show list give get find display \
        return tell query fetch made make makes making performed perform called call used use uses using \
        invoked issued done do recorded logged seen have has had aws amazon cloudtrail \
        date touched activity activities action actions ip item items entries entry
        """

    private static let entries: [(PromptMeaning, String)] = [
        (.preposition, "in|on|of|for|from|at|with|to|within|during|over|through|into"),
        (.relative, "who|that|which|what|where|when|those|these"),
        (.be, "is|are|was|were|be|been|being|got"), (.did, "did|does"), (.by, "by"),
        (.each, "per|each|every|for each|for every|by each|grouped by|group by|broken down by|in each|of each"),
        (.and, "and"), (.or, "or"), (.not, "not|but not|and not"),
        (.except, "except|except for|excluding|other than|apart from|besides"),
        (
            .events,
            "event|events|calls|request|requests|api call|api calls|api request|api requests|api activity|records|times|happened|happen|occurred|occur"
        ),
        (.eventIDs, "event id|event ids"),
        (.count, "how many|number of|count|count of|counts|total|total number of|how often|api counts|how many times"),
        (.most, "most|most often"), (.least, "least|fewest|least often"),
        (
            .top,
            "top|most frequent|most common|most used|most active|most frequently used|most called|by number of calls"
                + "|by number of events|by number of errors"
        ),
        (.bottom, "bottom|least frequent|least common|least used|least active|rarest"),
        (.latest, "most recent|latest|newest"), (.oldest, "oldest|earliest"),
        (.newestFirst, "newest first|latest first|most recent first|in reverse chronological order"),
        (.oldestFirst, "oldest first|earliest first|in chronological order|sorted by time|ordered by time"),
        (
            .descending,
            "in descending order of count|sorted by count|ordered by count|listing them in descending order of count"
        ),
        (.ascending, "in ascending order of count|listing them in ascending order of count"),
        (.distinct, "distinct|unique|different"),
        (.unit("hour"), "hour"), (.unit("day"), "day"), (.unit("week"), "week"), (.unit("month"), "month"),
        (.unit("year"), "year"),
        (.daily("hour"), "hourly"), (.daily("day"), "daily|by date"), (.daily("week"), "weekly"),
        (.daily("month"), "monthly"),
        (.dimension(.principal), "principal|principals|identity|identities|caller|callers|by whom"),
        (.dimension(.service), "service|services|event source|event sources"),
        (.dimension(.operation), "operations|event name|event names|apis|api|api operation|api operations"),
        (.dimension(.errorCode), "error code|error codes"), (.dimension(.errorMessage), "error message|error messages"),
        (.dimension(.client), "user agent|user agents"),
        (
            .address,
            "ip address|ip addresses|source ip address|source ip addresses|source ip|source ips|ips|address|addresses"
        ),
        (.region, "region|regions"), (.account, "account|accounts|account id"), (.operation, "operation"),
        (.accessKey, "access key|access keys|access key id|access key ids"),
        (.iamUser, "iam user|iam users"),
        (.attempt, "tried to|attempted to|tries to|attempt to|attempts to|attempt|attempts"),
        (.named, "named|with name|with the name|by the name of|with user name|with username|with id"),
        (
            .signIn(isVerb: false),
            "console login|console logins|console sign-in|console sign-ins|console signins|console signin|sign-in"
                + "|sign-ins|signin|signins|login|logins|log-in|log-ins|console sign in|console sign ins|consolelogin"
        ),
        (
            .signIn(isVerb: true),
            "signed in|logged in|log in|sign in|logged into|signed into|logged on|logged-in|signed-in|logging in"
        ),
        (.failed, "failed|unsuccessful|unsuccessfully|failing|failed to|fail|fails|fail to"),
        (.succeeded, "successful|succeeded|successfully"),
        (.errors, "error|errors|failure|failures|kinds of errors|types of errors|kind of errors"),
        (
            .accessDenied,
            "access denied|access-denied|denied|accessdenied|unauthorized|not authorized|forbidden|permission denied"
        ),
        (.throttled, "throttled|throttling|rate limited"),
        (
            .causes,
            "what is the cause of each error|what was the cause of each error|what caused each error|what caused them"
                + "|what are the causes|what were the causes|the cause of each error|their causes|with causes"
                + "|the causes of the errors|the cause|the reason|their reasons|the reason of each error"
        ),
        (
            .mfa(false),
            "without mfa|without using mfa|not using mfa|no mfa|with no mfa|did not use mfa|mfa was not used"
                + "|without multi-factor authentication|without a second factor|without mfa authentication"
        ),
        (.mfa(true), "with mfa|using mfa|used mfa|with multi-factor authentication|mfa was used"),
        (.withoutErrors, "without errors|without error|without any errors|with no errors|without an error"),
        (.withoutSnapshot, "without a snapshot|without a final snapshot|without final snapshot|without snapshot"),
        (.read, "read|reads|read-only|readonly|read only|reading"), (.write, "write|writes|mutating|writing"),
        (.readAndWrite, "read and write"), (.changes, "changes|change"),
        (.category("Data"), "data events|data event"), (.category("Management"), "management events|management event"),
        (.category("NetworkActivity"), "network activity events|network activity event"),
        (.root, "root user|root account|root|root users|user root|aws root user|account root user|root credentials"),
        (.plain, "can you|could you|i want|i want to|i need|i need to|we want|we need|i would like|i would like to"),
        (.beginning, "beginning with|starting with|that begin with|that start with|begin with|start with"),
        (.tag(isOfPrincipal: false), "resource tag|resource tags|the resource tag"),
        (.tag(isOfPrincipal: true), "principal tag|principal tags|the principal tag"),
        (.hasValue, "has value|has the value|with value|with the value|is set to|equals|values|value"),
        (
            .stackResources,
            "resources within the cloudformation stack|resources in the cloudformation stack"
                + "|resources of the cloudformation stack|resources of cloudformation stack"
                + "|resources in cloudformation stack|resources within cloudformation stack"
        ),
        (.anyone, "anyone|anybody|someone|somebody"),
    ]

    /// Names of resources, in one and in many.
    private static let things: [(String, String)] = [
        ("user", "user|users|username|user name"), ("role", "role|roles|iam role|iam roles"),
        ("group", "group|groups|iam group|iam groups|user group|user groups"),
        ("policy", "policy|policies|iam policy|iam policies"),
        ("mfa device", "mfa device|mfa devices|mfa|virtual mfa devices|virtual mfa device"),
        ("kms key", "kms key|kms keys|encryption key|encryption keys"), ("trail", "trail|trails"),
        ("bucket", "bucket|buckets|s3 bucket|s3 buckets"),
        ("bucket policy", "bucket policy|bucket policies|s3 bucket policy|s3 bucket policies"),
        ("object", "object|objects|s3 object|s3 objects"),
        ("table", "table|tables|dynamodb table|dynamodb tables"), ("secret", "secret|secrets"),
        (
            "database instance",
            "database instance|database instances|db instance|db instances|rds instance|rds instances"
                + "|rds database instance|rds database instances|rds db instance|rds db instances"
        ),
        ("volume", "volume|volumes|ebs volume|ebs volumes"),
        ("instance", "instance|instances|ec2 instance|ec2 instances"),
        ("security group", "security group|security groups|ec2 security group|ec2 security groups"),
        ("vpc", "vpc|vpcs"), ("subnet", "subnet|subnets"), ("key pair", "key pair|key pairs"),
        ("function", "function|functions|lambda function|lambda functions"),
        ("stack", "stack|stacks|cloudformation stack|cloudformation stacks"),
        ("topic", "topic|topics|sns topic|sns topics"), ("queue", "queue|queues|sqs queue|sqs queues"),
        ("log group", "log group|log groups"),
    ]

    /// Verbs, their forms, and the nouns made of them.
    private static let verbs: [(PromptDeeds.Verb, String, String)] = [
        (
            .delete, "deleted delete deletes deleting removed remove removes destroyed terminated terminate terminates",
            "deletion deletions termination terminations"
        ),
        (.create, "created create creates creating launched launch launches", "creation creations"),
        (.update, "updated update modified modify modifies changed", "updates modifications"),
        (.start, "started start starts", ""), (.stop, "stopped stop stops", ""),
        (.restart, "rebooted reboot restarted", "reboots"), (.attach, "attached attach", "attachments"),
        (.detach, "detached detach", ""), (.enable, "enabled enable", ""),
        (.disable, "disabled disable deactivated deactivate", ""),
        (.read, "retrieved retrieve downloaded download", "downloads"), (.invoke, "", "invocations"),
        (.assume, "assumed assume assumes", "assumptions"),
    ]

    /// Names of services as people write them, and the first part of their event source.
    private static let services: [(String, String)] = [
        ("secrets manager", "secretsmanager"), ("api gateway", "apigateway"), ("step functions", "states"),
        ("cloudwatch logs", "logs"), ("parameter store", "ssm"), ("identity center", "sso"), ("s3", "s3"),
        ("sns", "sns"), ("sqs", "sqs"), ("ec2", "ec2"), ("iam", "iam"), ("sts", "sts"), ("kms", "kms"), ("rds", "rds"),
        ("lambda", "lambda"), ("dynamodb", "dynamodb"), ("cloudformation", "cloudformation"), ("eks", "eks"),
        ("ecs", "ecs"), ("ecr", "ecr"), ("ssm", "ssm"), ("systems manager", "ssm"),
        ("secretsmanager", "secretsmanager"),
        ("bedrock", "bedrock"), ("athena", "athena"), ("glue", "glue"), ("redshift", "redshift"),
        ("route53", "route53"), ("route 53", "route53"), ("cloudfront", "cloudfront"), ("guardduty", "guardduty"),
        ("organizations", "organizations"), ("elasticache", "elasticache"), ("kinesis", "kinesis"),
        ("cloudwatch", "monitoring"), ("eventbridge", "events"), ("efs", "elasticfilesystem"),
        ("sagemaker", "sagemaker"), ("acm", "acm"),
    ]
}
