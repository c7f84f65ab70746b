import lockproof.ww.WwClass;

class BadWwClasses {
  interface Bank {}

  static final WwClass<Bank> LOCKS = WwClass.waitDie(Bank.class);

  // :: warning: [ww-class]
  static final WwClass<Bank> MORE = WwClass.woundWait(Bank.class);

  static class Elsewhere {
    // :: warning: [ww-class]
    private static final WwClass<BadWwClasses.Bank> LOCKS = WwClass.waitDie(Bank.class);
  }
}
