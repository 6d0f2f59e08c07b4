import HTTPKit
import HTTPTypes

/// How this process is, for load balancers and orchestrators.
struct HealthPages: Sendable {
    private let readiness: Readiness

    init(_ readiness: Readiness) { self.readiness = readiness }

    /// The process runs.
    @Sendable func live(_ request: Request) -> Response { Self.ok }

    private static let ok = json("ok", .ok)

    /// The process takes traffic and its database answers.
    @Sendable func ready(_ request: Request) async throws -> Response {
        switch readiness.state {
        case .starting: Self.json("starting", .serviceUnavailable)
        case .draining: Self.json("draining", .serviceUnavailable)
        case .ready: await readiness.databaseAnswers() ? Self.json("ok", .ok) : Self.json("database unavailable", .serviceUnavailable)
        }
    }

    /// The load balancer's check. A database that goes away after the start leaves 200, or its outage would have every task killed.
    @Sendable func page(_ request: Request) async throws -> Response {
        switch readiness.state {
        case .starting: return Self.page("starting", "not reached yet", .serviceUnavailable)
        case .draining: return Self.page("draining", "not asked", .serviceUnavailable)
        case .ready: return Self.page("healthy", await readiness.databaseAnswers() ? "answers" : "does not answer", .ok)
        }
    }

    private static func json(_ text: String, _ status: HTTPResponse.Status) -> Response {
        var json = JSONWriter(reserving: 48)
        json.object { $0.field("status", text) }
        return .json(json.bytes, status: status)
    }

    private static func page(_ process: String, _ database: String, _ status: HTTPResponse.Status) -> Response {
        var response = Response.html(
            """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Goals: \(process)</title>
            <h1>Goals: \(process)</h1>
            <p>Database: \(database).</p></html>

            """, status: status)
        response.fields[.cacheControl] = "no-store"
        return response
    }
}
