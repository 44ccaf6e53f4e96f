/// EC2's operations whose records keep the older form: those of API version 2014-10-01.
///
/// All other operations are recorded in the wrapper form, ``EC2WrapperRendering``.
enum EC2LegacyOperations {
    static let names = Set(list.split { $0 == " " || $0 == "\n" }.map(String.init))

    private static let list = """
        AcceptVpcPeeringConnection AllocateAddress AssignPrivateIpAddresses AssociateAddress AssociateDhcpOptions
        AssociateRouteTable AttachClassicLinkVpc AttachInternetGateway AttachNetworkInterface AttachVolume
        AttachVpnGateway AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress BundleInstance CancelBundleTask
        CancelConversionTask CancelExportTask CancelReservedInstancesListing CancelSpotInstanceRequests
        ConfirmProductInstance CopyImage CopySnapshot CreateCustomerGateway CreateDhcpOptions CreateImage
        CreateInstanceExportTask CreateInternetGateway CreateKeyPair CreateNetworkAcl CreateNetworkAclEntry
        CreateNetworkInterface CreatePlacementGroup CreateReservedInstancesListing CreateRoute CreateRouteTable
        CreateSecurityGroup CreateSnapshot CreateSpotDatafeedSubscription CreateSubnet CreateTags CreateVolume
        CreateVpc CreateVpcPeeringConnection CreateVpnConnection CreateVpnConnectionRoute CreateVpnGateway
        DeleteCustomerGateway DeleteDhcpOptions DeleteInternetGateway DeleteKeyPair DeleteNetworkAcl
        DeleteNetworkAclEntry DeleteNetworkInterface DeletePlacementGroup DeleteRoute DeleteRouteTable
        DeleteSecurityGroup DeleteSnapshot DeleteSpotDatafeedSubscription DeleteSubnet DeleteTags DeleteVolume
        DeleteVpc DeleteVpcPeeringConnection DeleteVpnConnection DeleteVpnConnectionRoute DeleteVpnGateway
        DeregisterImage DescribeAccountAttributes DescribeAddresses DescribeAvailabilityZones DescribeBundleTasks
        DescribeClassicLinkInstances DescribeConversionTasks DescribeCustomerGateways DescribeDhcpOptions
        DescribeExportTasks DescribeImageAttribute DescribeImages DescribeInstanceAttribute DescribeInstanceStatus
        DescribeInstances DescribeInternetGateways DescribeKeyPairs DescribeNetworkAcls
        DescribeNetworkInterfaceAttribute DescribeNetworkInterfaces DescribePlacementGroups DescribeRegions
        DescribeReservedInstances DescribeReservedInstancesListings DescribeReservedInstancesModifications
        DescribeReservedInstancesOfferings DescribeRouteTables DescribeSecurityGroups DescribeSnapshotAttribute
        DescribeSnapshots DescribeSpotDatafeedSubscription DescribeSpotInstanceRequests DescribeSpotPriceHistory
        DescribeSubnets DescribeTags DescribeVolumeAttribute DescribeVolumeStatus DescribeVolumes DescribeVpcAttribute
        DescribeVpcClassicLink DescribeVpcPeeringConnections DescribeVpcs DescribeVpnConnections DescribeVpnGateways
        DetachClassicLinkVpc DetachInternetGateway DetachNetworkInterface DetachVolume DetachVpnGateway
        DisableVgwRoutePropagation DisableVpcClassicLink DisassociateAddress DisassociateRouteTable
        EnableVgwRoutePropagation EnableVolumeIO EnableVpcClassicLink GetConsoleOutput GetPasswordData ImportInstance
        ImportKeyPair ImportVolume ModifyImageAttribute ModifyInstanceAttribute ModifyNetworkInterfaceAttribute
        ModifyReservedInstances ModifySnapshotAttribute ModifySubnetAttribute ModifyVolumeAttribute ModifyVpcAttribute
        MonitorInstances PurchaseReservedInstancesOffering RebootInstances RegisterImage RejectVpcPeeringConnection
        ReleaseAddress ReplaceNetworkAclAssociation ReplaceNetworkAclEntry ReplaceRoute ReplaceRouteTableAssociation
        ReportInstanceStatus RequestSpotInstances ResetImageAttribute ResetInstanceAttribute
        ResetNetworkInterfaceAttribute ResetSnapshotAttribute RevokeSecurityGroupEgress RevokeSecurityGroupIngress
        RunInstances StartInstances StopInstances TerminateInstances UnassignPrivateIpAddresses UnmonitorInstances
        """
}
