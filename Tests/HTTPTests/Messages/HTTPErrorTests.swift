import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct HTTPErrorTests {
    static func body(_ response: Response) -> String {
        guard case .bytes(let bytes) = response.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func anErrorIsToldAsProblemDetails() {
        let error = HTTPError(
            .unprocessableContent, "Look \"here\".", errors: [.init("title", "is empty"), .init("due", "is no day")],
            fields: [.allow: "GET"])
        let response = error.response(requestID: "7")
        #expect(response.status == .unprocessableContent)
        #expect(response.contentType == "application/problem+json")
        #expect(response.fields[.allow] == "GET")
        #expect(
            Self.body(response) == #"{"type":"about:blank","title":"\#(response.status.reasonPhrase)","status":422,"#
                + #""detail":"Look \"here\".","requestId":"7","errors":[{"field":"title","message":"is empty"},{"field":"due","message":"is no day"}]}"#
        )
        #expect(Self.body(HTTPError(.notFound).response()) == #"{"type":"about:blank","title":"Not Found","status":404}"#)
    }

    @Test func whatIsNotAnHTTPErrorIsToldWithoutItsText() throws {
        struct Secret: Error { let password = "hunter2" }
        let response = defaultErrorResponse(Secret(), try .test("GET /"))
        #expect(response.status == .internalServerError)
        #expect(!Self.body(response).contains("hunter2") && !Self.body(response).contains("Secret"))
        #expect(Self.body(response).contains(#""requestId":"0000000000000001""#))
    }

    @Test(arguments: [
        (ParseError.malformedRequestLine, 400), (.requestLineTooLong, 414), (.unsupportedVersion, 505), (.malformedTarget, 400),
        (.malformedField, 400), (.fieldsTooLarge, 431), (.tooManyFields, 431), (.chunkOverheadTooLarge, 431),
        (.missingOrMalformedHost, 400), (.malformedContentLength, 400),
        (.conflictingLength, 400), (.malformedTransferEncoding, 400), (.unsupportedTransferCoding, 501), (.unsupportedExpectation, 417),
        (.malformedChunk, 400), (.bodyTooLarge, 413), (.methodTooLong, 501), (.misdirected, 421),
    ])
    func everyParseErrorHasItsStatus(_ error: ParseError, _ status: Int) {
        #expect(error.httpError.status.code == status)
        #expect(!error.detail.isEmpty)
    }
}
