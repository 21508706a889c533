package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What is done at the proxy that mounts the Secret. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProxyPolicy(
    @JsonPropertyDescription(
            """
            Whether the pods that mount the Secret are annotated when it has changed, so that the
            kubelet brings the new files into them at once instead of within a minute or two. The
            node-proxy chart brings the Role for it. Default: false.
            """)
        @Nullable Boolean refresh,
    @JsonPropertyDescription(
            """
            Where the operator looks, after each change, whether the certificate is really served:
            condition Served. Default: it does not look.
            """)
        @Nullable ProxyProbe probe) {}
