/**
 * Locks whose rules are carried by values: tokens prove a context, guards prove a hold, stamps
 * prove nothing until they are validated.
 *
 * <p>Nothing but {@code java.base} is needed at run time. Where {@code jdk.jfr} is among the
 * resolved modules, waiting for a lock is recorded as an event of the Flight Recorder.
 */
module lockproof.runtime {
  requires static transitive lockproof.annotations;
  requires static transitive org.jspecify;
  requires static jdk.jfr;

  exports lockproof.context;
  exports lockproof.function;
  exports lockproof.lock;
  exports lockproof.seq;
  exports lockproof.ww;

  uses lockproof.seq.SectionObserver;
}
