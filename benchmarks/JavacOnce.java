import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** One javac in this process; prints its exit code, its CPU time in milliseconds and its peak memory in kilobytes. */
public final class JavacOnce {
  private JavacOnce() {}

  public static void main(String[] arguments) throws IOException {
    int code = ToolProvider.getSystemJavaCompiler().run(null, System.out, System.out, arguments);
    System.out.println("RESULT " + code + " " + cpuMillis() + " " + peakKilobytes());
  }

  private static long cpuMillis() throws IOException {
    Path stat = Path.of("/proc/self/stat");
    if (Files.exists(stat)) {
      String text = Files.readString(stat);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) * 10; // user time, in hundredths of a second on Linux
    }
    var bean = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return bean.getProcessCpuTime() / 1_000_000;
  }

  private static long peakKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    }
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / 1024;
  }
}
