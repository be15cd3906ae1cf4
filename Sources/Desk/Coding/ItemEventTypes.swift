extension ItemEventCoding {
    /// The types of everything that can happen to an item, as others may ask for them (案件の出来事の種類).
    public static let types: Set<String> = Set(
        [
            ItemReceivedCoding.type, ItemCorrectedCoding.type, ItemTranscribedCoding.type,
            ItemCategorisedCoding.type, ItemRoutedCoding.type, ItemLinkCoding.linked,
            ItemLinkCoding.unlinked, ItemEndingCoding.passedOn, ItemEndingCoding.withdrawn,
            ItemEndingCoding.returned, ItemEndingCoding.annulled,
            ItemEndingCoding.reinstated, ItemCareCoding.consentChanged,
            ItemCareCoding.handlingSet, ItemReorganisedCoding.type, ItemScanCoding.attached,
            ItemScanCoding.detached,
        ] + ResponseEventCoding.EventType.allCases.map(\.rawValue)
            + RetentionEventCoding.EventType.allCases.map(\.rawValue))
}
