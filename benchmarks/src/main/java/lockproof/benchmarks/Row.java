package lockproof.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the table: what is compared with what, and which ratio of times is wanted.
 *
 * @param label what the line says
 * @param subject the benchmark, as class and method
 * @param peer the benchmark it is compared with
 * @param bar the highest ratio wanted, or zero where the ratio only informs
 */
record Row(String label, String subject, String peer, double bar) {
  /** All lines of the table, in order. */
  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    String u = "Uncontended.";
    add(rows, "SpinLock.run (lock word) / bare CAS", u + "spinRun", u + "bareCas", 1.05);
    add(rows, "SpinLock.lock / bare CAS", u + "spinGuard", u + "bareCas", 1.30);
    add(rows, "SpinLock.lock / ReentrantLock", u + "spinGuard", u + "reentrantLock", 0.65);
    add(rows, "SpinLock.lock / synchronized", u + "spinGuard", u + "monitor", 0);
    add(rows, "Mutex.lock / ReentrantLock", u + "mutexGuard", u + "reentrantLock", 1.10);
    add(rows, "Mutex.run / ReentrantLock", u + "mutexRun", u + "reentrantLock", 1.10);
    add(rows, "RwLock write / ReentrantReadWriteLock", u + "rwWrite", u + "reentrantWrite", 0);
    add(rows, "RwLock read / ReentrantReadWriteLock", u + "rwRead", u + "reentrantRead", 0);
    add(rows, "StampedLock write / ReentrantLock", u + "stampedWrite", u + "reentrantLock", 0);
    String c = "Contexts.";
    add(rows, "lockWith / no context, out of line", c + "lockWith", c + "withoutContext", 1.10);
    add(rows, "lockWith / lock, disabled already", c + "lockWith", c + "lockNested", 0.80);
    add(rows, "lock alone / no context", c + "lockAlone", c + "withoutContext", 0);
    String s = "Snapshots.";
    add(rows, "SeqLock read 2 / StampedLock", s + "seqRead2", s + "stampedRead2", 1.00);
    add(rows, "SeqLock read 8 / StampedLock", s + "seqRead8", s + "stampedRead8", 0.85);
    add(rows, "SeqLock readAsLong 2 / StampedLock", s + "seqLambda2", s + "stampedRead2", 0);
    add(rows, "SeqLock readAsLong 8 / StampedLock", s + "seqLambda8", s + "stampedRead8", 0);
    add(rows, "bare sequence read 8 / StampedLock", s + "bareRead8", s + "stampedRead8", 0);
    add(rows, "SeqLock read 2 / volatile record", s + "seqRead2", s + "recordRead2", 0);
    add(rows, "SeqLock read 8 / volatile record", s + "seqRead8", s + "recordRead8", 0);
    add(rows, "SeqLock write 2 / StampedLock", s + "seqWrite2", s + "stampedWrite2", 0.60);
    add(rows, "SeqLock write 2 / volatile record", s + "seqWrite2", s + "recordWrite2", 0);
    String h = "Holders.";
    add(
        rows,
        "generated read 2 / StampedLock holder",
        h + "generatedRead2",
        h + "stampedRead2",
        0.75);
    add(
        rows,
        "generated read 8 / StampedLock holder",
        h + "generatedRead8",
        h + "stampedRead8",
        0.85);
    add(rows, "generated read 2 / by hand", h + "generatedRead2", h + "byHandRead2", 1.05);
    add(rows, "generated read 8 / by hand", h + "generatedRead8", h + "byHandRead8", 1.05);
    add(rows, "read 8 by hand / StampedLock holder", h + "byHandRead8", h + "stampedRead8", 0);
    add(rows, "generated readAsLong 8 / by hand", h + "generatedReadAsLong8", h + "byHandRead8", 0);
    add(
        rows,
        "generated write 2 / StampedLock holder",
        h + "generatedWrite2",
        h + "stampedWrite2",
        0);
    String o = "Cells.";
    add(rows, "8 opaque fields / plain, copied", o + "opaqueFields", o + "plainFields", 1.03);
    add(rows, "8 opaque fields / plain, folded", o + "opaqueFolded", o + "plainFolded", 0);
    add(rows, "8 constant cells / plain, folded", o + "opaqueConstants", o + "plainConstants", 0);
    add(rows, "8 cells / plain cells, copied", o + "opaqueCells", o + "plainCells", 0);
    String l = "LockSets.";
    add(rows, "WwClass.run 2 / sorted ReentrantLocks", l + "run2", l + "sorted2", 0.72);
    add(rows, "WwClass.run 4 / sorted ReentrantLocks", l + "run4", l + "sorted4", 0.72);
    add(rows, "WwClass.run 8 / sorted ReentrantLocks", l + "run8", l + "sorted8", 0.72);
    add(rows, "WwClass.run 2 / tryLock loop", l + "run2", l + "tryLock2", 0);
    add(rows, "WwClass.run 2 / one global lock", l + "run2", l + "global2", 0);
    add(rows, "WwClass.run 8 / one global lock", l + "run8", l + "global8", 0);
    String d = "Contended.contended";
    add(rows, "16 threads: Mutex / ReentrantLock", d + "Mutex", d + "Reentrant", 1.25);
    add(rows, "16 threads: SpinLock / ReentrantLock", d + "Spin", d + "Reentrant", 1.25);
    return rows;
  }

  private static void add(List<Row> rows, String label, String subject, String peer, double bar) {
    rows.add(new Row(label, subject, peer, bar));
  }
}
