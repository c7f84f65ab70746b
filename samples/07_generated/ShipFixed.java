/** The same, as it should be: nothing is reported here. */
final class ShipFixed {
  private final PositionSeq position = new PositionSeq(new Position(0, 0));

  /** The caller proves that this is the event loop by handing over its token. */
  void move(EventLoop loop, double x, double y) {
    position.update(p -> new Position(p.x() + x, p.y() + y));
  }

  /** From any thread: no lock, nothing allocated, never half a move. */
  double distance() {
    return position.readAsDouble((x, y) -> Math.hypot(x, y));
  }

  /** A loop of one turn. */
  public static void main(String[] args) {
    Object identity = new Object();
    try (EventLoopToken loop = EventLoopToken.enter(identity)) {
      ShipFixed ship = new ShipFixed();
      ship.move(loop, 3, 4);
      ship.move(EventLoopToken.require(identity), 3, 4);
      System.out.println(ship.distance());
    }
  }
}
