import CairnAPI
import CairnModel
import CairnSelectors
import CairnTrails

extension CairnTrails.Trail {
    /// A trail with a few settings and defaults for the others.
    static func fixture(
        _ name: String = "audit", region: String = "eu-west-1", account: String = "222233334444",
        multiRegion: Bool = false, organization: Bool = false
    ) -> Self {
        Self(
            name: name, homeRegion: region, account: account, s3BucketName: "box", isMultiRegion: multiRegion,
            isOrganizationTrail: organization, createdTime: 1_772_359_502
        )
    }

    /// A trail with a value for every setting.
    static var whole: Self {
        Self(
            name: "audit", homeRegion: "eu-west-1", account: "222233334444", partition: "aws", s3BucketName: "box",
            s3KeyPrefix: "logs", snsTopicName: "news", snsTopicARN: "arn:aws:sns:eu-west-1:222233334444:news",
            includeGlobalServiceEvents: true, isMultiRegion: true, isOrganizationTrail: true,
            logFileValidationEnabled: true,
            cloudWatchLogsLogGroupARN: "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*",
            cloudWatchLogsRoleARN: "arn:aws:iam::222233334444:role/logs",
            kmsKeyID: "arn:aws:kms:eu-west-1:222233334444:key/12345678-1234-1234-1234-123456789012",
            eventSelectors: .advanced([
                AdvancedEventSelector(
                    name: "all", fieldSelectors: [AdvancedFieldSelector(field: "eventCategory", equals: ["Management"])]
                )
            ]),
            insightSelectors: [
                InsightSelector(insightType: .apiCallRateInsight),
                InsightSelector(insightType: .apiErrorRateInsight, eventCategories: [.management, .data]),
            ],
            aggregations: [AggregationConfiguration(templates: [.apiActivity, .userActions], eventCategory: .data)],
            tags: [Tag(key: "team", value: "blue"), Tag(key: "bare")], isLogging: true,
            startLoggingTime: 1_772_359_600.25, stopLoggingTime: 1_772_359_550, createdTime: 1_772_359_502.417
        )
    }
}
