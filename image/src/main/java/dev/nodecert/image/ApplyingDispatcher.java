package dev.nodecert.image;

import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.HttpURLConnection;
import java.util.List;

/** The fabric8 project's stand-in, with what the operator needs besides. */
final class ApplyingDispatcher extends KubernetesCrudDispatcher {

  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";

  /** What leader election asks for. */
  private static final String ANY_RIGHT =
      """
      {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "status": {
        "incomplete": false, "nonResourceRules": [],
        "resourceRules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}}
      """;

  ApplyingDispatcher(List<CustomResourceDefinitionContext> kinds) {
    super(kinds);
  }

  @Override
  public MockResponse handleCreate(RecordedRequest request) {
    return request.getPath().equals(REVIEWS)
        ? new MockResponse().setResponseCode(HttpURLConnection.HTTP_CREATED).setBody(ANY_RIGHT)
        : super.handleCreate(request);
  }

  /** An apply makes what is not there. */
  @Override
  public MockResponse handlePatch(RecordedRequest request) {
    var path = request.getPath().replaceFirst("\\?.*", "");
    var type = String.valueOf(request.getHeader("Content-Type"));
    return type.contains("apply-patch") && findResource(getKey(path)) == null
        ? handleCreate(as(request, HttpMethod.POST, path.substring(0, path.lastIndexOf('/'))))
        : super.handlePatch(request);
  }

  private static RecordedRequest as(RecordedRequest request, HttpMethod method, String path) {
    return new RecordedRequest(
        request.getHttpVersion(), method, path, request.getHeaders(), request.getBody());
  }
}
