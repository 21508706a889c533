package dev.nodecert.operator.authority;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;

/** Where the CA is kept, and where its public part is published. */
interface AuthorityStore {

  /** What there is of the CA, read live. */
  AuthoritySeen read();

  /** Makes the Secret, unless one of that name is there already. */
  void create(Secret secret);

  /** Writes the Secret as it was read and then changed, unless it is not any more what was read. */
  void update(Secret secret);

  /** Writes the ConfigMap in the operator's own namespace. */
  void publish(PublishedAuthority published);

  /** The namespaces that a label selector selects, but the operator's own. */
  List<String> namespaces(String selector);

  /** Writes the ConfigMap in another namespace, where it differs and is not somebody else's. */
  void publish(String namespace, PublishedAuthority published);
}
