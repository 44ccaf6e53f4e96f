extension SampleCatalog {
    /// Networks, addresses and transport.
    static let networking: [SampleQuery] = [
        SampleQuery(
            "Security groups opened to the world",
            "Finds rules that let in any address.",
            tags: "ec2 security group public ingress 0.0.0.0",
            """
            SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'groupId') AS securityGroup,
                element_at(requestParameters, 'ipPermissions') AS rules
            FROM $EDS_ID
            WHERE eventName = 'AuthorizeSecurityGroupIngress'
                AND (element_at(requestParameters, 'ipPermissions') LIKE '%0.0.0.0/0%'
                    OR element_at(requestParameters, 'ipPermissions') LIKE '%::/0%')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Changes of security groups",
            "Lists every change of a security group.",
            tags: "ec2 security group rule change history",
            """
            SELECT eventTime, eventName, userIdentity.arn, element_at(requestParameters, 'groupId') AS securityGroup
            FROM $EDS_ID
            WHERE regexp_like(eventName, 'SecurityGroup') AND readOnly = false
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Changes of networks",
            "Lists changes of VPCs, routes, gateways and network ACLs.",
            tags: "vpc route gateway network acl change",
            """
            SELECT eventTime, eventName, userIdentity.arn, awsRegion
            FROM $EDS_ID
            WHERE eventSource = 'ec2.amazonaws.com' AND readOnly = false
                AND regexp_like(eventName, '(Vpc|Route|Gateway|NetworkAcl|Subnet)')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "TLS versions by service",
            "Counts calls by service and version of TLS.",
            tags: "tls version encryption transit cipher",
            """
            SELECT eventSource, tlsDetails.tlsVersion, count(*) AS calls
            FROM $EDS_ID
            WHERE tlsDetails.tlsVersion IS NOT NULL
            GROUP BY eventSource, tlsDetails.tlsVersion
            ORDER BY eventSource, tlsDetails.tlsVersion
            """
        ),
        SampleQuery(
            "Callers with an outdated TLS version",
            "Lists principals and addresses that use a TLS version below 1.3.",
            tags: "tls outdated old version security",
            """
            SELECT userIdentity.arn, sourceIPAddress, tlsDetails.tlsVersion, count(*) AS calls
            FROM $EDS_ID
            WHERE try_cast(replace(tlsDetails.tlsVersion, 'TLSv', '') AS double) < 1.3
            GROUP BY userIdentity.arn, sourceIPAddress, tlsDetails.tlsVersion
            ORDER BY calls DESC, userIdentity.arn
            """
        ),
        SampleQuery(
            "Calls by address",
            "Counts the calls, principals and services of each address.",
            tags: "ip address source activity",
            """
            SELECT sourceIPAddress, count(*) AS calls, approx_distinct(userIdentity.arn) AS principals,
                approx_distinct(eventSource) AS services
            FROM $EDS_ID
            GROUP BY sourceIPAddress
            ORDER BY calls DESC, sourceIPAddress
            LIMIT 100
            """
        ),
        SampleQuery(
            "Calls through VPC endpoints",
            "Counts calls by endpoint and service.",
            tags: "vpc endpoint network activity private",
            """
            SELECT vpcEndpointId, eventSource, count(*) AS calls, count_if(errorCode = 'VpceAccessDenied') AS denied
            FROM $EDS_ID
            WHERE vpcEndpointId IS NOT NULL
            GROUP BY vpcEndpointId, eventSource
            ORDER BY calls DESC, vpcEndpointId
            """
        ),
        SampleQuery(
            "Calls denied by a VPC endpoint",
            "Lists calls that the policy of an endpoint refused.",
            tags: "vpc endpoint denied network activity policy",
            """
            SELECT eventTime, userIdentity.arn, eventSource, eventName, vpcEndpointId
            FROM $EDS_ID
            WHERE errorCode = 'VpceAccessDenied'
            ORDER BY eventTime DESC
            """
        ),
    ]
}
