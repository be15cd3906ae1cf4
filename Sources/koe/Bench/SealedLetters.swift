import Desk
import EventLog
import Foundation
import Participation

// Letters as a city receives them, each sealed under a key of its own, but many at a time.
extension OpenDesk {
    /// Records letters with what identifies and describes them sealed.
    func record(_ batch: [SampleLetters.Letter]) async throws {
        let keys = try await keyring.keys(
            creating: batch.map { StreamName(category: Item.streamCategory, id: $0.id) })
        let appends = try batch.compactMap { letter -> Append? in
            let stream = StreamName(category: Item.streamCategory, id: letter.id)
            guard let event = letter.event, let key = keys[stream] else { return nil }
            let coded = ItemEventCoding.encode(event)
            let sealed = try coded.personal.map {
                try Seal.seal($0, with: key, stream: stream, type: coded.type)
            }
            return Append([
                Append.Write(
                    stream, expecting: .none,
                    [NewEvent(type: coded.type, payload: coded.payload, sealed: sealed)])
            ])
        }
        for outcome in await log.append(all: appends) { _ = try outcome.get() }
    }
}
