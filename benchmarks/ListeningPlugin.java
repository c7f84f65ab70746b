import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskListener;

/**
 * A plugin that hears of everything and does nothing. With somebody listening javac keeps comments and the ends of all
 * trees, so this is what any plugin costs at the least.
 */
public final class ListeningPlugin implements Plugin {
  @Override
  public String getName() {
    return "Listening";
  }

  @Override
  public void init(JavacTask task, String... arguments) {
    task.addTaskListener(new TaskListener() {});
  }
}
