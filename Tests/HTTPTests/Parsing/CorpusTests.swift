import Testing

@testable import HTTPKit

/// Inputs that the fuzzers have found worth keeping: each takes a path of its own through the parsers, or was once decided wrongly.
@Suite struct CorpusTests {
    static let directory = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined() + "/Fuzz/Corpus"

    @Test(arguments: Property.allCases) func whatTheFuzzersHaveFoundHolds(_ property: Property) throws {
        let directory = "\(Self.directory)/\(property)"
        let names = try FileSystem.files(below: directory).files.map(\.path)
        var accepted = 0
        for name in names {
            let input = try FileSystem.read("\(directory)/\(name)")
            do throws(Violation) {
                if try property.check(input) { accepted += 1 }
            } catch {
                Issue.record("\(property)/\(name): \(error)")
            }
        }
        #expect(accepted > 0 && accepted < names.count, "\(accepted) of \(names.count) accepted")
    }
}
