public import Participation
import Yams

/// A plan and its indicators as a YAML file (計画ファイル).
///
/// The grammar is described, with an example for every form, in `db/plans/README.md`. Reading
/// changes nothing: `koe plan check` uses it as it is, `koe plan import` records what it gives.
public enum PlanFile {
    /// The largest file that is read, in bytes (ファイルの上限).
    public static let largest = 2_000_000

    /// Reads a plan and its indicators, in the order of the file (計画ファイルの読取り).
    ///
    /// - Throws: ``PlanFileRejected`` with the first thing that is wrong in each indicator, or
    ///   everything the rules of definitions say against it.
    public static func parse(
        _ text: String
    ) throws(PlanFileRejected) -> (plan: PlanHeader, indicators: [Indicator]) {
        let file: (plan: PlanHeader, list: [PlanValue])
        do throws(PlanFileProblem) {
            file = try outline(try root(text))
        } catch {
            throw PlanFileRejected(problems: [error])
        }
        var indicators: [Indicator] = []
        var problems: [PlanFileProblem] = []
        var codes: Set<String> = []
        for (index, value) in file.list.enumerated() {
            do throws(PlanFileProblem) {
                let (indicator, place) = try PlanIndicator.read(
                    value, number: index + 1, of: file.plan.code)
                problems += DefineIndicator(indicator).refusals.map(place.problem)
                if !codes.insert(indicator.code).inserted {
                    problems.append(place.inner("code", line: nil).problem(.codeTwice))
                }
                indicators.append(indicator)
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw PlanFileRejected(problems: problems) }
        return (file.plan, indicators)
    }

    /// The document of a YAML file, its lines kept for messages.
    static func root(_ text: String) throws(PlanFileProblem) -> Node {
        func problem(_ reason: PlanFileProblem.Reason, line: Int?) -> PlanFileProblem {
            PlanFileProblem(line: line, indicator: nil, key: nil, reason: reason)
        }
        guard text.utf8.count <= largest else {
            throw problem(.tooLarge(bytes: text.utf8.count), line: nil)
        }
        // Editors on Windows put a mark before the first line.
        let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        do {
            guard let node = try compose(yaml: text) else {
                throw problem(.expected(.mapping), line: 1)
            }
            return node
        } catch let error as PlanFileProblem {
            throw error
        } catch YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
            YamlError.composer(_, _, let mark, _)
        {
            throw problem(.notYAML, line: mark.line)
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            throw PlanFileProblem(
                line: context.mark.line, indicator: nil, key: keys.sorted().joined(separator: ", "),
                reason: .keyTwice)
        } catch {
            throw problem(.notYAML, line: nil)
        }
    }

    private static func outline(
        _ root: Node
    ) throws(PlanFileProblem) -> (plan: PlanHeader, list: [PlanValue]) {
        var members = try PlanMembers(root, at: PlanMembers.Place())
        let plan = try members.required("plan", header)
        let list = try members.required("indicators") { value throws(PlanFileProblem) in
            let list = try PlanValue.list(value)
            if list.isEmpty { throw value.place.problem(.required) }
            if list.count > IndicatorLimits.indicators {
                throw value.place.problem(
                    .refused(.tooMany(.plan, limit: IndicatorLimits.indicators)))
            }
            return list
        }
        try members.finish()
        return (plan, list)
    }

    private static func header(_ value: PlanValue) throws(PlanFileProblem) -> PlanHeader {
        var members = try value.members()
        let header = PlanHeader(
            code: try members.required("code", PlanValue.text),
            name: try members.required("name", PlanValue.text),
            city: try members.required("city", PlanValue.text),
            description: try members.optional("description", PlanValue.text),
            source: try members.optional("source", PlanValue.text))
        try members.finish()
        if let refusal = header.refusals.first { throw value.place.problem(refusal) }
        return header
    }
}

extension PlanMembers.Place {
    /// What the rules of definitions say against the field they name.
    func problem(_ refusal: IndicatorRefusal) -> PlanFileProblem {
        let place = refusal.field.map { inner($0.rawValue, line: nil) } ?? self
        return place.problem(.refused(refusal))
    }
}
