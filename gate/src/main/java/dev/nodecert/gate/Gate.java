package dev.nodecert.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What each request of nginx and of browsers is answered with. */
final class Gate {

  static final int MAX_BODY = 8 << 10;

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int SEE_OTHER = 303;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED_TYPE = 415;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private static final String WISH = "to=";
  private static final String COOKIE = "Set-Cookie";

  private final Supplier<Users> users;
  private final Sessions sessions;
  private final Logins logins;
  private final GateMetrics metrics;
  private final InstantSource clock;
  private final LoginPage page = new LoginPage();

  Gate(
      Supplier<Users> users,
      Sessions sessions,
      Logins logins,
      GateMetrics metrics,
      InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.logins = logins;
    this.metrics = metrics;
    this.clock = clock;
  }

  Answer answer(Request request) throws IOException, InterruptedException {
    return switch (request.path()) {
      case "/auth" -> auth(request);
      case "/gate/login" -> login(request);
      case "/gate/logout" -> logout(request);
      default -> Answer.of(NOT_FOUND);
    };
  }

  private Answer auth(Request request) {
    if (!request.method().equals("GET")) {
      return notAllowed("GET");
    }
    var answer = Answer.of(user(request).isPresent() ? NO_CONTENT : UNAUTHORIZED);
    metrics.asked(answer.status());
    return answer;
  }

  private Optional<User> user(Request request) {
    return SessionCookie.read(request.all("Cookie"))
        .flatMap(id -> sessions.use(id, users.get(), clock.instant()));
  }

  private Answer login(Request request) throws IOException, InterruptedException {
    return switch (request.method()) {
      case "GET", "HEAD" ->
          page(
              OK,
              user(request)
                  .map(user -> page.loggedIn(user.name()))
                  .orElseGet(() -> page.login(LoginForm.blank(wish(request)), "")));
      case "POST" -> tryLogin(request);
      default -> notAllowed("GET, HEAD, POST");
    };
  }

  /** nginx cannot encode, so the wish is all that stands behind {@code to=}, as it came. */
  private static ReturnPath wish(Request request) {
    return request.query().startsWith(WISH)
        ? ReturnPath.of(request.query().substring(WISH.length()))
        : request.all("X-Original-URI").stream()
            .findFirst()
            .map(ReturnPath::of)
            .orElse(ReturnPath.ROOT);
  }

  private Answer tryLogin(Request request) throws IOException, InterruptedException {
    if (!isOurs(request)) {
      return Answer.of(FORBIDDEN);
    }
    if (request.all("Content-Type").stream().noneMatch(LoginForm::isType)) {
      return Answer.of(UNSUPPORTED_TYPE);
    }
    var body = request.body().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return Answer.of(TOO_LARGE);
    }
    try {
      return login(LoginForm.parse(new String(body, StandardCharsets.UTF_8)), request);
    } catch (IllegalArgumentException _) {
      return Answer.of(BAD_REQUEST);
    }
  }

  private Answer login(LoginForm form, Request request) throws InterruptedException {
    var result = logins.login(form, request.client());
    metrics.tried(result);
    return switch (result) {
      case LoginResult.Admitted(var session) ->
          seeOther(form.to().text()).with(COOKIE, SessionCookie.set(session));
      case LoginResult.Refused _ ->
          again(
              FORBIDDEN,
              form,
              "User, password or code is wrong. A code is good once: wait for the next one.");
      case LoginResult.Delayed(var wait) -> delayed(form, seconds(wait));
      case LoginResult.Busy _ -> again(UNAVAILABLE, form, "Too many are at it: try again.");
    };
  }

  private Answer delayed(LoginForm form, long seconds) {
    return again(TOO_MANY, form, "Too early: wait %d s and try again.".formatted(seconds))
        .with("Retry-After", Long.toString(seconds));
  }

  private static long seconds(Duration wait) {
    return wait.plusSeconds(1).minusNanos(1).toSeconds();
  }

  private Answer again(int status, LoginForm form, String message) {
    return page(status, page.login(form, message));
  }

  private Answer logout(Request request) {
    if (!request.method().equals("POST")) {
      return notAllowed("POST");
    }
    if (!isOurs(request)) {
      return Answer.of(FORBIDDEN);
    }
    SessionCookie.read(request.all("Cookie")).ifPresent(sessions::end);
    return seeOther("/gate/login").with(COOKIE, SessionCookie.unset());
  }

  private static boolean isOurs(Request request) {
    return RequestOrigin.isOurs(
        request.all("Sec-Fetch-Site"), request.all("Origin"), request.all("Host"));
  }

  private Answer page(int status, String html) {
    return new Answer(
        status,
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", page.contentSecurityPolicy(),
            "X-Frame-Options", "DENY",
            // no-referrer would make the form's Origin "null".
            "Referrer-Policy", "same-origin"),
        html);
  }

  private static Answer seeOther(String location) {
    return Answer.of(SEE_OTHER).with("Location", location);
  }

  private static Answer notAllowed(String methods) {
    return Answer.of(NOT_ALLOWED).with("Allow", methods);
  }
}
