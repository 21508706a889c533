package dev.nodecert.testenv;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where the body of an HTTP/1.1 message ends (RFC 9112 section 6.3). */
sealed interface HttpBody {

  /** After so many bytes. */
  record Sized(long bytes) implements HttpBody {
    @Override
    public void copy(InputStream in, OutputStream out) throws IOException {
      for (long left = bytes; left > 0; ) {
        var part = some(in, left);
        out.write(part);
        left -= part.length;
      }
      out.flush();
    }

    private static byte[] some(InputStream in, long atMost) throws IOException {
      var part = in.readNBytes((int) Math.min(atMost, BUFFER));
      if (part.length == 0) {
        throw new EOFException("the body ends too soon");
      }
      return part;
    }
  }

  /** After the chunk of size 0. */
  record Chunked() implements HttpBody {
    private static final int HEX = 16;

    @Override
    public void copy(InputStream in, OutputStream out) throws IOException {
      long size;
      do {
        size = Long.parseLong(copyLine(in, out).split(";", 2)[0].strip(), HEX);
        if (size > 0) {
          new Sized(size).copy(in, out);
          copyLine(in, out);
        }
      } while (size > 0);
      copyTrailers(in, out);
    }

    private static void copyTrailers(InputStream in, OutputStream out) throws IOException {
      String line;
      do {
        line = copyLine(in, out);
      } while (!line.isEmpty());
      out.flush();
    }

    private static String copyLine(InputStream in, OutputStream out) throws IOException {
      var line = new ByteArrayOutputStream();
      int next;
      do {
        next = in.read();
        if (next < 0) {
          throw new EOFException("a line ends too soon");
        }
        line.write(next);
      } while (next != '\n');
      line.writeTo(out);
      // The client may be waiting for just this chunk.
      out.flush();
      return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
  }

  /** Where the connection ends. */
  record UntilClose() implements HttpBody {
    @Override
    public void copy(InputStream in, OutputStream out) throws IOException {
      in.transferTo(out);
      out.flush();
    }
  }

  int BUFFER = 8192;
  int NO_CONTENT = 204;
  int NOT_MODIFIED = 304;

  static HttpBody ofRequest(HttpHead request) {
    return request.isChunked() ? new Chunked() : new Sized(length(request, 0));
  }

  static HttpBody ofAnswer(HttpHead answer, String method) {
    var status = Integer.parseInt(answer.word(1));
    if (method.equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED) {
      return new Sized(0);
    }
    if (answer.isChunked()) {
      return new Chunked();
    }
    var length = length(answer, -1);
    return length < 0 ? new UntilClose() : new Sized(length);
  }

  private static long length(HttpHead head, long otherwise) {
    return head.field("Content-Length").map(Long::parseLong).orElse(otherwise);
  }

  /** Copies the body as it comes, with the bytes that frame it. */
  void copy(InputStream in, OutputStream out) throws IOException;

  /** Reads the whole body, with the bytes that frame it. */
  default byte[] read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    copy(in, bytes);
    return bytes.toByteArray();
  }
}
