package dev.nodecert.bench.soak;

import dev.nodecert.bench.lab.Census;
import dev.nodecert.bench.lab.Lab;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.FaultProxy.Upstream;
import dev.nodecert.testenv.PebbleConfig;
import dev.nodecert.testenv.Project;
import dev.nodecert.testenv.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets certificates be renewed for some minutes under random faults, and tells what became of it.
 */
public final class Soak {

  private static final Logger LOG = LoggerFactory.getLogger(Soak.class);
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration TO_REST = Duration.ofSeconds(140);
  private static final List<Disturbance.Kind> ALL = List.of(Disturbance.Kind.values());
  private static final List<Disturbance.Kind> NO_KILLS =
      ALL.stream().filter(kind -> kind != Disturbance.Kind.KILL).toList();

  private final Lab lab;
  private final Estate estate;
  private final Keeper keeper;
  private final Weather weather;
  private final Forecast forecast;
  private final Map<String, Census> census = new LinkedHashMap<>();

  private Soak(Lab lab, Estate estate, Keeper keeper, Weather weather, Forecast forecast) {
    this.lab = lab;
    this.estate = estate;
    this.keeper = keeper;
    this.weather = weather;
    this.forecast = forecast;
  }

  /** Arguments: minutes, certificates, and the seed of what happens. */
  public static void main(String... arguments) {
    var duration = Duration.ofMinutes(Long.parseLong(arguments[0]));
    var certificates = Integer.parseInt(arguments[1]);
    var seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : new Random().nextInt(1 << 20);
    LOG.info("{} certificates for {} minutes, SEED={}", certificates, duration.toMinutes(), seed);
    var outcome = run(duration, certificates, new Random(seed));
    System.out.print(outcome.text());
    outcome.broken().forEach(System.out::println);
    System.out.printf("%s (SEED=%d)%n", outcome.broken().isEmpty() ? "ok" : "NOT OK", seed);
    System.exit(outcome.broken().isEmpty() ? 0 : 1);
  }

  private static Outcome run(Duration duration, int certificates, Random random) {
    var authority = TestAuthority.create("soak-proxies");
    try (var bind = Bind.start();
        var lab = Lab.start(Project.find(), "soak", ca(bind));
        var ca =
            FaultProxy.start(Upstream.of(lab.pebble()), authority.issue("127.0.0.1"), () -> {});
        var api =
            FaultProxy.start(Upstream.of(lab.cluster()), authority.issue("127.0.0.1"), () -> {});
        var estate = new Estate(lab, bind, certificates);
        var keeper = new Keeper(lab, write(lab, api.kubeconfig(lab.cluster(), authority)));
        var watchman = new Watchman(estate)) {
      var weather = new Weather(ca, api, new Random(random.nextLong()));
      var soak = new Soak(lab, estate, keeper, weather, new Forecast(random));
      weather.clear();
      keeper.look();
      estate.apply(ca.url(), authority.certificatePem());
      watchman.start();
      soak.run(duration);
      var sight = watchman.sight();
      soak.comeToRest();
      return soak.outcome(sight, new OrdersAtCA(ca.exchanges()));
    }
  }

  private static PebbleConfig ca(Bind bind) {
    return PebbleConfig.builder()
        .profiles(Map.of("default", LIFETIME))
        .authorizationReusePercent(0)
        .nameServer(bind.nameServer())
        .build();
  }

  private static Path write(Lab lab, String kubeconfig) {
    try {
      return Files.writeString(lab.folder().resolve("kubeconfig"), kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Duration duration) {
    rest(PATIENCE, () -> estate.ready() == estate.size());
    LOG.info("all are ready");
    census.put("start", keeper.census());
    var begin = Instant.now();
    var half = begin.plus(duration.dividedBy(2));
    until(half, ALL);
    census.put("after the kills", keeper.census());
    until(begin.plus(duration), NO_KILLS);
    census.put("end", keeper.census());
  }

  private void comeToRest() {
    estate.putRenewalsOff();
    rest(TO_REST, () -> estate.busy().isEmpty());
  }

  private void until(Instant end, List<Disturbance.Kind> kinds) {
    do {
      forecast.storm(kinds).forEach(this::suffer);
      weather.clear();
      rest(Forecast.CALM, () -> false);
      LOG.info("calm again; {} of {} are ready", estate.ready(), estate.size());
    } while (Instant.now().plus(Forecast.STORM).plus(Forecast.CALM).isBefore(end));
  }

  private void suffer(Disturbance disturbance) {
    LOG.info("{} for {} ms", disturbance.kind(), disturbance.length().toMillis());
    if (disturbance.kind() == Disturbance.Kind.KILL) {
      keeper.kill();
      lab.rest(disturbance.length());
    } else {
      weather.begin(disturbance.kind());
      lab.rest(disturbance.length());
      weather.clear();
    }
    rest(disturbance.pause(), () -> false);
  }

  private void rest(Duration longest, BooleanSupplier enough) {
    var end = Instant.now().plus(longest);
    do {
      keeper.look();
      lab.rest(TICK);
    } while (Instant.now().isBefore(end) && !enough.getAsBoolean());
  }

  private Outcome outcome(Watchman.Sight sight, OrdersAtCA orders) {
    return new Outcome(
        estate.size(),
        sight,
        orders,
        keeper.kills(),
        keeper.ends(),
        estate.busy(),
        estate.texts(),
        estate.secrets().size() - estate.size(),
        census);
  }
}
