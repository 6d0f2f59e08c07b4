@testable import HTTPKit

/// Heads with their bodies, one after the other as on a connection, are read alike however they arrive.
enum StreamProperty {
    static func check(_ input: PropertyInput) throws(Violation) -> Bool {
        var limits = input.hasTightLimits ? HeadProperty.tightLimits : Limits()
        if input.hasTightLimits { (limits.chunkLine, limits.chunkOverhead) = (20, 30) }
        let whole = StreamOutcome(input.bytes, cuts: [], limits: limits)
        for cuts in input.arrivals {
            let outcome = StreamOutcome(input.bytes, cuts: cuts, limits: limits)
            try require(outcome == whole, "\(outcome), not \(whole), cut at \(cuts)")
        }
        // A parser that goes on from one request to the next keeps nothing of the first.
        let forgetful = StreamOutcome(input.bytes, cuts: input.cuts, limits: limits, isForgetful: true)
        try require(forgetful == whole, "\(forgetful) with parsers made anew, not \(whole)")
        return !whole.requests.isEmpty
    }
}

/// What became of bytes that were fed to parser and body decoder in turn.
struct StreamOutcome: Equatable {
    struct Message: Equatable {
        var head: String
        var body: [UInt8] = []
        var isComplete = false
    }

    enum End: Equatable {
        /// More may follow. `held` bytes are of a head that is not complete.
        case open(held: Int)
        /// The last request ends the connection.
        case closed
        case invalid(ParseError)
    }

    private(set) var requests: [Message] = []
    private(set) var end = End.open(held: 0)

    /// Reads `bytes` as a connection does that they reach in pieces.
    /// - Parameter isForgetful: whether the parser is made anew for each piece, and so reads a head from its start each time.
    init(_ bytes: [UInt8], cuts: [Int], limits: Limits, isForgetful: Bool = false) {
        var parser = RequestParser(limits: limits)
        var decoder = BodyDecoder(.none)
        var keepsAlive = true
        var inbox: [UInt8] = []
        var start = 0
        do throws(ParseError) {
            for piece in cuts + [bytes.count] {
                inbox += bytes[start..<piece]
                start = piece
                if isForgetful { parser = RequestParser(limits: limits) }
                while !inbox.isEmpty {
                    if !decoder.isComplete {
                        inbox.removeFirst(try decoder.decode(inbox, into: &requests[requests.count - 1].body))
                    } else if !keepsAlive {
                        break
                    } else {
                        guard case .complete(let head, let consumed) = try parser.parse(inbox) else { break }
                        inbox.removeFirst(consumed)
                        requests.append(Message(head: head.summary))
                        decoder = BodyDecoder(head.framing, limits: limits)
                        keepsAlive = head.keepsAlive
                    }
                    if !requests.isEmpty { requests[requests.count - 1].isComplete = decoder.isComplete }
                }
            }
            end = keepsAlive || !decoder.isComplete ? .open(held: inbox.count) : .closed
        } catch {
            end = .invalid(error)
        }
    }
}
