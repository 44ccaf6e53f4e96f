/// What CloudFormation knows about the deployment itself.
enum PseudoParameter: String {
    case accountID = "AWS::AccountId"
    case partition = "AWS::Partition"
    case region = "AWS::Region"
}
