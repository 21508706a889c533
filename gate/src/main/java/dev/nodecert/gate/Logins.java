package dev.nodecert.gate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who knows a user's password and the code of the moment. */
final class Logins {

  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  private final Supplier<Users> users;
  private final PasswordChecks checks;
  private final Sessions sessions;
  private final InstantSource clock;
  private final Throttle throttle = new Throttle();
  private final UsedCodes usedCodes = new UsedCodes();

  Logins(Supplier<Users> users, PasswordChecks checks, Sessions sessions, InstantSource clock) {
    this.users = users;
    this.checks = checks;
    this.sessions = sessions;
    this.clock = clock;
  }

  LoginResult login(LoginForm form, ClientAddress address) throws InterruptedException {
    var now = clock.instant();
    var wait = throttle.begin(address, form.user(), now);
    if (!wait.isZero()) {
      return new LoginResult.Delayed(wait);
    }
    var result = check(form, now);
    switch (result) {
      case LoginResult.Admitted _ -> {
        throttle.withdraw(address, form.user());
        LOG.info("{} has logged in from {}", form.user(), address.key());
      }
      case LoginResult.Refused _ ->
          // No name: people write their password there.
          LOG.warn("a log-in from {} was refused", address.key());
      case LoginResult.Delayed _, LoginResult.Busy _ -> throttle.withdraw(address, form.user());
    }
    return result;
  }

  /** All of it in any case, so that neither words nor time tell what was wrong. */
  private LoginResult check(LoginForm form, Instant now) throws InterruptedException {
    var all = users.get();
    var user = all.find(form.user()).orElse(all.nobody());
    var step = user.totpSecret().step(form.code(), now);
    var password = checks.matches(user.password(), form.password());
    if (password.isEmpty()) {
      return new LoginResult.Busy();
    }
    return all.holds(user) && password.get() && isFirstUse(user, step, now)
        ? new LoginResult.Admitted(sessions.begin(user, now))
        : new LoginResult.Refused();
  }

  private boolean isFirstUse(User user, OptionalLong step, Instant now) {
    return step.isPresent() && usedCodes.use(user.name(), step.getAsLong(), now);
  }
}
