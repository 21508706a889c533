package dev.nodecert.e2e;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A console of a Proxmox host: a WebSocket that echoes. */
final class Console implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;

  private final Echoes echoes = new Echoes();
  private final WebSocket socket;

  private Console(WebSocket.Builder builder, URI uri) {
    socket = builder.subprotocols("binary").buildAsync(uri, echoes).join();
  }

  static Console open(String base, Visitor visitor) {
    var builder = visitor.client().newWebSocketBuilder();
    visitor.headers().forEach(builder::header);
    var uri = base.replace("https:", "wss:") + "/api2/json/nodes/pve1/vncwebsocket";
    return new Console(builder, URI.create(uri));
  }

  /** What comes back; or what has become of the connection, or nothing after a while. */
  String echo(String text) throws InterruptedException {
    socket.sendText(text, true).join();
    var answer = echoes.received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return answer == null ? "" : answer;
  }

  @Override
  public void close() {
    socket.abort();
  }

  private static final class Echoes implements WebSocket.Listener {

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      received.add(text.toString());
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      received.add("closed: " + code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      received.add("broken: " + error);
    }
  }
}
