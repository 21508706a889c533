package dev.nodecert.testenv;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters of {@link TestEnvironment}; JUnit's stores close what it has started. */
public final class TestEnvironmentExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(TestEnvironment.class);

  private record Request(ParameterContext parameter, ExtensionContext context) {

    Store ofJvm() {
      return context.getRoot().getStore(NAMESPACE);
    }

    Store ofTest() {
      return context.getStore(NAMESPACE);
    }
  }

  private static final Map<Class<?>, Function<Request, Object>> RESOLVERS =
      Map.of(
          Cluster.class, TestEnvironmentExtension::cluster,
          KubernetesClient.class, request -> cluster(request).client(),
          Pebble.class, TestEnvironmentExtension::pebble,
          Bind.class, TestEnvironmentExtension::bind,
          PowerDns.class, TestEnvironmentExtension::powerDns,
          TestNamespace.class, TestEnvironmentExtension::namespace,
          Ports.class, TestEnvironmentExtension::ports);

  /** So that what a constructor is given belongs to one test, and not to its class. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return RESOLVERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var resolver = RESOLVERS.get(parameter.getParameter().getType());
    return Objects.requireNonNull(resolver).apply(new Request(parameter, context));
  }

  /** The one cluster of the JVM, for other extensions. */
  public static Cluster cluster(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Cluster.class, key -> Cluster.start(), Cluster.class);
  }

  private static Cluster cluster(Request request) {
    return cluster(request.context());
  }

  private static Pebble pebble(Request request) {
    var config =
        request
            .parameter()
            .findAnnotation(PebbleWith.class)
            .map(with -> config(with, request))
            .orElseGet(PebbleConfig::standard);
    return request.ofJvm().getOrComputeIfAbsent(config, Pebble::start, Pebble.class);
  }

  private static PebbleConfig config(PebbleWith with, Request request) {
    var builder = builder(with);
    return switch (with.dns()) {
      case OWN -> builder.build();
      case BIND -> builder.nameServer(bind(request).nameServer()).build();
    };
  }

  private static PebbleConfig.Builder builder(PebbleWith with) {
    return PebbleConfig.builder()
        .nonceRejectPercent(with.nonceRejectPercent())
        .authorizationReusePercent(with.authorizationReusePercent())
        .validationSleep(Duration.ofSeconds(with.validationSleepSeconds()))
        .retryAfter(Duration.ofSeconds(with.retryAfterSeconds()))
        .externalAccountKeys(pairs(with.externalAccountKeys(), Function.identity()))
        .profiles(pairs(with.profiles(), Duration::parse))
        .blockedDomains(List.of(with.blockedDomains()))
        .caaIdentities(List.of(with.caaIdentities()))
        .alternateRoots(with.alternateRoots());
  }

  /** The one BIND of the JVM, for other extensions. */
  public static Bind bind(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Bind.class, key -> Bind.start(), Bind.class);
  }

  private static Bind bind(Request request) {
    return bind(request.context());
  }

  private static PowerDns powerDns(Request request) {
    var root = bind(request);
    return request
        .ofJvm()
        .getOrComputeIfAbsent(PowerDns.class, key -> PowerDns.startBeside(root), PowerDns.class);
  }

  private static <T> Map<String, T> pairs(String[] texts, Function<String, T> value) {
    return Stream.of(texts)
        .map(text -> text.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> value.apply(pair[1])));
  }

  private static TestNamespace namespace(Request request) {
    var purpose = request.context().getRequiredTestClass().getSimpleName();
    return request
        .ofTest()
        .getOrComputeIfAbsent(
            TestNamespace.class,
            key -> TestNamespace.create(cluster(request).client(), purpose),
            TestNamespace.class);
  }

  private static Ports ports(Request request) {
    return request.ofTest().getOrComputeIfAbsent(Ports.class, key -> new Ports(), Ports.class);
  }
}
