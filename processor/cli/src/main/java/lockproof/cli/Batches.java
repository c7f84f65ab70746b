package lockproof.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cuts the files into batches, one javac each, so that memory stays bounded. A folder stays in one
 * piece, for its files may share package-private types; two files that declare the same class never
 * meet in one batch.
 */
final class Batches {
  private final List<SourceFile> files;
  private final long limit;

  Batches(List<SourceFile> files, long limit) {
    this.files = files;
    this.limit = limit;
  }

  /** The batches in a fixed order. */
  List<List<SourceFile>> cut() {
    Map<Integer, Map<Path, List<SourceFile>>> layers = new TreeMap<>();
    Map<String, Map<Path, Integer>> owners = new HashMap<>();
    for (SourceFile file : files) {
      Map<Path, Integer> claims =
          owners.computeIfAbsent(file.identity(), name -> new LinkedHashMap<>());
      Path folder = file.path().toAbsolutePath().getParent();
      int layer = claims.computeIfAbsent(folder, f -> claims.size());
      layers
          .computeIfAbsent(layer, n -> new LinkedHashMap<>())
          .computeIfAbsent(folder, f -> new ArrayList<>())
          .add(file);
    }
    List<List<SourceFile>> batches = new ArrayList<>();
    for (Map<Path, List<SourceFile>> layer : layers.values()) {
      cut(layer.values(), batches);
    }
    return batches;
  }

  private void cut(Collection<List<SourceFile>> folders, List<List<SourceFile>> batches) {
    List<SourceFile> batch = new ArrayList<>();
    long size = 0;
    for (List<SourceFile> folder : folders) {
      long more = folder.stream().mapToLong(SourceFile::size).sum();
      if (!batch.isEmpty() && size + more > limit) {
        batches.add(batch);
        batch = new ArrayList<>();
        size = 0;
      }
      batch.addAll(folder);
      size += more;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
  }

  /** Where javac finds the files of other batches: this batch's own roots first. */
  List<Path> sourcePath(List<SourceFile> batch) {
    Set<Path> roots = new LinkedHashSet<>();
    batch.forEach(file -> roots.add(file.root()));
    files.forEach(file -> roots.add(file.root()));
    roots.remove(null);
    return List.copyOf(roots);
  }
}
