# The operator's image. `make image` builds what is copied here and then this; without an engine it takes the same layers from
# image/assemble and packs them by itself. Nothing of the last stage is a distribution's image: only what operator.content lists.
ARG DEBIAN=trixie
FROM eclipse-temurin:25-jdk AS jdk

FROM debian:${DEBIAN}-slim AS assembled
COPY --from=jdk /opt/java/openjdk /opt/jdk
ENV JAVA_HOME=/opt/jdk
WORKDIR /build
COPY pom.xml ./
COPY operator/jvm.options operator/
COPY operator/target/bom.json operator/target/nodecert-operator.jar operator/target/
COPY operator/target/lib operator/target/lib
COPY gate/target/bom.json gate/target/nodecert-gate.jar gate/target/
COPY gate/target/lib gate/target/lib
COPY image/assemble image/operator.content image/
COPY image/files image/files
COPY image/target/nodecert-image.jar image/target/
COPY image/target/lib image/target/lib
RUN image/assemble operator /layers

FROM scratch
COPY --from=assembled /layers/packages /
COPY --from=assembled /layers/runtime /
COPY --from=assembled /layers/libraries /
COPY --from=assembled /layers/application /
ARG VERSION=development
LABEL org.opencontainers.image.title="NodeCert operator" \
      org.opencontainers.image.description="Certificates for the nodes of a cluster: Proxmox VE's certificate management as a Kubernetes operator." \
      org.opencontainers.image.vendor="NodeCert" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
EXPOSE 8080/tcp 8081/tcp 8088/tcp 8089/tcp
WORKDIR /tmp
USER 65532:65532
ENTRYPOINT ["/usr/lib/nodecert/runtime/bin/java", "@/usr/lib/nodecert/jvm.options", "-jar", "/usr/lib/nodecert/nodecert-operator.jar"]
