import EventLoop
import HTTPKit
import HTTPTypes
import Logging

/// A line for each request, at level debug. Queries and bodies are people's own and stay out.
struct RequestLog: Middleware {
    let logger: Logger

    func respond(to request: Request, next: Handler) async throws -> Response {
        let start = ContinuousClock.now
        do {
            let response = try await next(request)
            log(request, "\(response.status.code)", start)
            return response
        } catch {
            log(request, "\((error as? HTTPError)?.status.code ?? 500)", start)
            throw error
        }
    }

    private func log(_ request: Request, _ status: String, _ start: ContinuousClock.Instant) {
        logger.debug(
            "request",
            metadata: [
                "method": "\(request.method)", "path": "\(request.path)", "status": "\(status)", "requestId": "\(request.id)",
                "peer": "\(request.remoteAddress.host)", "took": "\(start.duration(to: .now))",
            ])
    }
}
