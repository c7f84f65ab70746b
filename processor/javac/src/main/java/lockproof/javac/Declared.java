package lockproof.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.Trees;
import java.util.List;
import java.util.function.BiConsumer;
import javax.lang.model.element.TypeElement;
import lockproof.declaration.Declarations;
import lockproof.declaration.Fault;
import lockproof.engine.Site;
import lockproof.report.Report;

/** Gives the rules about declarations their places in the tree. */
final class Declared {
  private final Trees trees;
  private final Declarations declarations;

  Declared(Trees trees, Declarations declarations) {
    this.trees = trees;
    this.declarations = declarations;
  }

  /** Hands over each report, and the declaration that it is about. */
  void judge(CompilationUnitTree unit, TypeElement type, BiConsumer<Report, Tree> to) {
    for (Fault fault : declarations.judge(type)) {
      Tree known = trees.getTree(fault.at());
      Tree member = known != null ? known : trees.getTree(type);
      Tree mark = fault.mark() == null ? null : trees.getTree(fault.at(), fault.mark());
      Tree at = mark != null ? mark : member;
      to.accept(
          new Report(
              fault.rule(),
              fault.severity(),
              new Site(unit, at, fault.at()),
              fault.message(),
              List.of(),
              fault.fix()),
          member);
    }
  }
}
