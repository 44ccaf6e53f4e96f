import CairnAPI
import CairnModel

extension Tag {
    var document: JSON {
        var object = JSONObject([("key", .string(key))])
        object["value"] = value.map(JSON.string)
        return .object(object)
    }

    init?(document: JSON) {
        guard let key = document["key"]?.stringValue else { return nil }
        self.init(key: key, value: document["value"]?.stringValue)
    }
}

extension InsightSelector {
    var document: JSON {
        var object = JSONObject()
        object["insightType"] = insightType.map { .string($0.rawValue) }
        object["eventCategories"] = eventCategories.map { .array($0.map { .string($0.rawValue) }) }
        return .object(object)
    }

    init?(document: JSON) {
        guard let type = document["insightType"]?.stringValue else { return nil }
        self.init(
            insightType: InsightType(rawValue: type),
            eventCategories: document["eventCategories"]?.arrayValue?.compactMap(\.stringValue)
                .map(SourceEventCategory.init(rawValue:))
        )
    }
}

extension AggregationConfiguration {
    var document: JSON {
        [
            "eventCategory": .string(eventCategory.rawValue),
            "templates": .array(templates.map { .string($0.rawValue) }),
        ]
    }

    init?(document: JSON) {
        guard let category = document["eventCategory"]?.stringValue,
            let templates = document["templates"]?.arrayValue?.compactMap(\.stringValue)
        else { return nil }
        self.init(
            templates: templates.map(Template.init(rawValue:)),
            eventCategory: EventCategoryAggregation(rawValue: category)
        )
    }
}
