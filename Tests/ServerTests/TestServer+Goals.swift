import GoalsCore
import HTTPKit
import SQL
import TestSupport
import Testing

@testable import GoalsServer

/// Short ways to what many tests of the API do.
extension TestServer {
    /// Changes a goal, and returns what it has become.
    func patch(_ goal: JSONValue, _ json: String) async throws -> JSONValue {
        let answer = try await client.patch(goal.path, json)
        guard answer.status == 200 else { throw UnexpectedAnswer(answer) }
        return try answer.json
    }

    /// The JSON that a path answers with.
    func read(_ path: String) async throws -> JSONValue {
        let answer = try await client.get(path)
        guard answer.status == 200 else { throw UnexpectedAnswer(answer) }
        return try answer.json
    }

    func progress(_ goal: JSONValue) async throws -> JSONValue { try await read(goal.path)["progress"] }

    /// All items of a list, page by page; no page may be empty but the only one.
    func items(_ path: String, limit: Int = 200) async throws -> [JSONValue] {
        var items: [JSONValue] = []
        var cursor = ""
        while true {
            let page = try await read("\(path)\(path.contains("?") ? "&" : "?")limit=\(limit)\(cursor)")
            let new = page["items"].array ?? []
            #expect(new.count <= limit && (!new.isEmpty || cursor.isEmpty))
            items += new
            guard let next = page["nextCursor"].string, items.count < 10_000 else { return items }
            cursor = "&cursor=\(next)"
        }
    }

    /// The titles of a list of goals.
    func titles(_ query: String = "", limit: Int = 200) async throws -> [String] {
        try await items("/api/v1/goals\(query.isEmpty ? "" : "?\(query)")", limit: limit).compactMap { $0["title"].string }
    }

    /// The goal's history, the latest first.
    func history(_ goal: JSONValue) async throws -> [JSONValue] { try await items(goal.path + "/activity") }

    /// How many rows all tables hold that people's changes fill.
    func rowCounts() async throws -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for table in ["goals", "check_ins", "comments", "pauses", "activities"] {
            let sql = SQLText(constants: "SELECT count(*) FROM \(table)")
            counts[table] = try await database.run(Statement(sql: sql, values: [], kind: .read))[0].int(0)
        }
        return counts
    }
}

/// An answer that a test cannot go on with.
struct UnexpectedAnswer: Error, CustomStringConvertible {
    let description: String

    init(_ answer: Client.Answer) { description = "\(answer.status): \(answer.text)" }
}

extension JSONValue {
    var id: String { self["id"].string ?? "?" }
    /// Of a goal.
    var path: String { "/api/v1/goals/\(id)" }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The JSON that a test writes down.
    init(_ text: String) throws { try self.init(parsing: Array(text.utf8)) }
}
