/** Marks and contracts that Lockproof reads at compile time; nothing here is needed at run time. */
module lockproof.annotations {
  exports lockproof.annotations;
}
