# The image of the nodes' proxy, made as the operator's is: only what nginx.content lists.
ARG DEBIAN=trixie
FROM eclipse-temurin:25-jdk AS jdk

FROM debian:${DEBIAN}-slim AS assembled
COPY --from=jdk /opt/java/openjdk /opt/jdk
ENV JAVA_HOME=/opt/jdk
WORKDIR /build
COPY pom.xml ./
COPY image/assemble image/nginx.content image/
COPY image/files image/files
COPY image/nginx.files image/nginx.files
COPY image/target/nodecert-image.jar image/target/
COPY image/target/lib image/target/lib
RUN image/assemble nginx /layers

FROM scratch
COPY --from=assembled /layers/packages /
COPY --from=assembled /layers/application /
ARG VERSION=development
LABEL org.opencontainers.image.title="NodeCert proxy" \
      org.opencontainers.image.description="nginx before a node, which follows its certificate." \
      org.opencontainers.image.vendor="NodeCert" \
      org.opencontainers.image.licenses="Apache-2.0 AND BSD-2-Clause" \
      org.opencontainers.image.version="${VERSION}"
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
EXPOSE 8080/tcp 8443/tcp
WORKDIR /tmp
USER 65532:65532
ENTRYPOINT ["/usr/lib/nodecert/serve"]
