package dev.nodecert.operator.faults;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.OperatorProcess;
import dev.nodecert.testenv.Fault;
import dev.nodecert.testenv.FaultPlan;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.FaultProxy.Upstream;
import dev.nodecert.testenv.NodeProxy;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.ProxiedExchange;
import dev.nodecert.testenv.ProxiedRequest;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An operator in its own process with a namespace of its own, a proxy before the API server, and
 * proxies before the CA, one an account.
 */
final class FaultSite implements AutoCloseable {

  /** A worker is held for as long as an answer stalls. */
  private static final String ONE_WORKER_A_STALL = "--workers=256";

  private static final List<String> ALONE = List.of("--no-leader-election");

  private final FaultLab lab;
  private final TestNamespace namespace;
  private final FaultProxy api;
  private final OperatorProcess operator;
  private final JointDeath death;
  private final NodeProxy node;
  private final NamespaceWatch watch;
  private final Map<String, FaultPlan> apiPlans = new ConcurrentHashMap<>();
  private final Map<String, FaultPlan> accountPlans = new ConcurrentHashMap<>();
  private final Map<String, FaultProxy> accounts = new ConcurrentHashMap<>();

  private FaultSite(
      FaultLab lab,
      TestNamespace namespace,
      String name,
      Optional<URI> solver,
      List<String> flags,
      Consumer<OperatorProcess> end) {
    this.lab = lab;
    this.namespace = namespace;
    this.api = lab.proxyBefore(Upstream.of(lab.cluster()), this::endOperator);
    var folder = lab.folder(name);
    this.operator =
        new OperatorProcess(
            folder,
            kubeconfig(folder),
            Stream.concat(flags(), flags.stream()).toList(),
            lab.ports());
    this.death = new JointDeath(() -> end.accept(operator));
    this.node =
        NodeProxy.start(
            lab.http01().ca().httpPort(), namespace.name(), solver.orElseGet(operator::solver));
    this.watch = new NamespaceWatch(client(), namespace.name());
    api.follow(this::apiFault);
  }

  /** A site whose operator does not run yet, and answers challenges itself once it does. */
  static FaultSite open(FaultLab lab, String name) {
    return new FaultSite(
        lab, namespace(lab, name), name, Optional.empty(), ALONE, OperatorProcess::kill);
  }

  /** A site whose challenges are answered elsewhere, however often its operator is killed. */
  static FaultSite open(FaultLab lab, String name, URI solver) {
    return new FaultSite(
        lab, namespace(lab, name), name, Optional.of(solver), ALONE, OperatorProcess::kill);
  }

  /** A site with a replica that is to lead, and what ends it in the middle of its work. */
  static FaultSite ofLeader(
      FaultLab lab, String name, URI solver, List<String> flags, Consumer<OperatorProcess> end) {
    return new FaultSite(lab, namespace(lab, name), name, Optional.of(solver), flags, end);
  }

  private static TestNamespace namespace(FaultLab lab, String name) {
    return TestNamespace.create(lab.cluster().client(), name);
  }

  private Stream<String> flags() {
    return Stream.of("--watch-namespaces=" + namespace.name(), ONE_WORKER_A_STALL);
  }

  /** Another replica for the site's namespace, which nothing disturbs; it does not run yet. */
  OperatorProcess otherReplica(String name, List<String> flags) {
    var folder = lab.folder(name);
    return new OperatorProcess(
        folder,
        lab.rights().operatorKubeconfig(folder),
        Stream.concat(flags(), flags.stream()).toList(),
        lab.ports());
  }

  private Path kubeconfig(Path folder) {
    try {
      return Files.writeString(
          folder.resolve("kubeconfig"),
          lab.rights().operator(api.kubeconfig(lab.cluster(), lab.authority())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when the operator has been ended. */
  void endOperator() {
    death.join();
  }

  /** Returns when the operator has ended for the first time. */
  void awaitEnd() {
    Patience.FOR_ONE_ISSUANCE.until(death::hasCome);
  }

  /** From now on the operator dies of that many faults at once. */
  void expectDeathOf(int faults) {
    death.expect(faults);
  }

  private KubernetesClient client() {
    return lab.cluster().client();
  }

  private Optional<Fault> apiFault(ProxiedRequest request) {
    return ApiRequest.of(request)
        .map(ApiRequest::certificate)
        .map(apiPlans::get)
        .or(() -> AccountRequest.of(request).map(AccountRequest::account).map(accountPlans::get))
        .flatMap(plan -> plan.faultFor(request));
  }

  /** The operator. */
  OperatorProcess operator() {
    return operator;
  }

  /** What the API server showed of the namespace. */
  NamespaceWatch watch() {
    return watch;
  }

  /** The account of all NodeCertificates that need none of their own. */
  String sharedAccount(Course course) {
    return namespace.name() + (course == Course.DNS01 ? "-dns" : "");
  }

  /** Creates an account with a proxy of its own before the CA, unless it is there. */
  void provideAccount(String account, Course course) {
    accounts.computeIfAbsent(account, _ -> newAccount(account, lab.validation(course).ca()));
  }

  private FaultProxy newAccount(String account, Pebble ca) {
    var proxy = lab.proxyBefore(Upstream.of(ca), this::endOperator);
    lab.apply(
        "account-of-a-cell.yaml",
        Map.of(
            "the-account", account,
            "the-namespace", namespace.name(),
            "https://ca.example.com/directory", proxy.url().toString()));
    return proxy;
  }

  /** Whether the account is registered at the CA. */
  boolean isRegistered(String account) {
    return Expect.registered().test(account(account));
  }

  /** Lets a plan's faults befall an account's requests to the CA. */
  void disturbCA(String account, FaultPlan plan) {
    ca(account).follow(plan);
  }

  private FaultProxy ca(String account) {
    return Optional.ofNullable(accounts.get(account)).orElseThrow();
  }

  /** Lets a plan's faults befall a NodeCertificate's requests to the API server. */
  void disturbApi(String certificate, FaultPlan plan) {
    apiPlans.put(certificate, plan);
  }

  /** Lets a plan's faults befall an AcmeAccount's requests to the API server. */
  void disturbAccountApi(String account, FaultPlan plan) {
    accountPlans.put(account, plan);
  }

  /** Asks for another key of an account. */
  void raiseKeyVersion(String account, int version) {
    client()
        .resources(AcmeAccount.class)
        .withName(account)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\": {\"privateKey\": {\"version\": %d}}}".formatted(version));
  }

  /** An account as the API server has it. */
  AcmeAccount account(String account) {
    return client().resources(AcmeAccount.class).withName(account).require();
  }

  /** What the API server was asked by the operator, and answered. */
  List<ProxiedExchange> apiExchanges() {
    return api.exchanges();
  }

  /** What the CAs were asked, and answered. */
  List<ProxiedExchange> exchanges() {
    return accounts.values().stream().flatMap(proxy -> proxy.exchanges().stream()).toList();
  }

  /** What a CA was asked for an account, and answered. */
  List<ProxiedExchange> exchanges(String account) {
    return ca(account).exchanges();
  }

  /** The one domain of a NodeCertificate. */
  static String domain(String certificate) {
    return certificate + ".faults.example.com";
  }

  /** Creates a NodeCertificate whose domain leads to the site's node. */
  void addCertificate(String name, String account, Course course) {
    var validation = lab.validation(course);
    validation.serve(domain(name), node.address());
    lab.apply(
        course == Course.DELETION ? "certificate-to-revoke.yaml" : validation.fixture(),
        Map.of("the-cell", name, "the-account", account, "the-namespace", namespace.name()));
  }

  /** Sets annotations of a NodeCertificate. */
  void annotate(String name, Map<String, String> annotations) {
    certificate(name)
        .edit(it -> {
          it.getMetadata().getAnnotations().putAll(annotations);
          return it;
        });
  }

  /** Deletes a NodeCertificate. */
  void delete(String name) {
    certificate(name).delete();
  }

  private Resource<NodeCertificate> certificate(String name) {
    return client().resources(NodeCertificate.class).inNamespace(namespace.name()).withName(name);
  }

  /** Ends the operator, so that nothing changes any more, and looks at what is left. */
  Aftermath end() {
    operator.close();
    var secrets =
        client().secrets().inNamespace(namespace.name()).list().getItems().stream()
            .map(secret -> secret.getMetadata().getName())
            .toList();
    return new Aftermath(exchanges(), secrets, watch, lab);
  }

  @Override
  public void close() {
    operator.close();
    watch.close();
    node.close();
    api.close();
    accounts.values().forEach(FaultProxy::close);
    namespace.close();
  }
}
