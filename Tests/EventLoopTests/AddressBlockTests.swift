import EventLoop
import Testing

@Suite struct AddressBlockTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.0.0.0/8", "9.255.255.255", false),
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.6", false), ("192.0.2.7/32", "192.0.2.7", true),
        ("172.16.0.0/12", "172.31.255.255", true), ("172.16.0.0/12", "172.32.0.0", false), ("0.0.0.0/0", "203.0.113.9", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true), ("::/0", "203.0.113.9", false),
        ("10.0.0.0/31", "10.0.0.1", true), ("10.0.0.0/31", "10.0.0.2", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false), ("fc00::/7", "fdff::1", true),
        ("fc00::/7", "fe00::", false), ("2001:db8:0:1::/64", "2001:db8:0:1:ffff::", true), ("2001:db8:0:1::/64", "2001:db8:0:2::", false),
        ("2001:db8::8/125", "2001:db8::f", true), ("2001:db8::8/125", "2001:db8::10", false), ("::1", "::1", true), ("::1", "::2", false),
        // An IPv4 address comes as such or mapped, depending on the listener.
        ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("10.0.0.0/8", "::ffff:11.1.2.3", false), ("::ffff:10.0.0.0/104", "10.1.2.3", true),
        ("::ffff:192.0.2.7", "192.0.2.7", true), ("::/0", "::ffff:10.1.2.3", false),
    ])
    func aBlockHoldsWhatBeginsAlike(_ block: String, _ host: String, _ isInside: Bool) throws {
        let block = try #require(SocketAddress.Block(block))
        #expect(block.contains(try #require(SocketAddress(host: host, port: 443))) == isInside)
    }

    @Test(arguments: [
        "", "/", "/8", "10", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.0/ 8", " 10.0.0.0/8",
        "10.0.0.1/8", "2001:db8::1/64", "2001:db8::/129", "fe80::1%eth0", "[::1]", "10.0.0.0:80", "example.org", "::ffff:10.0.0.0/8",
        "10.0.0.0/0008",
    ])
    func whatIsNoBlockIsNone(_ text: String) { #expect(SocketAddress.Block(text) == nil) }

    @Test func networksHaveNamesOfTheirOwn() throws {
        let hosts = ["192.0.2.7", "192.0.2.8", "::c000:207", "2001:db8::1", "2001:db8:0:1::1"]
        let names = try hosts.map { try #require(SocketAddress(host: $0, port: 1)).network.description }
        #expect(Set(names).count == hosts.count)
        #expect(SocketAddress(host: "2001:db8::2", port: 2)?.network.description == names[3])
        #expect(SocketAddress(host: "::ffff:192.0.2.7", port: 2)?.network.description == names[0])
    }
}
