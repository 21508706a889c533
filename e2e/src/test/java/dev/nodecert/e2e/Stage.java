package dev.nodecert.e2e;

import dev.nodecert.testenv.Helm;
import dev.nodecert.testenv.PodCluster;
import dev.nodecert.testenv.Project;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node with a CA, a name server and a Proxmox host, and the operator and the nodes' proxies as
 * their users install them.
 *
 * @param figures what has been measured so far
 */
record Stage(
    Kubernetes kubernetes,
    Release release,
    Datacenter datacenter,
    Site site,
    GateLogin gate,
    Internet internet,
    Figures figures)
    implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Stage.class);

  static Stage set() {
    var cluster = PodCluster.start();
    try {
      var kubernetes = new Kubernetes(cluster);
      var helm = Helm.provide(cluster.kubeconfig().resolveSibling("helm"));
      var project = Project.find();
      var stage =
          new Stage(
              kubernetes,
              new Release(kubernetes, helm, project),
              new Datacenter(kubernetes),
              new Site(kubernetes, helm, project, new Hosts()),
              new GateLogin(),
              new Internet(kubernetes),
              new Figures());
      stage.prepare();
      return stage;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void prepare() {
    release.load();
    datacenter.start();
    release.makeNamespace();
    figures.time("helm install until the operator is ready", release::install);
    site.makeNamespace();
    datacenter.createRootIn(Site.NAMESPACE);
    figures.time(
        "helm install until eight nodes' proxies and the gate are ready",
        () -> site.install(datacenter.address()));
    internet.start(site.address(Site.NAME));
    internet.createTrustIn(Release.NAMESPACE);
    kubernetes.client().resource(internet.keyIn(Release.NAMESPACE)).create();
    kubernetes.apply(Fixture.read("account.yaml"));
  }

  @Override
  public void close() {
    log.info("{}", figures);
    kubernetes.cluster().close();
  }
}
