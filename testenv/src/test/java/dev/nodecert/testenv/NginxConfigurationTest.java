package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class NginxConfigurationTest {

  private final NginxConfiguration configuration =
      new NginxConfiguration(
          Loopback.address(127, 130, 1, 2),
          20_080,
          20_443,
          URI.create("http://127.0.0.1:8089/proxy/.well-known/acme-challenge/"));

  @Test
  void challengesAreForwardedAndNothingElse() {
    assertThat(configuration.withoutHttps())
        .isEqualTo(
            """
            daemon off;
            user root root;
            pid nginx.pid;
            events {}
            http {
              access_log access.log;
              client_body_temp_path client-body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              scgi_temp_path scgi;
              uwsgi_temp_path uwsgi;
              server {
                listen 127.130.1.2:20080;
                location / {
                  return 404;
                }
                location /.well-known/acme-challenge/ {
                  if ($request_method != GET) {
                    return 404;
                  }
                  proxy_pass http://127.0.0.1:8089/proxy/.well-known/acme-challenge/;
                }
              }
            }
            """);
  }

  @Test
  void httpsIsOneMoreServer() {
    assertThat(configuration.withHttps())
        .contains("listen 127.130.1.2:20080;")
        .contains(
            """
              server {
                listen 127.130.1.2:20443 ssl;
                ssl_certificate tls.crt;
                ssl_certificate_key tls.key;
                ssl_protocols TLSv1.2 TLSv1.3;
                location / {
                  default_type text/plain;
                  return 200 "$ssl_server_name by nginx\\n";
                }
              }
            }
            """);
  }
}
