package dev.nodecert.e2e;

import dev.nodecert.testenv.Helm;
import dev.nodecert.testenv.PodCluster;
import dev.nodecert.testenv.Project;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node with a CA, a name server and an nginx, and the operator as its users install it.
 *
 * @param figures what has been measured so far
 */
record Stage(Kubernetes kubernetes, Release release, Site site, Internet internet, Figures figures)
    implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Stage.class);

  static Stage set() {
    var cluster = PodCluster.start();
    try {
      var kubernetes = new Kubernetes(cluster);
      var helm = Helm.provide(cluster.kubeconfig().resolveSibling("helm"));
      var release = new Release(kubernetes, helm, Project.find());
      var stage =
          new Stage(
              kubernetes, release, new Site(kubernetes), new Internet(kubernetes), new Figures());
      stage.prepare();
      return stage;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void prepare() {
    release.load();
    internet.start(site.announce());
    release.makeNamespace();
    figures.time("helm install until the operator is ready", release::install);
    kubernetes.client().resource(internet.trustIn(Release.NAMESPACE)).create();
    kubernetes.client().resource(internet.keyIn(Release.NAMESPACE)).create();
    site.start();
    kubernetes.client().resource(refreshRights()).create();
    kubernetes.apply(Fixture.read("account.yaml"));
  }

  /** The Role is the site's. */
  private static RoleBinding refreshRights() {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withNamespace(Site.NAMESPACE)
        .withName("nodecert-refresh")
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "nodecert-refresh")
        .addNewSubject()
        .withKind("ServiceAccount")
        .withNamespace(Release.NAMESPACE)
        .withName(Release.OPERATOR)
        .endSubject()
        .build();
  }

  @Override
  public void close() {
    log.info("{}", figures);
    kubernetes.cluster().close();
  }
}
