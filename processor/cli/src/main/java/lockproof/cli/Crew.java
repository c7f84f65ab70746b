package lockproof.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.tools.JavaCompiler;

/**
 * Runs the batches, several at once. Each has a javac and a result of its own, and the results come
 * in the order of the batches, so that nothing depends on who is done first.
 */
final class Crew {
  /** About two hundred thousand lines: more would cost memory and gain nothing. */
  private static final long LARGEST = 8 << 20;

  private static final long SMALLEST = 1 << 20;

  /** Attributed trees and symbols take some hundred times the bytes of their source. */
  private static final long HEAP_PER_BYTE = 100;

  /** What one javac over a batch should have to itself. */
  private static final long HEAP_PER_JOB = 1L << 30;

  private final JavaCompiler compiler;
  private final CheckOptions options;
  private final int jobs;
  private final Progress progress;

  Crew(JavaCompiler compiler, CheckOptions options, int jobs, Progress progress) {
    this.compiler = compiler;
    this.options = options;
    this.jobs = jobs;
    this.progress = progress;
  }

  /** How many javacs this machine bears. */
  static int fitting() {
    Runtime runtime = Runtime.getRuntime();
    long byMemory = runtime.maxMemory() / HEAP_PER_JOB;
    return (int) Math.max(1, Math.min(runtime.availableProcessors(), byMemory));
  }

  List<Result> scan(List<SourceFile> files) {
    Batches batches = new Batches(files, limit(files));
    ExecutorService threads = Executors.newFixedThreadPool(jobs, Crew::thread);
    try {
      List<Future<Result>> futures = new ArrayList<>();
      for (List<SourceFile> batch : batches.cut()) {
        futures.add(threads.submit(() -> scan(batches, batch)));
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new UserError("out of memory; try --jobs 1, or LOCKPROOF_JAVA_OPTS=-Xmx4g");
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  private Result scan(Batches batches, List<SourceFile> batch) {
    Result result = new Result();
    new Scan(compiler, options, result, progress).run(batch, batches.sourcePath(batch));
    return result;
  }

  /** Deeply nested expressions need a deep stack, in javac as in the checker. */
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "lockproof", 16 << 20);
    thread.setDaemon(true);
    return thread;
  }

  private long limit(List<SourceFile> files) {
    long total = files.stream().mapToLong(SourceFile::size).sum();
    long memory = Runtime.getRuntime().maxMemory() / HEAP_PER_BYTE / jobs;
    long share = total / jobs + 1;
    return Math.max(SMALLEST, Math.min(LARGEST, Math.min(memory, share)));
  }
}
