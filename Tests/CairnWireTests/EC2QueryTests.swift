import CairnModel
import Testing

@testable import CairnWire

struct EC2QueryTests {
    private func decoded(_ operation: String, _ form: String) throws -> JSON {
        try WireFixture.decoded(WireFixture.call("ec2", operation), body: form)
    }

    @Test func listsAreFlatAndNamesAreEC2s() throws {
        #expect(
            try decoded("TerminateInstances", "Action=TerminateInstances&Version=2016-11-15&InstanceId.1=i-1")
                == ["InstanceIds": ["i-1"]])
        #expect(
            try decoded(
                "CreateFlowLogs",
                "ResourceId.1=vpc-1&ResourceType=VPC&TagSpecification.1.Tag.1.Key=k"
                    + "&TagSpecification.1.Tag.1.Value=true")
                == [
                    "ResourceIds": ["vpc-1"], "ResourceType": "VPC",
                    "TagSpecifications": [["Tags": [["Key": "k", "Value": "true"]]]],
                ])
    }

    @Test func nestedStructuresAndNumbersAreRead() throws {
        let form =
            "ImageId=ami-1&MinCount=1&MaxCount=2&DryRun=false&BlockDeviceMapping.1.DeviceName=%2Fdev%2Fsda1"
            + "&BlockDeviceMapping.1.Ebs.VolumeSize=8&Placement.Tenancy=default&UserData=aGk%3D"
        #expect(
            try decoded("RunInstances", form) == [
                "ImageId": "ami-1", "MinCount": 1, "MaxCount": 2, "DryRun": false,
                "BlockDeviceMappings": [["DeviceName": "/dev/sda1", "Ebs": ["VolumeSize": 8]]],
                "Placement": ["Tenancy": "default"], "UserData": "aGk=",
            ])
    }

    @Test func writtenRequestsUseEC2sNames() throws {
        let call = try WireFixture.call("ec2", "DescribeInstances")
        let operation = try #require(call.operation)
        let value = WireValue.structure([
            .init(
                "Filters",
                .list([.structure([.init("Name", .string("vpc-id")), .init("Values", .list([.string("v")]))])])),
            .init("InstanceIds", .list([])),
        ])
        let request = try WireCodec.encodeRequest(
            value, operation: operation, service: call.service, wireProtocol: .ec2Query)
        #expect(
            WireFixture.text(request.body)
                == "Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=vpc-id&Filter.1.Value.1=v")
    }

    @Test func answersHaveNoWrapper() throws {
        let call = try WireFixture.call("ec2", "CreateVolume")
        let answer = WireFixture.response(
            """
            <CreateVolumeResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>
            <volumeId>vol-1</volumeId><size>80</size><createTime>2020-01-01T00:00:00.000Z</createTime>
            <tagSet><item><key>k</key><value>v</value></item></tagSet><attachmentSet/></CreateVolumeResponse>
            """)
        #expect(
            try WireFixture.decodedAnswer(call, answer) == [
                "VolumeId": "vol-1", "Size": 80, "CreateTime": ["$timestamp": 1_577_836_800],
                "Tags": [["Key": "k", "Value": "v"]], "Attachments": [],
            ])
        #expect(WireCodec.requestID(of: answer, call: call) == "r-1")
    }
}
