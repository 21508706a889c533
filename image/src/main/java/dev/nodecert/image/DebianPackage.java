package dev.nodecert.image;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A package as its control file says it is. */
record DebianPackage(String name, String version, String architecture) {

  static DebianPackage parse(String control) {
    return new DebianPackage(
        field(control, "Package"), field(control, "Version"), field(control, "Architecture"));
  }

  private static String field(String control, String name) {
    var matcher = Pattern.compile("^" + name + ": *(\\S+)", Pattern.MULTILINE).matcher(control);
    if (!matcher.find()) {
      throw new IllegalArgumentException("There is no %s in: %s".formatted(name, control));
    }
    return matcher.group(1);
  }

  /** As the package URL specification writes it. */
  String purl() {
    return "pkg:deb/debian/%s@%s?arch=%s".formatted(name, encoded(version), architecture);
  }

  private static String encoded(String version) {
    return URLEncoder.encode(version, StandardCharsets.UTF_8)
        .replace("%3A", ":")
        .replace("%7E", "~");
  }
}
