package dev.nodecert.testenv;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link Pebble} parameter that is configured otherwise than the JVM's own. Parameters with the
 * same configuration share one.
 *
 * @see PebbleConfig what each element means
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface PebbleWith {

  int nonceRejectPercent() default 5;

  int authorizationReusePercent() default 50;

  int validationSleepSeconds() default 0;

  int retryAfterSeconds() default 0;

  /** Each {@code key id=base64url HMAC key}. */
  String[] externalAccountKeys() default {};

  /** Each {@code name=ISO 8601 validity period}. */
  String[] profiles() default {"default=P90D", "shortlived=P6D"};

  String[] blockedDomains() default {};

  String[] caaIdentities() default {"pebble.letsencrypt.org"};

  int alternateRoots() default 0;

  Dns dns() default Dns.OWN;

  /** What the CA asks. */
  enum Dns {
    /** A {@link TestDns} of its own. */
    OWN,
    /** The JVM's {@link Bind}. */
    BIND
  }
}
