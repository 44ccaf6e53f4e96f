import CairnModel
import Testing

@testable import CairnWire

@Suite struct EC2RecordTests {
    @Test func theOlderOperationsAreThoseOfTheModel() throws {
        let service = try #require(ServiceCatalog.shared.model(id: "ec2"))
        #expect(EC2LegacyOperations.names.count == 160)
        for name in EC2LegacyOperations.names {
            #expect(service.operation(named: name) != nil, "\(name)")
        }
    }

    /// Every name of the table is a member of its operation's input.
    @Test func theTableNamesMembers() throws {
        for (name, names) in EC2LegacyKeys.topLevel {
            let (service, operation) = try RecordedCall.model("ec2", name)
            let shape = service.shape(try #require(operation.input))
            for entry in names { #expect(shape.member(named: entry.member) != nil, "\(name) \(entry.member)") }
            #expect(EC2LegacyOperations.names.contains(name))
        }
    }

    /// Queries and what their records show; read back, the record gives the same query's parameters.
    static let older: [(String, String)] = [
        ("Action=DescribeInstances", #"{"instancesSet": {}, "filterSet": {}}"#),
        (
            "Action=DescribeInstances&Filter.1.Name=tag&Filter.1.Value.1=a&Filter.1.Value.2=b&MaxResults=5",
            #"""
            {"filterSet": {"items": [{"name": "tag", "valueSet": {"items": [{"value": "a"}, {"value": "b"}]}}]},
            "maxResults": 5, "instancesSet": {}}
            """#
        ),
        (
            "Action=DescribeImages&Owner.1=self",
            #"{"ownersSet": {"items": [{"owner": "self"}]}, "imagesSet": {}, "executableBySet": {}, "filterSet": {}}"#
        ),
        ("Action=DescribeRegions&AllRegions=true", #"{"allRegions": true, "regionSet": {}}"#),
        ("Action=DescribeAccountAttributes", #"{"accountAttributeNameSet": {}, "filterSet": {}}"#),
        (
            "Action=DescribeVpcClassicLink&VpcId.1=vpc-1",
            #"{"vpcSet": {"item": [{"vpcId": "vpc-1"}]}, "filterSet": {}}"#
        ),
        (
            "Action=RunInstances&ImageId=ami-1&MinCount=1&MaxCount=2&KeyName=k&InstanceType=t3.micro"
                + "&SecurityGroupId.1=sg-1&Placement.Tenancy=default&Placement.AvailabilityZone=us-east-1a"
                + "&BlockDeviceMapping.1.DeviceName=%2Fdev%2Fsdb&BlockDeviceMapping.1.NoDevice=",
            #"""
            {"instancesSet": {"items": [{"imageId": "ami-1", "minCount": 1, "maxCount": 2, "keyName": "k"}]},
            "instanceType": "t3.micro", "groupSet": {"items": [{"groupId": "sg-1"}]}, "tenancy": "default",
            "availabilityZone": "us-east-1a", "blockDeviceMapping": {"items": [{"deviceName": "/dev/sdb",
            "noDevice": {}}]}, "monitoring": {"enabled": false}, "disableApiTermination": false,
            "disableApiStop": false, "ebsOptimized": false}
            """#
        ),
        (
            "Action=CreateTags&ResourceId.1=i-1&Tag.1.Key=k&Tag.1.Value=v",
            #"{"resourcesSet": {"items": [{"resourceId": "i-1"}]}, "tagSet": {"items": [{"key": "k", "value": "v"}]}}"#
        ),
        (
            "Action=CreateVolume&AvailabilityZone=us-east-1a&Size=8&TagSpecification.1.ResourceType=volume"
                + "&TagSpecification.1.Tag.1.Key=k&TagSpecification.1.Tag.1.Value=v",
            #"""
            {"zone": "us-east-1a", "size": "8", "tagSpecificationSet": {"items": [{"resourceType": "volume",
            "tags": [{"key": "k", "value": "v"}]}]}}
            """#
        ),
        (
            "Action=CreateSecurityGroup&GroupName=g&GroupDescription=d&VpcId=vpc-1",
            #"{"groupName": "g", "groupDescription": "d", "vpcId": "vpc-1"}"#
        ),
        (
            "Action=AuthorizeSecurityGroupIngress&GroupId=sg-1&IpPermissions.1.IpProtocol=tcp"
                + "&IpPermissions.1.FromPort=22&IpPermissions.1.ToPort=22"
                + "&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0%2F0",
            #"""
            {"groupId": "sg-1", "ipPermissions": {"items": [{"ipProtocol": "tcp", "fromPort": 22, "toPort": 22,
            "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]}, "groups": {}, "ipv6Ranges": {},
            "prefixListIds": {}}]}}
            """#
        ),
        (
            "Action=RevokeSecurityGroupIngress&GroupId=sg-1&IpProtocol=tcp&FromPort=22&ToPort=22&CidrIp=0.0.0.0%2F0",
            #"""
            {"groupId": "sg-1", "ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "cidrIp": "0.0.0.0/0",
            "ipPermissions": {}}
            """#
        ),
        (
            "Action=ModifySnapshotAttribute&SnapshotId=snap-1&Attribute=createVolumePermission"
                + "&CreateVolumePermission.Add.1.UserId=123456789012",
            #"""
            {"snapshotId": "snap-1", "attributeType": "CREATE_VOLUME_PERMISSION",
            "createVolumePermission": {"add": {"items": [{"userId": "123456789012"}]}}}
            """#
        ),
        (
            "Action=ModifyImageAttribute&ImageId=ami-1&Attribute=launchPermission&LaunchPermission.Add.1.Group=all",
            #"""
            {"imageId": "ami-1", "attributeType": "launchPermission",
            "launchPermission": {"add": {"items": [{"group": "all"}]}}}
            """#
        ),
        (
            "Action=CreateNetworkInterface&SubnetId=subnet-1&SecurityGroupId.1=sg-1",
            #"{"subnetId": "subnet-1", "groupSet": {"items": [{"groupId": "sg-1"}]}, "privateIpAddressesSet": {}}"#
        ),
        (
            "Action=CreateNetworkAclEntry&NetworkAclId=acl-1&RuleNumber=1&Protocol=6&RuleAction=allow&Egress=false"
                + "&CidrBlock=10.0.0.0%2F8&PortRange.From=1&PortRange.To=2",
            #"""
            {"networkAclId": "acl-1", "ruleNumber": 1, "aclProtocol": "6", "ruleAction": "allow",
            "egress": false, "cidrBlock": "10.0.0.0/8", "portRange": {"from": 1, "to": 2}, "icmpTypeCode": {}}
            """#
        ),
        ("Action=DeleteVolume&VolumeId=vol-1", #"{"volumeId": "vol-1", "reportVolumeFailure": false}"#),
        (
            "Action=StopInstances&InstanceId.1=i-1&Force=true",
            #"{"instancesSet": {"items": [{"instanceId": "i-1"}]}, "force": true}"#
        ),
        (
            "Action=CreateVpc&CidrBlock=10.0.0.0%2F16",
            #"{"cidrBlock": "10.0.0.0/16", "instanceTenancy": "default", "amazonProvidedIpv6CidrBlock": false}"#
        ),
    ]

    @Test(arguments: older)
    func olderCallsAreRecordedAndReadBack(form: String, expected: String) throws {
        let call = try RecordedCall.query(form + "&Version=2016-11-15", service: "ec2")
        let parameters = try call.requestParameters
        #expect(try Comparison().difference(JSON(parsing: expected), parameters) == nil)
        let operation = try #require(call.call.operation)
        let (value, leftovers) = ParameterReading().input(
            from: parameters, operation: operation, service: call.call.service)
        #expect(leftovers.isEmpty)
        let request = try WireCodec.encodeRequest(
            value, operation: operation, service: call.call.service, wireProtocol: .ec2Query)
        #expect(Self.sorted(request.body.bytes) == Self.sorted(Array((form + "&Version=2016-11-15").utf8)))
    }

    private static func sorted(_ form: [UInt8]) -> [String] {
        QueryParameters.parse(form).map { "\($0.name)=\($0.value)" }.sorted()
    }

    @Test(
        arguments: [
            (
                "Action=ModifyInstanceAttribute&InstanceId=i-1&UserData.Value=c2VjcmV0",
                ["instanceId": "i-1", "userData": "<sensitiveDataRemoved>"]
            ),
            ("Action=DescribeVpcAttribute&VpcId=vpc-1&Attribute=enableDnsSupport", ["vpcId": "vpc-1"]),
        ] as [(String, JSON)])
    func whatRecordsNeverShowIsGone(form: String, expected: JSON) throws {
        #expect(try RecordedCall.query(form + "&Version=2016-11-15", service: "ec2").requestParameters == expected)
    }

    static let newer: [(String, String, String)] = [
        ("DescribeEgressOnlyInternetGateways", "", #""""#),
        ("DescribeNatGateways", "MaxResults=1000", #"{"MaxResults": 1000}"#),
        ("DescribeNatGateways", "NatGatewayId.1=nat-1", #"{"NatGatewayId": {"tag": 1, "content": "nat-1"}}"#),
        (
            "DescribeVpcEndpoints", "Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1&Filter.1.Value.2=vpc-2",
            #"""
            {"Filter": {"tag": 1, "Name": "vpc-id", "Value": [{"tag": 1, "content": "vpc-1"}, {"tag": 2,
            "content": "vpc-2"}]}}
            """#
        ),
        (
            "CreateNatGateway",
            "SubnetId=subnet-1&TagSpecification.1.ResourceType=natgateway&TagSpecification.1.Tag.1.Key=a"
                + "&TagSpecification.1.Tag.1.Value=true"
                + "&TagSpecification.1.Tag.2.Key=b&TagSpecification.1.Tag.2.Value=600",
            #"""
            {"SubnetId": "subnet-1", "TagSpecification": {"tag": 1, "ResourceType": "natgateway",
            "Tag": [{"tag": 1, "Key": "a", "Value": true}, {"tag": 2, "Key": "b", "Value": 600}]}}
            """#
        ),
        (
            "DeleteTransitGatewayVpcAttachment", "TransitGatewayAttachmentId=t-1",
            #"{"TransitGatewayAttachmentId": "t-1"}"#
        ),
    ]

    @Test(arguments: newer)
    func newerCallsAreRecordedAndReadBack(operation: String, form: String, expected: String) throws {
        let query = "Action=\(operation)&Version=2016-11-15" + (form.isEmpty ? "" : "&" + form)
        let call = try RecordedCall.query(query, service: "ec2")
        let key = operation == "DeleteTransitGatewayVpcAttachment" ? "DelTGwVpcAttachReq" : operation + "Request"
        let parameters = try call.requestParameters
        #expect(try Comparison().difference(.object([key: JSON(parsing: expected)]), parameters) == nil)
        let model = try #require(call.call.operation)
        let (value, leftovers) = ParameterReading().input(
            from: parameters, operation: model, service: call.call.service)
        #expect(leftovers.isEmpty)
        let request = try WireCodec.encodeRequest(
            value, operation: model, service: call.call.service, wireProtocol: .ec2Query)
        #expect(Self.sorted(request.body.bytes) == Self.sorted(Array(query.utf8)))
    }

    @Test func newerCallsHideUserDataAtAnyDepth() throws {
        let call = try RecordedCall.query(
            "Action=CreateLaunchTemplate&Version=2016-11-15&LaunchTemplateName=t"
                + "&LaunchTemplateData.UserData=c2VjcmV0&LaunchTemplateData.ImageId=ami-1"
                + "&X-Amz-Signature=abc&AWSAccessKeyId=AKIA", service: "ec2")
        let text = try call.requestParameters.description
        #expect(!text.contains("c2VjcmV0") && !text.contains("abc") && !text.contains("AKIA"))
        #expect(text.contains("ami-1"))
    }

    @Test func answersOfOlderCallsShowWireNames() throws {
        let call = try RecordedCall.query(
            "Action=RunInstances&Version=2016-11-15&ImageId=ami-1&MinCount=1&MaxCount=1", service: "ec2")
        let response = RecordedCall.answer(
            """
            <RunInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>
            <reservationId>res-1</reservationId><groupSet/><instancesSet><item><instanceId>i-1</instanceId>
            <instanceState><code>0</code><name>pending</name></instanceState>
            <launchTime>2023-07-10T12:03:24.000Z</launchTime></item></instancesSet></RunInstancesResponse>
            """, type: "text/xml")
        #expect(
            try call.responseElements(response).description
                == #"{"requestId":"r-1","reservationId":"res-1","groupSet":{},"instancesSet":{"items":["#
                + #"{"instanceId":"i-1","instanceState":{"code":0,"name":"pending"},"launchTime":1688990604000}]}}"#)
    }

    @Test(arguments: [
        ("AttachInternetGateway&InternetGatewayId=igw-1&VpcId=vpc-1", "<return>true</return>"),
        ("DeleteVpc&VpcId=vpc-1", ""),
    ])
    func answersWithoutMembersReturnTrue(form: String, content: String) throws {
        let call = try RecordedCall.query("Action=\(form)&Version=2016-11-15", service: "ec2")
        let response = RecordedCall.answer(
            "<R xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r-1</requestId>\(content)</R>",
            type: "text/xml")
        #expect(try call.responseElements(response) == ["requestId": "r-1", "_return": true])
    }

    @Test func newKeysAreNotRecorded() throws {
        let call = try RecordedCall.query("Action=CreateKeyPair&Version=2016-11-15&KeyName=k", service: "ec2")
        let response = RecordedCall.answer(
            """
            <CreateKeyPairResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>
            <keyName>k</keyName><keyMaterial>-----BEGIN RSA PRIVATE KEY-----</keyMaterial></CreateKeyPairResponse>
            """, type: "text/xml")
        #expect(
            try call.responseElements(response)
                == ["requestId": "r-1", "keyName": "k", "keyMaterial": "<sensitiveDataRemoved>"])
    }
}
