package lockproof.rule;

import lockproof.engine.Event;

/**
 * A rule judges events of one kind. It knows no tree and no host.
 *
 * @param <E> the events it judges
 */
public abstract class Rule<E extends Event> {
  private final String id;
  private final Severity severity;
  private final String summary;
  private final Class<E> events;

  /** A rule. */
  protected Rule(String id, Severity severity, String summary, Class<E> events) {
    this.id = id;
    this.severity = severity;
    this.summary = summary;
    this.events = events;
  }

  /** As in messages, settings, marks and the name of its page. */
  public final String id() {
    return id;
  }

  /** Where nobody has said otherwise. */
  public final Severity severity() {
    return severity;
  }

  /** One sentence. */
  public final String summary() {
    return summary;
  }

  /** The verdict on an event, or null if the rule has nothing to say. */
  public final Verdict on(Event event) {
    return events.isInstance(event) ? judge(events.cast(event)) : null;
  }

  /** The verdict, or null. */
  protected abstract Verdict judge(E event);
}
