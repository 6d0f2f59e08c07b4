/// A place that holds goals and the people who may see them. Each user has a personal one.
public enum Space {
    public typealias ID = Identifier<Space>
}
