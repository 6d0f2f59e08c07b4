import GoalsCore
import HTTPKit
import HTTPTypes

extension GoalQuery {
    /// `sort`, `state`, `q` and `cursor` of a list's query; unknown parameters are ignored, as URLs collect them.
    /// - Throws: 422 naming the parameter.
    init(_ query: QueryParameters) throws(HTTPError) {
        self.init()
        if var text = query["sort"] {
            if text.hasPrefix("-") {
                descending = true
                text.removeFirst()
            }
            guard let sort = Sort(rawValue: text), sort != .deleted else {
                throw .invalid("sort", "Must be position, title, due, created or updated, with - before it to reverse.")
            }
            self.sort = sort
        }
        if let text = query["state"], !text.isEmpty {
            for name in text.split(separator: ",") {
                guard let state = GoalState(rawValue: String(name)) else {
                    throw .invalid("state", "Must be one or more of \(GoalState.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
                states.append(state)
            }
        }
        if let text = query["q"], !text.isEmpty {
            guard text.count <= 200, !text.unicodeScalars.contains("\0") else { throw .invalid("q", "Must be at most 200 characters.") }
            self.text = text
        }
        if let text = query["cursor"] { after = try CursorCode.goal(text, sort: sort) }
    }
}
