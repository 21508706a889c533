package dev.nodecert.operator.authority;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names that a certificate gets, and those that were wanted and are left out.
 *
 * @param granted what is signed
 * @param notGranted what nobody granted to the namespace, or is no name
 * @param notPermitted what the CA's own certificate does not let it sign
 */
public record GrantedNames(
    SortedSet<String> granted, SortedSet<String> notGranted, SortedSet<String> notPermitted) {

  private static final int MOST_TOLD = 10;

  public GrantedNames {
    granted = Collections.unmodifiableSortedSet(new TreeSet<>(granted));
    notGranted = Collections.unmodifiableSortedSet(new TreeSet<>(notGranted));
    notPermitted = Collections.unmodifiableSortedSet(new TreeSet<>(notPermitted));
  }

  /** What to tell of the names that are left out; empty where all are in. */
  public Optional<AuthorityFinding> finding() {
    var text = new StringBuilder();
    if (!notGranted.isEmpty()) {
      text.append("Left out of the certificate: ")
          .append(list(notGranted))
          .append(
              ". The cluster CA signs them for this namespace once its admin grants them"
                  + " (clusterCA.grants).");
    }
    if (!notPermitted.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ")
          .append("The name constraints in the cluster CA's certificate do not permit ")
          .append(list(notPermitted))
          .append('.');
    }
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new AuthorityFinding("NamesNotGranted", text.toString()));
  }

  private static String list(SortedSet<String> names) {
    var some = names.stream().limit(MOST_TOLD).collect(Collectors.joining(", "));
    return names.size() <= MOST_TOLD
        ? some
        : some + " and %d more".formatted(names.size() - MOST_TOLD);
  }
}
