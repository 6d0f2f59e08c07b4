import CCurl

/// One request and its answer, from a thread that may wait for it.
struct Transfer {
    private let configuration: HTTPClient.Configuration

    init(_ configuration: HTTPClient.Configuration) {
        self.configuration = configuration
    }

    /// Must have happened before libcurl is used from several threads.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func perform(_ request: HTTPClientRequest) throws(HTTPClientError) -> HTTPClientResponse {
        // libcurl sends what it is given, and C's strings end at NUL.
        let isSendable = request.fields.allSatisfy { field in
            (field.name + field.value).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } && !field.name.isEmpty
        }
        // Of an address without a scheme, libcurl would make one up.
        guard isSendable, request.url.contains("://"), request.url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalidRequest
        }
        guard Self.isReady, let handle = curl_easy_init() else { throw .failed("libcurl cannot be used") }
        defer { curl_easy_cleanup(handle) }
        let list = list(request.fields)
        defer { curl_slist_free_all(list) }
        let received = ReceivedBody(limit: configuration.maximumBody)
        var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = message.withUnsafeMutableBufferPointer { message in
            goals_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, message.baseAddress)
            defer { goals_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil) }
            return withExtendedLifetime(received) { run(handle, request, list, received) }
        }
        guard code == CURLE_OK else { throw error(code, message, received) }
        return HTTPClientResponse(status: goals_curl_status(handle), body: received.bytes)
    }

    private func list(_ fields: [(name: String, value: String)]) -> UnsafeMutablePointer<curl_slist>? {
        // "Expect: 100-continue" would cost a second where a server does not know it.
        (fields + [("Expect", "")]).reduce(nil) { list, field in
            curl_slist_append(list, field.value.isEmpty ? "\(field.name):" : "\(field.name): \(field.value)")
        }
    }

    private func run(
        _ handle: UnsafeMutableRawPointer, _ request: HTTPClientRequest, _ list: UnsafeMutablePointer<curl_slist>?, _ received: ReceivedBody
    ) -> CURLcode {
        let protocols = configuration.allowsPlainText ? "http,https" : "https"
        goals_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, protocols)
        goals_curl_set_text(handle, CURLOPT_URL, request.url)
        goals_curl_set_list(handle, CURLOPT_HTTPHEADER, list)
        goals_curl_set_text(handle, CURLOPT_USERAGENT, "goals")
        goals_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
        goals_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        goals_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        goals_curl_set_long(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let file = configuration.certificateAuthorities {
            // The file takes the place of the system's one; the folder holds the system's too.
            goals_curl_set_text(handle, CURLOPT_CAINFO, file)
            goals_curl_set_text(handle, CURLOPT_CAPATH, "/etc/ssl/certs")
        }
        // No signals: time-outs would otherwise use SIGALRM, which is one for all threads.
        goals_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        goals_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.milliseconds)
        goals_curl_set_long(handle, CURLOPT_TIMEOUT_MS, configuration.timeout.milliseconds)
        goals_curl_set_writer(handle, receive, Unmanaged.passUnretained(received).toOpaque())
        guard var body = request.body else { return curl_easy_perform(handle) }
        return body.withUnsafeMutableBytes { body in
            goals_curl_set_long(handle, CURLOPT_POST, 1)
            goals_curl_set_long(handle, CURLOPT_POSTFIELDSIZE, body.count)
            // With no bytes there may be no address, which would mean that they are to be asked for.
            var nothing: UInt8 = 0
            return withUnsafeMutablePointer(to: &nothing) { nothing in
                goals_curl_set_pointer(handle, CURLOPT_POSTFIELDS, body.baseAddress ?? UnsafeMutableRawPointer(nothing))
                return curl_easy_perform(handle)
            }
        }
    }

    private func error(_ code: CURLcode, _ message: [CChar], _ received: ReceivedBody) -> HTTPClientError {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: return .timedOut
        case CURLE_WRITE_ERROR where received.isTooLarge: return .tooLarge
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .invalidRequest
        default:
            let text = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            return .failed(text.isEmpty ? String(cString: curl_easy_strerror(code)) : text)
        }
    }
}

/// What has come of a body. It is used by the one thread that performs the transfer.
private final class ReceivedBody {
    private let limit: Int
    private(set) var bytes: [UInt8] = []
    private(set) var isTooLarge = false

    init(limit: Int) { self.limit = limit }

    func append(_ more: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count + more.count <= limit else {
            isTooLarge = true
            return false
        }
        bytes.append(contentsOf: more)
        return true
    }
}

/// libcurl's callback: another number than it has given ends the transfer.
private func receive(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    guard let context else { return 0 }
    let body = Unmanaged<ReceivedBody>.fromOpaque(context).takeUnretainedValue()
    return body.append(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

extension Duration {
    fileprivate var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
