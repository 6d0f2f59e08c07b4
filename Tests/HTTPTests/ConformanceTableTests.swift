import Testing

@testable import HTTPKit

/// Holds docs/http-conformance.md against what is there.
@Suite struct ConformanceTableTests {
    static let repository = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

    /// A line of one of the tables.
    struct Row {
        let text: String
        let files: [String]
        let tests: [String]
        let note: String

        init(_ line: Substring) throws {
            let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map { cell in
                String(decoding: cell.utf8.trimmingWhitespace(), as: UTF8.self)
            }
            try #require(cells.count == 5, "no row: \(line)")
            text = String(line)
            files = Self.list(cells[2])
            tests = Self.list(cells[3])
            note = cells[4]
        }

        /// The elements of a cell; tables in parentheses stay with their test, and a dash stands for none.
        private static func list(_ cell: String) -> [String] {
            var elements: [String] = []
            var depth = 0
            for part in cell.split(separator: ", ") where part != "–" {
                if depth > 0 { elements[elements.count - 1] += ", \(part)" } else { elements.append(String(part)) }
                depth += part.count { $0 == "(" } - part.count { $0 == ")" }
            }
            return elements
        }
    }

    static func rows() throws -> [Row] {
        let page = String(decoding: try FileSystem.read("\(repository)/docs/http-conformance.md"), as: UTF8.self)
        return try page.split(separator: "\n").filter { $0.hasPrefix("|") && !$0.hasPrefix("| §") && !$0.hasPrefix("| -") }.map(Row.init)
    }

    /// "Suite/function" of every test, and "Suite/function (table)" with each table of its suite.
    static func tests() throws -> Set<String> {
        var names = Set<String>()
        for file in try FileSystem.files(below: "\(repository)/Tests").files where file.path.hasSuffix("Tests.swift") {
            let source = String(decoding: try FileSystem.read("\(repository)/Tests/\(file.path)"), as: UTF8.self)
            var suite = ""
            var tables: [String: [String]] = [:]
            var functions: [String: [String]] = [:]
            var isTest = false
            for line in source.split(separator: "\n") {
                if let name = identifier(after: "struct ", in: line), name.hasSuffix("Tests") { suite = name }
                if let name = identifier(after: "static let ", in: line) { tables[suite, default: []].append(name) }
                if line.contains("@Test") { isTest = true }
                guard isTest, let name = identifier(after: "func ", in: line) else { continue }
                isTest = false
                functions[suite, default: []].append(name)
            }
            for (suite, functions) in functions {
                for function in functions {
                    names.insert("\(suite)/\(function)")
                    for table in tables[suite] ?? [] { names.insert("\(suite)/\(function) (\(table))") }
                }
            }
        }
        return names
    }

    private static func identifier(after keyword: String, in line: Substring) -> String? {
        guard let found = line.firstRange(of: keyword) else { return nil }
        return String(line[found.upperBound...].prefix { $0.isLetter || $0.isNumber })
    }

    /// "Suite/function (a, b)" as "Suite/function (a)" and "Suite/function (b)".
    static func references(_ test: String) -> [String] {
        guard let open = test.firstIndex(of: "("), test.last == ")" else { return [test] }
        return test[test.index(after: open)...].dropLast().split(separator: ", ").map { "\(test[..<open])(\($0))" }
    }

    @Test func everyRowHasATestOrANote() throws {
        let rows = try Self.rows()
        #expect(rows.count > 150)
        for row in rows { #expect(!row.tests.isEmpty || !row.note.isEmpty, "\(row.text)") }
    }

    @Test func everyTestThatIsNamedIsThere() throws {
        let tests = try Self.tests()
        #expect(tests.contains("ConformanceTableTests/everyTestThatIsNamedIsThere"))
        for row in try Self.rows() {
            for test in row.tests.flatMap(Self.references) where !tests.contains(test) { Issue.record("\(test) is not there: \(row.text)") }
        }
    }

    @Test func everyFileThatIsNamedIsThere() throws {
        let files = try FileSystem.files(below: "\(Self.repository)/Sources/HTTPKit").files.map(\.path)
        for row in try Self.rows() {
            for file in row.files where file != "*service*" {
                let isThere = files.contains { $0 == file || (file.hasSuffix("/") && $0.hasPrefix(file)) }
                #expect(isThere, "\(file) in \(row.text)")
            }
        }
    }

    @Test(arguments: [
        ("| 1 | MUST | A.swift, B.swift | ATests/a (b, c), BTests/d | |", ["A.swift", "B.swift"], ["ATests/a (b, c)", "BTests/d"], ""),
        ("| 1 | MUST | *service* | – | why |", ["*service*"], [], "why"), ("| 1 | MUST | – | – | |", [], [], ""),
    ])
    func aRowIsTakenApart(_ line: String, _ files: [String], _ tests: [String], _ note: String) throws {
        let row = try Row(line[...])
        #expect(row.files == files && row.tests == tests && row.note == note)
        #expect(Self.references("ATests/a (b, c)") == ["ATests/a (b)", "ATests/a (c)"] && Self.references("BTests/d") == ["BTests/d"])
    }
}
