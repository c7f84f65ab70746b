package lockproof.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lockproof.report.Baseline;
import lockproof.report.Escape;

/** The classes that live under one {@code lockproof.properties}, and what is checked there. */
final class Group {
  final Settings settings;
  final Analysis analysis;
  final Triage triage;
  final Baseline baseline;
  final List<Escape> escapes = new ArrayList<>();
  final Set<String> classes = new TreeSet<>();

  Group(JavacTask task, Trees trees, Settings settings, Analysis.Factory factory, boolean strip) {
    this.settings = settings;
    this.analysis = factory.create(task, trees, settings);
    this.triage = new Triage(settings);
    this.baseline =
        strip ? Baseline.empty() : settings.baseline().map(Group::read).orElse(Baseline.empty());
  }

  private static Baseline read(Path file) {
    try {
      return Baseline.read(file);
    } catch (IOException e) {
      throw new SettingsException(
          "baseline: "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "); write it with `lockproof baseline`");
    }
  }
}
