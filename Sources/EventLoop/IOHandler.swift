import CLinux

/// What a descriptor is watched for, and what has happened to it: epoll's bits.
public struct IOEvents: OptionSet, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let read = IOEvents(rawValue: EPOLLIN.rawValue)
    public static let write = IOEvents(rawValue: EPOLLOUT.rawValue)
    /// The peer will send no more.
    public static let peerClosed = IOEvents(rawValue: EPOLLRDHUP.rawValue)
    /// TCP's urgent data (RFC 6093), at which a read stops.
    public static let urgent = IOEvents(rawValue: EPOLLPRI.rawValue)
    /// Told once, when it begins, instead of for as long as it lasts: the handler remembers it until a call has found nothing more.
    public static let edge = IOEvents(rawValue: EPOLLET.rawValue)
    public static let error = IOEvents(rawValue: EPOLLERR.rawValue)
    public static let hangUp = IOEvents(rawValue: EPOLLHUP.rawValue)
}

/// Called on the loop's thread when a registered descriptor is ready.
public protocol IOHandler: AnyObject {
    func ready(_ events: IOEvents)
}

/// A descriptor's place in its loop, from `EventLoop.register` to `EventLoop.deregister`. Keeps the handler alive meanwhile.
public final class Registration {
    let descriptor: Int32
    public internal(set) var interest: IOEvents
    var handler: (any IOHandler)?

    init(descriptor: Int32, interest: IOEvents, handler: any IOHandler) {
        self.descriptor = descriptor
        self.interest = interest
        self.handler = handler
    }
}
