package dev.nodecert.testenv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A client's connection to a {@link FaultProxy}, with one of its own to the server. */
final class ProxiedConnection {

  private static final Duration DELAY = Duration.ofSeconds(3);
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Side client;
  private final Side server;
  private final FaultPlan plan;
  private final AnswerEdit edit;
  private final Runnable kill;
  private final Consumer<ProxiedExchange> exchanges;

  ProxiedConnection(
      Side client,
      Side server,
      FaultPlan plan,
      AnswerEdit edit,
      Runnable kill,
      Consumer<ProxiedExchange> exchanges) {
    this.client = client;
    this.server = server;
    this.plan = plan;
    this.edit = edit;
    this.kill = kill;
    this.exchanges = exchanges;
  }

  /** One end of the proxy. */
  record Side(InputStream in, OutputStream out) {
    static Side of(Socket socket) throws IOException {
      return new Side(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    }

    void sendHalf(HttpHead head) throws IOException {
      var bytes = head.bytes();
      out.write(bytes, 0, bytes.length / 2);
      out.flush();
    }

    void send(HttpMessage message) throws IOException {
      out.write(message.head().bytes());
      out.write(message.bodyBytes());
      out.flush();
    }
  }

  /** What becomes of the connection after a request. */
  private enum Next {
    REQUEST,
    CLOSE
  }

  /** Serves requests until one side has enough; the caller closes both. */
  void serve() throws IOException, InterruptedException {
    var next = Next.REQUEST;
    while (next == Next.REQUEST) {
      var request = request();
      next = request.isEmpty() ? Next.CLOSE : serve(request.get());
    }
  }

  private Optional<HttpMessage> request() throws IOException {
    var head = HttpHead.read(client.in());
    return head.isEmpty() ? Optional.empty() : Optional.of(request(head.get()));
  }

  private HttpMessage request(HttpHead head) throws IOException {
    return HttpMessage.of(head, HttpBody.ofRequest(head).read(client.in()));
  }

  private Next serve(HttpMessage request) throws IOException, InterruptedException {
    var fault = plan.faultFor(request.asRequest());
    return fault.isEmpty() ? pass(request) : befall(fault.get(), request);
  }

  private Next befall(Fault fault, HttpMessage request) throws IOException, InterruptedException {
    return switch (fault) {
      case KILL_BEFORE -> kill();
      case KILL_AFTER -> {
        forward(request);
        yield kill();
      }
      case INTERNAL_ERROR, UNAVAILABLE, TOO_MANY_REQUESTS, BAD_NONCE, HTML ->
          answer(request, FaultAnswer.of(fault));
      case EMPTY_BODY -> answer(request, forward(request).withEmptyBody());
      case STALLED_HEADERS -> {
        client.sendHalf(forward(request).head());
        yield stall();
      }
      case STALLED_BODY -> {
        client.send(forward(request).withHalfBody());
        yield stall();
      }
      case CUT_BEFORE -> Next.CLOSE;
      case CUT_AFTER -> {
        forward(request);
        yield Next.CLOSE;
      }
      case CUT_BODY -> {
        client.send(forward(request).withHalfBody());
        yield Next.CLOSE;
      }
      case DELAY -> {
        Thread.sleep(DELAY);
        yield pass(request);
      }
    };
  }

  private Next kill() {
    kill.run();
    return Next.CLOSE;
  }

  /** Says nothing until the client gives up. */
  private Next stall() throws IOException {
    client.in().transferTo(OutputStream.nullOutputStream());
    return Next.CLOSE;
  }

  private Next answer(HttpMessage request, HttpMessage answer) throws IOException {
    client.send(isHead(request) ? answer.withoutBody() : answer);
    return answer.head().endsConnection() ? Next.CLOSE : Next.REQUEST;
  }

  private static boolean isHead(HttpMessage request) {
    return request.asRequest().method().equals("HEAD");
  }

  private Next pass(HttpMessage request) throws IOException {
    return request.asRequest().isWatch()
        ? stream(request)
        : answer(request, edited(request, forward(request)));
  }

  private HttpMessage edited(HttpMessage request, HttpMessage answer) {
    var said = answer.asAnswer();
    var heard = edit.edit(request.asRequest(), said);
    return heard.equals(said) ? answer : answer.saying(heard);
  }

  /** Has the server answer, and reads that whole. */
  private HttpMessage forward(HttpMessage request) throws IOException {
    var head = ask(request);
    var answer = HttpMessage.of(head, answerBody(request, head).read(server.in()));
    exchanges.accept(new ProxiedExchange(request.asRequest(), status(head), answer.body()));
    return answer;
  }

  private HttpHead ask(HttpMessage request) throws IOException {
    server.send(request);
    return HttpHead.read(server.in())
        .orElseThrow(() -> new IOException("the server closed without an answer"));
  }

  private static HttpBody answerBody(HttpMessage request, HttpHead answer) {
    return HttpBody.ofAnswer(answer, request.asRequest().method());
  }

  private static int status(HttpHead answer) {
    return Integer.parseInt(answer.word(1));
  }

  /** A watch: each event must pass as it comes. */
  private Next stream(HttpMessage request) throws IOException {
    var head = ask(request);
    client.send(new HttpMessage(head, ""));
    if (status(head) == SWITCHING_PROTOCOLS) {
      return tunnel();
    }
    answerBody(request, head).copy(server.in(), client.out());
    return Next.REQUEST;
  }

  private Next tunnel() throws IOException {
    Thread.ofVirtual().name("fault-proxy-tunnel").start(this::clientToServer);
    new HttpBody.UntilClose().copy(server.in(), client.out());
    return Next.CLOSE;
  }

  private void clientToServer() {
    try {
      new HttpBody.UntilClose().copy(client.in(), server.out());
      server.out().close();
    } catch (IOException closed) {
      // By the other direction, which is being read still or has ended.
    }
  }
}
