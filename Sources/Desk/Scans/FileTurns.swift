/// So many files are in memory for a picture at a time; who comes later waits, in the order they came
/// (閲覧の順番待ち).
actor FileTurns {
    /// Files at a time: a city's letters are a megabyte or two, the largest 20.
    private static let most = 4

    private var free = most
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Does this when it is its turn.
    nonisolated func taking<R: Sendable>(
        _ body: () async throws -> R
    ) async throws -> R {
        await take()
        do {
            let result = try await body()
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
