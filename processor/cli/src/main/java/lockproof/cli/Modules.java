package lockproof.cli;

import java.io.IOException;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/** Hides module descriptors on the source path: everything is compiled as one unnamed module. */
final class Modules extends ForwardingJavaFileManager<JavaFileManager> {
  Modules(JavaFileManager files) {
    super(files);
  }

  @Override
  public JavaFileObject getJavaFileForInput(
      Location location, String name, JavaFileObject.Kind kind) throws IOException {
    return name.equals("module-info") ? null : super.getJavaFileForInput(location, name, kind);
  }
}
