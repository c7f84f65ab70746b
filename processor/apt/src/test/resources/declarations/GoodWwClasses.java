import lockproof.ww.WwClass;
import lockproof.ww.WwMutex;

class GoodWwClasses {
  interface Bank {}

  interface Store {}

  static final WwClass<Bank> BANK = WwClass.waitDie(Bank.class);
  static final WwClass<Store> STORE = WwClass.waitDie(Store.class);

  private final WwClass<Bank> handedIn;
  private final WwMutex<Bank, String> one = new WwMutex<>(BANK, "");
  private final WwMutex<Bank, String> two = new WwMutex<>(BANK, "");

  GoodWwClasses(WwClass<Bank> handedIn) {
    this.handedIn = handedIn;
  }
}
