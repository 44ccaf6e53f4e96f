import CairnAPI
import CairnModel
import CairnSelectors

/// CloudTrail's rules of evaluation, written down plainly over decoded JSON: slow, and unlike the real evaluator.
struct ReferenceEvaluator {
    let record: JSON

    func selects(_ selectors: EventSelectors) -> Bool {
        switch selectors {
        case .basic(let list): list.contains(where: selects)
        case .advanced(let list): list.contains { $0.fieldSelectors.allSatisfy(holds) }
        }
    }

    private var category: String { record["eventCategory"]?.stringValue ?? "?" }

    private var resources: [JSON] { record["resources"]?.arrayValue ?? [] }

    private func values(_ field: String) -> [String] {
        switch field {
        case "resources.type": return resources.compactMap { $0["type"]?.stringValue }
        case "resources.ARN":
            return resources.compactMap { $0["ARN"]?.stringValue ?? $0["ARNPrefix"]?.stringValue }
        default:
            let value = field.split(separator: ".").reduce(Optional(record)) { $0?[String($1)] }
            if let flag = value?.boolValue { return [flag ? "true" : "false"] }
            return [value?.stringValue].compactMap { $0 }
        }
    }

    private func holds(_ selector: AdvancedFieldSelector) -> Bool {
        let values = values(selector.field)
        let whole: (String, String) -> Bool = { Array($0.utf8) == Array($1.utf8) }
        let beginning: (String, String) -> Bool = { Array($0.utf8.prefix($1.utf8.count)) == Array($1.utf8) }
        let end: (String, String) -> Bool = { Array($0.utf8.suffix($1.utf8.count)) == Array($1.utf8) }
        let selecting = [(selector.equals, whole), (selector.startsWith, beginning), (selector.endsWith, end)]
        let excluding = [
            (selector.notEquals, whole), (selector.notStartsWith, beginning), (selector.notEndsWith, end),
        ]
        let anySelects = selecting.contains { $0.0 != nil }
        let isSelected = values.contains { value in
            selecting.contains { list, matches in (list ?? []).contains { matches(value, $0) } }
        }
        let isExcluded = values.contains { value in
            excluding.contains { list, matches in (list ?? []).contains { matches(value, $0) } }
        }
        return (!anySelects || isSelected) && !isExcluded
    }

    private func selects(_ selector: EventSelector) -> Bool {
        let isRead = record["readOnly"]?.boolValue == true
        switch selector.readWriteType?.rawValue {
        case "ReadOnly" where !isRead, "WriteOnly" where isRead: return false
        default: break
        }
        if category == "Management" {
            let source = record["eventSource"]?.stringValue ?? ""
            return selector.includeManagementEvents != false
                && selector.excludeManagementEventSources?.contains(source) != true
        }
        guard category == "Data" else { return false }
        return (selector.dataResources ?? []).contains { wanted in
            resources.contains { resource in
                resource["type"]?.stringValue == wanted.type
                    && (wanted.values ?? []).contains {
                        matches(resource["ARN"]?.stringValue ?? "", $0, wanted.type ?? "")
                    }
            }
        }
    }

    private func matches(_ arn: String, _ value: String, _ type: String) -> Bool {
        if ["arn:aws:s3", "arn:aws:s3:::", "arn:aws:lambda", "arn:aws:dynamodb"].contains(value) { return true }
        return type == "AWS::S3::Object" ? arn.hasPrefix(value) : arn == value
    }
}
