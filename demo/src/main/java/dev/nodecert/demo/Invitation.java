package dev.nodecert.demo;

/** What a person may try while all stays up. */
record Invitation(Scenery scenery, TlsCheck check) {

  /** Lines for a shell. */
  String text() {
    return """
    export KUBECONFIG=%s
    %skubectl get acmeaccounts,nodecertificates -A
    kubectl delete secret -n proxy pve1-tls              # it is ordered again
    kubectl get nodecertificates -n proxy --watch        # … as you can see here
    kubectl explain nodecertificate.spec
    %s
    tail -f %s
    """
        .formatted(
            scenery.cluster().kubeconfig(),
            kubectl(),
            check.curl(),
            scenery.operator().process().log());
  }

  private String kubectl() {
    return Executables.isOnPath("kubectl")
        ? ""
        : "alias kubectl=%s%n".formatted(scenery.executables().kubectl());
  }
}
