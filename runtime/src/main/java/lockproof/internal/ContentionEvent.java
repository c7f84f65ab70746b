package lockproof.internal;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A thread waited for a lock. */
@Name("lockproof.Contention")
@Label("Lock Contention")
@Category("Lockproof")
@Description("A thread waited for a lock")
final class ContentionEvent extends Event {
  @Label("Lock")
  String lock = "";

  @Label("Kind of Lock")
  String kind = "";

  @Label("Acquired")
  boolean acquired;
}
