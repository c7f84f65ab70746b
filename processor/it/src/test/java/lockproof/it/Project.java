package lockproof.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small Maven project in a folder, and its builds. */
final class Project {
  private final Path folder;
  private String dependencies =
      dependency("lockproof-javac", "provided") + dependency("lockproof-runtime", "compile");
  private String compiler = "";

  Project(Path folder) {
    this.folder = folder;
  }

  static String dependency(String artifact, String scope) {
    return dependency("io.github.lockproof", artifact, Repository.VERSION, scope);
  }

  static String dependency(String group, String artifact, String version, String scope) {
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>".formatted(group, artifact)
        + "<version>%s</version><scope>%s</scope></dependency>".formatted(version, scope);
  }

  Project dependencies(String xml) {
    dependencies = xml;
    return this;
  }

  /** Configuration of the compiler plugin. */
  Project compiler(String xml) {
    compiler = xml;
    return this;
  }

  Project file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Project source(String name, String text) {
    return file("src/main/java/" + name, text);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** What a build said. */
  record Build(int code, List<String> lines) {
    boolean green() {
      return code == 0;
    }

    /** The errors and warnings, without paths and without what Maven says twice. */
    List<String> findings() {
      return lines.stream()
          .filter(line -> line.contains("[lockproof:"))
          .map(
              line ->
                  line.replaceAll(
                      "^\\[(\\w+)] .*/(\\w+\\.java):\\[(\\d+),\\d+] (error: )?", "$2:$3 $1 "))
          .distinct()
          .sorted()
          .toList();
    }
  }

  Build compile() {
    return run("compile");
  }

  Build run(String... goals) {
    try {
      Files.writeString(folder.resolve("pom.xml"), pom());
      List<String> command = new ArrayList<>();
      command.add(maven());
      command.addAll(List.of("-B", "-o", "-Dstyle.color=never"));
      command.add("-Dmaven.repo.local=" + Repository.path());
      command.addAll(List.of(goals));
      Path log = folder.resolve("build.log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("the build in " + folder + " does not end");
      }
      return new Build(process.exitValue(), Files.readAllLines(log, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String maven() {
    String home = System.getProperty("lockproof.maven.home");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    String name = windows ? "mvn.cmd" : "mvn";
    return home == null ? name : Path.of(home, "bin", name).toString();
  }

  private String pom() {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>stranger</groupId>
          <artifactId>%s</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <dependencies>%s</dependencies>
          <build>
            <plugins>
              <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-resources-plugin</artifactId>
                <version>3.3.1</version>
              </plugin>
              <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.14.0</version>
                <configuration>%s</configuration>
              </plugin>
            </plugins>
          </build>
        </project>
        """
        .formatted(folder.getFileName(), dependencies, compiler);
  }
}
