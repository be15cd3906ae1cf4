public import FoundationEssentials

/// The drawing of lots for the places of a gathering (抽選).
///
/// Anybody can draw again and get the same: the result follows from the seed, which is printed, and
/// from the set of registrations. Those who come for the first time go before the others (富士市
/// 公共施設見学, PRODUCT §1.3); among each, the smaller ``number(of:seed:)`` goes first. That number
/// follows from seed and id alone, so neither the order of arrival nor who else signed up moves it.
/// The seed must be chosen after the last registration: who knew it could look for a good id.
public enum Lottery {
    /// Ids in the order in which they were drawn (抽選順).
    public static func order(
        firstTimers: some Sequence<UUID>, others: some Sequence<UUID>, seed: UInt64
    ) -> [UUID] {
        drawn(firstTimers, seed) + drawn(others, seed)
    }

    /// The number a registration draws (抽選番号).
    ///
    /// With the id as two 64-bit numbers in network order: `s(s(seed ⊕ first) ⊕ second)`, where
    /// `s` is one step of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
    /// Generators, 2014).
    public static func number(of id: UUID, seed: UInt64) -> UInt64 {
        let (first, second) = id.halves
        return splitMix(splitMix(seed ^ first) ^ second)
    }

    private static func drawn(_ ids: some Sequence<UUID>, _ seed: UInt64) -> [UUID] {
        ids.map { id in
            let (first, second) = id.halves
            return (key: (number(of: id, seed: seed), first, second), id: id)
        }
        .sorted { $0.key < $1.key }
        .map(\.id)
    }

    static func splitMix(_ state: UInt64) -> UInt64 {
        var z = state &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension UUID {
    /// The sixteen bytes as two numbers in network order.
    fileprivate var halves: (UInt64, UInt64) {
        withUnsafeBytes(of: uuid) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }
}
