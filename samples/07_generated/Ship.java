/** Moved on the event loop, looked at from anywhere. Three things here are rejected. */
final class Ship {
  private final PositionSeq position = new PositionSeq(new Position(0, 0));

  /** Forgotten here, and proof of nothing later. */
  private EventLoop loop;

  /** No token, no move. */
  void drift() {
    EventLoop loop = null;
    move(loop, 1, 1);
  }

  /** The scope has ended. */
  void moor(Object identity) {
    EventLoopToken token = EventLoopToken.enter(identity);
    token.close();
    move(token, 0, 0);
  }

  void move(EventLoop loop, double x, double y) {
    position.update(p -> new Position(p.x() + x, p.y() + y));
  }
}
