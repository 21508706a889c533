package dev.nodecert.e2e;

import static org.awaitility.Awaitility.await;

import dev.nodecert.testenv.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.RemoteWebDriver;

/** A browser, and who sits before it. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final Chromium chromium;
  private final RemoteWebDriver driver;

  private Browser(Chromium chromium, Map<String, String> addresses) {
    this.chromium = chromium;
    driver = new RemoteWebDriver(chromium.address(), options(chromium.program(), addresses));
    driver.manage().timeouts().implicitlyWait(PATIENCE).pageLoadTimeout(PATIENCE);
  }

  /**
   * Opens one with nothing in its memory.
   *
   * @param addresses of the names that it finds
   * @param trusted CAs that it trusts beside the public ones, in PEM
   */
  static Browser open(Map<String, String> addresses, String... trusted) {
    var chromium = Chromium.start();
    try {
      Stream.of(trusted).forEach(chromium::trust);
      return new Browser(chromium, addresses);
    } catch (RuntimeException e) {
      chromium.close();
      throw e;
    }
  }

  private static ChromeOptions options(Path program, Map<String, String> addresses) {
    var options = new ChromeOptions();
    options.setBinary(program.toFile());
    options.addArguments(
        // It has none for root.
        "--no-sandbox",
        // It ends with what holds the other end.
        "--remote-debugging-pipe",
        "--window-size=1000,700",
        "--host-resolver-rules=" + rules(addresses));
    return options;
  }

  private static String rules(Map<String, String> addresses) {
    var known = addresses.entrySet().stream().map(it -> "MAP " + it.getKey() + " " + it.getValue());
    return Stream.concat(known, Stream.of("MAP * ~NOTFOUND")).collect(Collectors.joining(","));
  }

  void open(String address) {
    driver.get(address);
  }

  String address() {
    return driver.getCurrentUrl();
  }

  String title() {
    return driver.getTitle();
  }

  void type(String id, String text) {
    var field = driver.findElement(By.id(id));
    field.clear();
    field.sendKeys(text);
  }

  void choose(String id, Path file) {
    driver.findElement(By.id(id)).sendKeys(file.toAbsolutePath().toString());
  }

  void enter(String id) {
    driver.findElement(By.id(id)).sendKeys(Keys.ENTER);
  }

  void click(String id) {
    driver.findElement(By.id(id)).click();
  }

  /** Presses the button of the page's one form, and waits until the page is another. */
  void submit() {
    var form = driver.findElement(By.tagName("form"));
    form.findElement(By.tagName("button")).click();
    await().atMost(PATIENCE).until(() -> isGone(form));
  }

  private static boolean isGone(WebElement element) {
    try {
      return element.getTagName().isEmpty();
    } catch (StaleElementReferenceException gone) {
      return true;
    }
  }

  String text(String id) {
    return driver.findElement(By.id(id)).getText();
  }

  /** Keeps what is seen in a window, and in one of this width. */
  void screenshots(String name, int narrow) {
    screenshot(name);
    var window = driver.manage().window();
    var size = window.getSize();
    window.setSize(new Dimension(narrow, size.getHeight()));
    screenshot(name + "-" + narrow);
    window.setSize(size);
  }

  /** Keeps what is seen, for people. */
  void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (chromium) {
      driver.quit();
    }
  }
}
