package dev.nodecert.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ImageConfigurationTest {

  @Test
  void saysWhatTheLastStageSays() throws IOException {
    var configuration =
        ImageConfiguration.of(
            """
            # A comment.
            FROM debian AS assembled
            USER root

            FROM scratch
            COPY --from=assembled /a /
            ARG VERSION=development
            LABEL org.opencontainers.image.title="Node certificates" \\
                  org.opencontainers.image.version="${VERSION}"
            ENV PATH=/usr/bin LANG=C.UTF-8
            EXPOSE 8080/tcp 8089/tcp
            WORKDIR /tmp
            USER 65532:65532
            ENTRYPOINT ["/bin/java", "-jar"]
            """,
            "1.2.3");

    assertThat(configuration)
        .hasToString(
            """
            {"Labels":{"org.opencontainers.image.title":"Node certificates",\
            "org.opencontainers.image.version":"1.2.3"},\
            "Env":["PATH=/usr/bin","LANG=C.UTF-8"],\
            "ExposedPorts":{"8080/tcp":{},"8089/tcp":{}},\
            "WorkingDir":"/tmp","User":"65532:65532","Entrypoint":["/bin/java","-jar"]}\
            """);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> ImageConfiguration.of("FROM scratch\nVOLUME /data\n", "1"))
        .hasMessageContaining("VOLUME /data");
  }
}
