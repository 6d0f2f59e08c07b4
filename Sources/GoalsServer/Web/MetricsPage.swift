import HTTPKit
import HTTPTypes

/// What the server has done so far, for Prometheus (text format 0.0.4). Counts alone: nothing of anyone's.
struct MetricsPage: Sendable {
    private let http: ServerMetrics
    private let token: String?

    /// - Parameter token: what scrapers must send as `Authorization: Bearer`; nil when anyone may ask.
    init(_ http: ServerMetrics, token: String?) {
        self.http = http
        self.token = token
    }

    /// - Throws: 401 without the token.
    @Sendable func show(_ request: Request) throws -> Response {
        if let token, !ConstantTime.areEqual(request.head[.authorization] ?? "", "Bearer \(token)") {
            throw HTTPError(.unauthorized, "Metrics need their token.", fields: [.wwwAuthenticate: "Bearer"])
        }
        var text = ""
        Self.write("goals_http_requests_total", "counter", "Requests whose head was read.", [("", http.requests)], &text)
        Self.write("goals_http_connections", "gauge", "Open connections.", [("", http.openConnections)], &text)
        Self.write("goals_http_connections_total", "counter", "Connections taken.", [("", http.acceptedConnections)], &text)
        Self.write(
            "goals_http_cuts_total", "counter", "Requests refused and connections ended by the server, by the limit or deadline.",
            Cut.allCases.map { ("{reason=\"\($0.rawValue)\"}", http.cuts($0)) }, &text)
        var response = Response(.ok, contentType: "text/plain; version=0.0.4; charset=utf-8", body: .bytes(Array(text.utf8)))
        response.fields[.cacheControl] = "no-store"
        return response
    }

    private static func write(
        _ name: String, _ type: String, _ help: String, _ values: [(labels: String, value: Int)], _ text: inout String
    ) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for (labels, value) in values { text += "\(name)\(labels) \(value)\n" }
    }
}
