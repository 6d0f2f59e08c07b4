import EventLoop
import Testing

@testable import HTTPKit

@Suite struct AdmissionTests {
    static func address(_ host: String, _ port: UInt16 = 1) -> SocketAddress { SocketAddress(host: host, port: port)! }

    static func admission(total: Int = 100, each: Int = 2, eachPrivate: Int = .max) -> Admission {
        var limits = Limits()
        limits.connections = total
        limits.connectionsPerAddress = each
        limits.connectionsPerPrivateAddress = eachPrivate
        return Admission(limits)
    }

    @Test func anAddressHasItsShareWhateverItsPorts() {
        var admission = Self.admission()
        #expect(admission.connected(Self.address("203.0.113.1", 1)) == .admitted)
        #expect(admission.connected(Self.address("203.0.113.1", 2)) == .admitted)
        #expect(admission.connected(Self.address("203.0.113.1", 3)) == .tooManyFromAddress)
        // Mapped into IPv6 it is the same.
        #expect(admission.connected(Self.address("::ffff:203.0.113.1")) == .tooManyFromAddress)
        #expect(admission.connected(Self.address("203.0.113.2")) == .admitted)
        admission.disconnected(Self.address("203.0.113.1", 1))
        #expect(admission.connected(Self.address("203.0.113.1", 4)) == .admitted)
    }

    @Test func anIPv6NetworkCountsAsOneAddress() {
        var admission = Self.admission()
        #expect(admission.connected(Self.address("2001:db8::1")) == .admitted)
        #expect(admission.connected(Self.address("2001:db8::2")) == .admitted)
        #expect(admission.connected(Self.address("2001:db8::ffff:1:2")) == .tooManyFromAddress)
        #expect(admission.connected(Self.address("2001:db8:0:1::1")) == .admitted)
    }

    @Test func privateAddressesHaveAShareOfTheirOwn() {
        var admission = Self.admission(eachPrivate: 3)
        for port in UInt16(1)...3 { #expect(admission.connected(Self.address("10.0.0.1", port)) == .admitted) }
        #expect(admission.connected(Self.address("10.0.0.1")) == .tooManyFromAddress)
    }

    @Test func theTotalHoldsForAllTogether() {
        var admission = Self.admission(total: 3)
        for host in ["10.0.0.1", "203.0.113.1", "::1"] { #expect(admission.connected(Self.address(host)) == .admitted) }
        #expect(admission.connected(Self.address("10.0.0.1")) == .full)
        // What was not admitted is not counted.
        admission.disconnected(Self.address("::1"))
        #expect(admission.connected(Self.address("203.0.113.1")) == .admitted)
        #expect(admission.connected(Self.address("203.0.113.9")) == .full)
    }
}
