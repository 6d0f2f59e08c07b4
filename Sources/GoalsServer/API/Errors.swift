import GoalsCore
import HTTPKit
import HTTPTypes
import Logging
import SQL

/// The one place that says which error has which status.
struct Errors: Sendable {
    let logger: Logger

    @Sendable func response(_ error: any Error, _ request: Request) -> Response {
        let answer = httpError(error)
        if answer.status.code >= 500 {
            logger.error(
                "request failed",
                metadata: ["requestId": "\(request.id)", "status": "\(answer.status.code)", "reason": "\(reason(error))"])
        }
        return answer.response(requestID: request.id)
    }

    private func httpError(_ error: any Error) -> HTTPError {
        switch error {
        case let error as HTTPError: error
        case let error as StoreError: httpError(error)
        case let error as RateLimitExceeded:
            HTTPError(
                .tooManyRequests, "That was too often. Please try again in \(error.seconds) s.", fields: [.retryAfter: "\(error.seconds)"])
        case let error as SingleSignOnError: httpError(error)
        case is PasswordHasher.Failure:
            HTTPError(
                .serviceUnavailable, "Many people are signing in at the moment. Please try again in a few seconds.",
                fields: [.retryAfter: "5"])
        case DomainError.invalid(let fields):
            HTTPError(
                .unprocessableContent, "Some fields cannot be accepted.", errors: fields.map { .init($0.field, $0.message) })
        default: HTTPError(.internalServerError, "Something went wrong on the server.")
        }
    }

    private func httpError(_ error: SingleSignOnError) -> HTTPError {
        switch error {
        case .unavailable:
            HTTPError(
                .serviceUnavailable, "The single sign-on does not answer at the moment. Please try again.", fields: [.retryAfter: "5"])
        case .misconfigured: HTTPError(.badGateway, "The single sign-on does not work as it should. Its administrator must look at it.")
        case .unknownFlow: HTTPError(.badRequest, "This sign-in was not begun here, or too long ago. Please try again.")
        case .codeRefused, .token: .unauthorized("The single sign-on's word was not believed. Please sign in again.")
        }
    }

    private func httpError(_ error: StoreError) -> HTTPError {
        switch error {
        case .notFound: HTTPError(.notFound, "There is no such thing here, or it is not yours.")
        case .stale: .stale
        case .inTrash: HTTPError(.conflict, "The goal is in the trash. Restore it before you change it.")
        case .keyReused: HTTPError(.unprocessableContent, "This Idempotency-Key was used for another request.")
        case _ where error.isTakenEmail: HTTPError.invalid("email", "There is an account with this address already.")
        case .database(let error): httpError(error)
        }
    }

    private func httpError(_ error: DatabaseError) -> HTTPError {
        switch error {
        case .unavailable, .timeout:
            HTTPError(.serviceUnavailable, "The database does not answer at the moment. Please try again.", fields: [.retryAfter: "2"])
        case .outcomeUnknown:
            HTTPError(
                .serviceUnavailable,
                "The connection to the database broke while your change was being saved. Look whether it is there before you repeat it.",
                fields: [.retryAfter: "2"])
        case .uniqueViolation: HTTPError(.conflict, "It exists already.")
        case .constraintViolation, .failed: HTTPError(.internalServerError, "Something went wrong on the server.")
        }
    }

    /// What a log may say: our own errors hold no one's data, an unknown one might.
    private func reason(_ error: any Error) -> String {
        switch error {
        case let error as HTTPError: error.detail ?? error.status.reasonPhrase
        case StoreError.database(let error): error.description
        case let error as StoreError: "\(error)"
        case let error as SingleSignOnError: error.description
        default: "\(type(of: error))"
        }
    }
}
