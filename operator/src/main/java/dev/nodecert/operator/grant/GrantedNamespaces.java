package dev.nodecert.operator.grant;

import java.util.List;

/** The namespaces of a grant: by name, or all of them. */
public record GrantedNamespaces(List<String> names) {

  private static final String ANY = "*";

  public GrantedNamespaces {
    names = List.copyOf(names);
  }

  public boolean contain(String namespace) {
    return names.contains(ANY) || names.contains(namespace);
  }
}
