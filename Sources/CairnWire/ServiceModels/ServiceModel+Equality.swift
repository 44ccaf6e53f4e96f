// Models are equal if they say the same, wherever they were read from.

extension OperationModel: Hashable {
    public static func == (left: OperationModel, right: OperationModel) -> Bool {
        left === right
            || (left.name == right.name && left.method == right.method && left.requestURI == right.requestURI
                && left.input == right.input && left.output == right.output
                && left.resultWrapper == right.resultWrapper && left.inputWrapper == right.inputWrapper
                && left.inputXMLNamespace == right.inputXMLNamespace && left.hostPrefix == right.hostPrefix
                && left.errors == right.errors && left.successStatus == right.successStatus
                && left.isUnsigned == right.isUnsigned && left.isReadOnly == right.isReadOnly)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ShapeModel: Hashable {
    public static func == (left: ShapeModel, right: ShapeModel) -> Bool {
        left === right
            || (left.name == right.name && left.kind == right.kind && left.traits == right.traits
                && left.timestampFormat == right.timestampFormat && left.members == right.members
                && left.payload == right.payload && left.errorCode == right.errorCode
                && left.errorStatus == right.errorStatus && left.xmlNamespace == right.xmlNamespace)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension MemberModel: Hashable {
    public static func == (left: MemberModel, right: MemberModel) -> Bool {
        left === right
            || (left.name == right.name && left.shape == right.shape && left.location == right.location
                && left.locationName == right.locationName && left.queryName == right.queryName
                && left.traits == right.traits && left.timestampFormat == right.timestampFormat
                && left.xmlNamespace == right.xmlNamespace)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
