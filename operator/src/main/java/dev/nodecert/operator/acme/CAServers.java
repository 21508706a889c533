package dev.nodecert.operator.acme;

import dev.nodecert.operator.text.VisibleText;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The servers that a CA's directory names. A CA's answers, and statuses that tenants may write, are
 * full of URLs; no request goes anywhere else.
 */
final class CAServers {

  private static final int HTTPS_PORT = 443;

  private final Origin directory;
  private volatile Set<Origin> origins;

  /** The servers of a directory of which only the URL is known yet. */
  CAServers(URI directory) {
    this.directory = Origin.of(directory);
    this.origins = Set.of(this.directory);
  }

  /** Where requests of one server go (RFC 6454 section 4). */
  private record Origin(String scheme, String host, int port) {
    static Origin of(URI url) {
      var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      var host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
      return new Origin(scheme, host, url.getPort() < 0 ? HTTPS_PORT : url.getPort());
    }
  }

  /** Learns the URLs of a directory that was just read. */
  void learn(Collection<URI> urls) {
    origins =
        Stream.concat(Stream.of(directory), urls.stream().map(Origin::of))
            .filter(origin -> origin.scheme().equals(directory.scheme()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Refuses a URL that no request may go to.
   *
   * @throws UnexpectedAnswerException for a server that the directory does not name, and for one
   *     inside this machine or network unless the directory itself is there
   */
  void require(URI url) throws UnexpectedAnswerException {
    var origin = Origin.of(url);
    if (!origins.contains(origin)) {
      throw UnexpectedAnswerException.foreignServer(
          "The CA's answer, or a status, names a URL on a server that the CA's directory does not: %s."
              .formatted(VisibleText.line(origin.host(), ProblemText.MAX_TYPE)));
    }
    if (!origin.host().equals(directory.host()) && isInternal(origin.host())) {
      throw UnexpectedAnswerException.foreignServer(
          "The CA's directory names a server inside this machine or network: %s."
              .formatted(VisibleText.line(origin.host(), ProblemText.MAX_TYPE)));
    }
  }

  private boolean isInternal(String host) {
    return addresses(host).anyMatch(CAServers::isInternal)
        && addresses(directory.host()).noneMatch(CAServers::isInternal);
  }

  /** None for a name that does not resolve: the request itself will tell. */
  private static Stream<InetAddress> addresses(String host) {
    try {
      return Stream.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return Stream.empty();
    }
  }

  static boolean isInternal(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress();
  }
}
