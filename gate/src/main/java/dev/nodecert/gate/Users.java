package dev.nodecert.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All who may come in, and a nobody who takes as long to refuse. */
final class Users {

  static final Users NONE = new Users(List.of());

  private static final int USUAL_COST = 12;

  private final Map<String, User> byName;
  private final User nobody;

  /** Users whose names differ. */
  Users(List<User> users) {
    this.byName = users.stream().collect(Collectors.toMap(User::name, Function.identity()));
    var cost = users.stream().mapToInt(user -> user.password().cost()).max().orElse(USUAL_COST);
    this.nobody = new User("", PasswordHash.ofNobody(cost), TotpSecret.ofNobody());
  }

  Optional<User> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whom to check instead of a user that is not there; their dearest password is as dear. */
  User nobody() {
    return nobody;
  }

  /** Whether this user is one, with these very credentials. */
  boolean holds(User user) {
    return user.equals(byName.get(user.name()));
  }

  int size() {
    return byName.size();
  }
}
