import CairnModel
import Testing

@testable import CairnWire

/// One call of each protocol from the wire to its record.
@Suite struct WorkedExamplesTests {
    @Test func awsJSONParameterIsRecordedWithoutItsValue() throws {
        let call = try RecordedCall.json(
            "AmazonSSM.PutParameter", #"{"Name":"/a","Type":"SecureString","Value":"s3cret"}"#, service: "ssm")
        #expect(call.eventSource == "ssm.amazonaws.com")
        #expect(call.eventName == "PutParameter")
        #expect(
            try call.requestParameters.description
                == #"{"name":"/a","type":"SecureString","value":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#)
        let response = RecordedCall.answer(#"{"Version":1,"Tier":"Standard"}"#)
        #expect(try call.responseElements(response) == ["version": 1, "tier": "Standard"])
    }

    @Test func queryMembersLoseTheirFirstCapitalAndTheAnswerIsFlattened() throws {
        let call = try RecordedCall.query(
            "Action=CreateDBInstance&Version=2014-10-31&DBInstanceIdentifier=db1&MasterUserPassword=x"
                + "&VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1", service: "rds")
        #expect(
            try call.requestParameters
                == ["dBInstanceIdentifier": "db1", "masterUserPassword": "****", "vpcSecurityGroupIds": ["sg-1"]])
        let response = RecordedCall.answer(
            """
            <CreateDBInstanceResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><CreateDBInstanceResult>
            <DBInstance><DBInstanceIdentifier>db1</DBInstanceIdentifier><AllocatedStorage>10</AllocatedStorage>
            <PendingModifiedValues><MasterUserPassword>x</MasterUserPassword></PendingModifiedValues>
            </DBInstance></CreateDBInstanceResult></CreateDBInstanceResponse>
            """, type: "text/xml")
        #expect(
            try call.responseElements(response)
                == [
                    "dBInstanceIdentifier": "db1", "allocatedStorage": 10,
                    "pendingModifiedValues": ["masterUserPassword": "****"],
                ])
    }

    @Test func olderEC2CallsShowSetsOfItems() throws {
        let call = try RecordedCall.query(
            "Action=TerminateInstances&Version=2016-11-15&InstanceId.1=i-1", service: "ec2")
        #expect(try call.requestParameters == ["instancesSet": ["items": [["instanceId": "i-1"]]]])
    }

    @Test func newerEC2CallsShowTheQueryUnderTheOperationsName() throws {
        let call = try RecordedCall.query(
            "Action=CreateFlowLogs&Version=2016-11-15&ResourceId.1=vpc-1&ResourceType=VPC"
                + "&TagSpecification.1.Tag.1.Key=k&TagSpecification.1.Tag.1.Value=true", service: "ec2")
        #expect(
            try call.requestParameters.description
                == #"{"CreateFlowLogsRequest":{"ResourceId":{"tag":1,"content":"vpc-1"},"ResourceType":"VPC","#
                + #""TagSpecification":{"tag":1,"Tag":{"tag":1,"Key":"k","Value":true}}}}"#)
        let response = RecordedCall.answer(
            """
            <CreateFlowLogsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>
            <unsuccessful/><flowLogIdSet><item>fl-1</item></flowLogIdSet></CreateFlowLogsResponse>
            """, type: "text/xml")
        #expect(
            try call.responseElements(response)
                == [
                    "CreateFlowLogsResponse": [
                        "xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/", "requestId": "r-1", "unsuccessful": "",
                        "flowLogIdSet": ["item": "fl-1"],
                    ]
                ])
    }

    @Test func s3ShowsTheRequestAsItWasSent() throws {
        let call = try RecordedCall.rest(
            "PUT", "/?versioning", host: "b.s3.us-east-1.amazonaws.com",
            body: #"<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">"#
                + "<Status>Enabled</Status></VersioningConfiguration>", service: "s3")
        #expect(call.eventName == "PutBucketVersioning")
        #expect(
            try call.requestParameters.description
                == #"{"bucketName":"b","Host":"b.s3.us-east-1.amazonaws.com","versioning":"","#
                + #""VersioningConfiguration":{"xmlns":"http://s3.amazonaws.com/doc/2006-03-01/","Status":"Enabled"}}"#)
        #expect(try call.responseElements(WireResponse(status: 200, headers: [:])) == .null)
    }

    @Test func restXMLListsArePlainArrays() throws {
        let call = try RecordedCall.rest(
            "POST", "/2013-04-01/hostedzone/Z1/rrset/",
            body: """
                <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch>
                <Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a.</Name><Type>A</Type><TTL>300</TTL>
                <ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>
                </ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
                """, service: "route53")
        #expect(
            try call.requestParameters
                == [
                    "hostedZoneId": "Z1",
                    "changeBatch": [
                        "changes": [
                            [
                                "action": "CREATE",
                                "resourceRecordSet": [
                                    "name": "a.", "type": "A", "tTL": 300,
                                    "resourceRecords": [["value": "192.0.2.1"]],
                                ],
                            ]
                        ]
                    ],
                ])
    }

    @Test func restJSONShowsNeitherCodeNorEnvironment() throws {
        let call = try RecordedCall.rest(
            "POST", "/2015-03-31/functions", headers: ["Content-Type": "application/json"],
            body: #"{"FunctionName":"f","Code":{"ZipFile":"UEsDBA=="},"Runtime":"nodejs18.x","#
                + #""Environment":{"Variables":{"DB_PASSWORD":"x"}}}"#, service: "lambda")
        #expect(call.eventName == "CreateFunction20150331")
        #expect(
            try call.requestParameters
                == ["functionName": "f", "code": [:], "runtime": "nodejs18.x", "environment": [:]])
    }

    @Test func callsWithoutParametersShowNull() throws {
        let call = try RecordedCall.query("Action=GetCallerIdentity&Version=2011-06-15", service: "sts")
        #expect(try call.requestParameters == .null)
    }

    @Test func failuresShowNoAnswer() throws {
        let elements = try RecordedCall.elements(
            "sns", "CreateTopic", RecordedCall.value(#"{"TopicArn": "a"}"#), status: 400)
        #expect(elements == .null)
    }
}
