import CairnSelectors

extension Trail {
    /// The checks keep the trail, whether or not the program does.
    func addChecks() {
        let resource = resource
        let selectors = SelectorCheck(stack)
        node.addValidation { self.missingSelectors() }
        if improvements.contains(.checksLimits) {
            let check = TrailCheck(trail: resource)
            node.addValidation {
                check.problems() + self.organizationProblems() + self.insightProblems()
                    + selectors.problems(of: resource.properties.eventSelectors)
            }
        }
        node.addValidation {
            for warning in selectors.warnings(of: resource.properties.advancedEventSelectors) {
                self.annotations.addWarning(id: "cairn:selectorLint", warning)
            }
            return selectors.problems(of: resource.properties.advancedEventSelectors, for: .trail)
        }
    }

    private func missingSelectors() -> [String] {
        let count = resource.properties.eventSelectors?.count ?? resource.properties.advancedEventSelectors?.count ?? 0
        guard managementEvents == ManagementEvents.none, count == 0 else { return [] }
        return ["At least one event selector must be added when management event recording is set to None"]
    }

    private func organizationProblems() -> [String] {
        guard resource.properties.isOrganizationTrail == true, physicalName == nil else { return [] }
        return ["trailName: an organization trail needs a name, because the bucket's policy names the trail"]
    }

    private func insightProblems() -> [String] {
        guard managementEvents == ManagementEvents.none || managementEvents == .readOnly else { return [] }
        let rates = resource.properties.insightSelectors?.filter { selector in
            selector.insightType == .apiCallRate && selector.eventCategories?.contains(.management) ?? true
        }
        guard rates?.isEmpty == false else { return [] }
        return ["insights: ApiCallRateInsight is about writing management events, which this trail does not keep"]
    }
}
