package dev.nodecert.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DebianPackageTest {

  @Test
  void isNamedAsScannersNameIt() {
    var part =
        DebianPackage.parse(
            """
            Package: libssl3
            Source: openssl
            Version: 1:3.5.9-1~deb13u1+b2
            Architecture: amd64
            Description: a library
             Version: of a description
            """);

    assertThat(part.purl()).isEqualTo("pkg:deb/debian/libssl3@1:3.5.9-1~deb13u1%2Bb2?arch=amd64");
  }

  @Test
  void isRefusedWithoutAVersion() {
    assertThatThrownBy(() -> DebianPackage.parse("Package: bash\nArchitecture: all\n"))
        .hasMessageContaining("Version");
  }
}
