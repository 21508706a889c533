package dev.nodecert.operator.acme;

import java.net.URI;
import java.net.URL;
import org.shredzone.acme4j.exception.AcmeProtocolException;

/** The URL that a CA gave to a resource, as a status has room for it and in ASCII alone. */
final class ResourceUrl {

  private ResourceUrl() {}

  static URI of(URL url) {
    var ascii = ascii(url);
    if (ascii.length() > DirectoryMetadata.MAX_URL) {
      throw new AcmeProtocolException("a URL is longer than " + DirectoryMetadata.MAX_URL);
    }
    return URI.create(ascii);
  }

  /** What is not ASCII is encoded: it may be invisible, or turn the text around. */
  static String ascii(URL url) {
    return URI.create(url.toString()).toASCIIString();
  }
}
