import GoalsCore
import HTTPKit
import HTTPTypes

extension GoalQuery {
    /// The order and the filters of a list's query, of the parameters that are given; unknown ones are ignored, as URLs collect them.
    /// - Throws: 422 naming the parameter.
    init(_ query: QueryParameters) throws(HTTPError) {
        self.init()
        if var text = query["sort"] {
            if text.hasPrefix("-") {
                descending = true
                text.removeFirst()
            }
            guard let sort = Sort(rawValue: text), sort != .deleted else {
                throw .invalid("sort", "Must be position, title, due, created, updated or attention, with - before it to reverse.")
            }
            self.sort = sort
        }
        states = try query.choices("state")
        statuses = try query.choices("status")
        if let text = query["tag"] {
            // By scalars, as a tag may begin with what Swift would join to the comma.
            tags = text.unicodeScalars.split(separator: ",").map { String($0) }
            guard tags.count <= 3, tags.allSatisfy({ TextLimit.tag.allows($0) && !$0.unicodeScalars.contains("\0") }) else {
                throw .invalid("tag", "Must be one to three tags, separated by commas.")
            }
        }
        space = try query.value("space", as: Space.ID.self)
        switch query["parent"] {
        case nil: break
        case "none": level = .top
        case let text?:
            guard let id = Goal.ID(text) else { throw .invalid("parent", "Must be the id of a goal, or none.") }
            level = .below(id)
        }
        switch query["archived"] {
        case nil, "false": break
        case "true": isArchived = true
        case "any": isArchived = nil
        default: throw .invalid("archived", "Must be false, true or any.")
        }
        dueAfter = try query.day("dueAfter")
        dueBefore = try query.day("dueBefore")
        if let text = query["q"] {
            if let excess = TextLimit.query.excess(of: text) { throw .invalid("q", "Must \(excess).") }
            self.text = SearchWords(text)
        }
        if let text = query["cursor"] { after = try CursorCode.goal(text, sort: sort) }
    }
}

extension QueryParameters {
    /// Choices separated by commas; empty without the parameter.
    fileprivate func choices<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws(HTTPError) -> [Choice] {
        guard let text = self[name] else { return [] }
        var choices: [Choice] = []
        for part in text.split(separator: ",") {
            guard let choice = Choice(rawValue: String(part)) else {
                throw .invalid(name, "Must be one or more of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            choices.append(choice)
        }
        return choices
    }

    fileprivate func day(_ name: String) throws(HTTPError) -> Day? {
        guard let text = self[name] else { return nil }
        guard let day = Day(text) else { throw .invalid(name, "Must be a day, written as YYYY-MM-DD.") }
        return day
    }
}
