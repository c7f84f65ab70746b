package lockproof.contract;

import java.util.List;

/**
 * A model of one type.
 *
 * @param name the canonical name
 * @param marks on the type
 * @param members in the order of the text
 */
record ModelType(String name, List<Mark> marks, List<Member> members) {

  /**
   * A model of a method or constructor.
   *
   * @param name {@code new} for constructors
   * @param parameters simple names of the erased types, {@code _} for any; null for every overload
   * @param contract its marks
   * @param since the JDK that introduced it, 0 if it was always there
   */
  record Member(String name, List<String> parameters, Contract contract, int since) {
    boolean fits(String method, List<String> types) {
      if (!name.equals(method)) {
        return false;
      }
      if (parameters == null) {
        return true;
      }
      if (parameters.size() != types.size()) {
        return false;
      }
      for (int i = 0; i < types.size(); i++) {
        if (!parameters.get(i).equals("_") && !parameters.get(i).equals(types.get(i))) {
          return false;
        }
      }
      return true;
    }
  }
}
