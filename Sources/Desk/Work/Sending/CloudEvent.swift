public import EventLog

/// What happened, as other programs read it: CloudEvents 1.0, structured JSON (CloudEvents形式).
///
/// The same bytes as `koe log export --format cloudevents` writes: type `jp.koe.ItemRouted.v1`, id of
/// the event, the open part only. What is sealed never leaves the house.
public enum CloudEvent {
    /// The media type of such a message (メディアタイプ).
    public static let contentType = "application/cloudevents+json; charset=UTF-8"

    /// The bytes of an event (CloudEvents形式の作成).
    /// - Parameter source: a URI that names the city's log.
    public static func bytes(of event: RecordedEvent, source: String) -> [UInt8] {
        var bytes: [UInt8] = []
        EventWriter(source: source).cloudEvent(event, into: &bytes)
        return bytes
    }
}
