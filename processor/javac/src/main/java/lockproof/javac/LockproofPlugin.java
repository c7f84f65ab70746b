package lockproof.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.util.List;

/** Starts by itself wherever this jar is on javac's class path or processor path. */
public final class LockproofPlugin implements Plugin {
  private static final ThreadLocal<Boolean> HOSTED = ThreadLocal.withInitial(() -> false);

  /** Tells whether another host checks what this thread compiles; then the plugin stays out. */
  public static void hosted(boolean byAnother) {
    HOSTED.set(byAnother);
  }

  @Override
  public String getName() {
    return "Lockproof";
  }

  @Override
  public boolean autoStart() {
    return true;
  }

  @Override
  public void init(JavacTask task, String... arguments) {
    if (HOSTED.get()) {
      return;
    }
    task.addTaskListener(new Listener(task, List.of(arguments), Analyses::create));
  }
}
