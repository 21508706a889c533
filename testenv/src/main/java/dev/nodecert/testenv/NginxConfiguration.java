package dev.nodecert.testenv;

import java.net.InetAddress;
import java.net.URI;

/**
 * What nginx is told, without rights and files beyond its working directory.
 *
 * @param address where it listens
 * @param httpPort where the CA looks
 * @param httpsPort where it serves {@link #CERTIFICATE}
 * @param challenges where it forwards the CA's requests
 */
record NginxConfiguration(InetAddress address, int httpPort, int httpsPort, URI challenges) {

  static final String CERTIFICATE = "tls.crt";
  static final String PRIVATE_KEY = "tls.key";

  /** For a node that has no certificate yet. */
  String withoutHttps() {
    return render(http());
  }

  /** For a node whose certificate is in place. */
  String withHttps() {
    return render(http() + https());
  }

  /** The user matters only to a root, whose workers could not read the working directory else. */
  private static String render(String servers) {
    return """
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
    %s\
    }
    """
        .formatted(servers.indent(2));
  }

  private String http() {
    return """
    server {
      listen %s:%d;
      location / {
        return 404;
      }
      location /.well-known/acme-challenge/ {
        if ($request_method != GET) {
          return 404;
        }
        proxy_pass %s;
      }
    }
    """
        .formatted(address.getHostAddress(), httpPort, challenges);
  }

  private String https() {
    return """
    server {
      listen %s:%d ssl;
      ssl_certificate %s;
      ssl_certificate_key %s;
      ssl_protocols TLSv1.2 TLSv1.3;
      location / {
        default_type text/plain;
        return 200 "$ssl_server_name by nginx\\n";
      }
    }
    """
        .formatted(address.getHostAddress(), httpsPort, CERTIFICATE, PRIVATE_KEY);
  }
}
