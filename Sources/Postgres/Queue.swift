/// First in, first out, in one array.
struct Queue<Element> {
    private var items: [Element] = []
    private var head = 0

    var count: Int { items.count - head }
    var isEmpty: Bool { head == items.count }
    var first: Element? { isEmpty ? nil : items[head] }

    mutating func append(_ element: Element) { items.append(element) }

    mutating func append(contentsOf elements: some Sequence<Element>) { items.append(contentsOf: elements) }

    mutating func popFirst() -> Element? {
        guard head < items.count else { return nil }
        let element = items[head]
        head += 1
        if head == items.count {
            items.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 1024, head * 2 >= items.count {
            items.removeFirst(head)
            head = 0
        }
        return element
    }

    /// Takes up to `limit` elements from the front; all of them without a copy.
    mutating func take(_ limit: Int) -> [Element] {
        if head == 0, items.count <= limit {
            defer { items = [] }
            return items
        }
        var taken: [Element] = []
        taken.reserveCapacity(min(limit, count))
        while taken.count < limit, let element = popFirst() { taken.append(element) }
        return taken
    }

    /// Those that wait, the first one first.
    var waiting: ArraySlice<Element> { items[head...] }

    /// Takes out those for which `condition` holds, and keeps the others in order.
    mutating func remove(where condition: (Element) -> Bool) -> [Element] {
        let all = take(.max)
        items = all.filter { !condition($0) }
        return all.filter(condition)
    }
}
