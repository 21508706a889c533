package dev.nodecert.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.metrics.ObjectGauges.StandingCondition;
import dev.nodecert.testenv.Project;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts and dashboard ask for what the operator tells. */
class MetricNamesTest {

  private static final Path CHART = Project.find().root().resolve("helm/nodecert-operator/files");
  private static final Pattern NAME = Pattern.compile("\\bnodecert_[a-z_]+\\b");
  private static final Pattern LABELS = Pattern.compile("(nodecert_[a-z_]+)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("\\b([a-z]+)(?:=~|!~|!=|=)\"");

  private static String told() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var metrics = new OperatorMetrics(registry);
    metrics.certificates().put("proxy", "pve1", Instant.EPOCH, Optional.of(Instant.EPOCH));
    metrics.plugins().put("gandi", _ -> 1);
    metrics.authority().put("Ready", Optional.of(Instant.EPOCH));
    metrics.answered();
    metrics.answered("newOrder", 201, Duration.ZERO);
    metrics
        .objects()
        .tell(
            Stream.of(
                new StandingCondition("NodeCertificate", "a", "b", "Ready", "True", "Issued")),
            Map.of("default", 1.0));
    try {
      metrics.timeControllerExecution(OperatorMetricsTest.execution(() -> "done"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return registry.scrape();
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yaml", "dashboard.json"})
  void everyMetricAndLabelIsTold(String file) throws Exception {
    var wanted = Files.readString(CHART.resolve(file)).replace("\\\"", "\"");
    var told = told();
    var names = new TreeSet<String>();
    found(NAME, told).map(MatchResult::group).forEach(names::add);

    assertThat(found(NAME, wanted).map(MatchResult::group).distinct())
        .isNotEmpty()
        .isSubsetOf(names);
    found(LABELS, wanted)
        .forEach(metric ->
            found(LABEL, metric.group(2))
                .forEach(label ->
                    assertThat(told)
                        .containsPattern(metric.group(1) + "\\{[^}]*" + label.group(1) + "=")));
  }
}
