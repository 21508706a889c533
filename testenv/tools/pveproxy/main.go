// Command pveproxy stands in for the web front of a Proxmox host: pages, log-in, API, upload and a console, with the limits
// that the real one has (see pve-http-server's AnyEvent.pm). Each request is a line of its output.
//
//	pveproxy --listen=:8006 --certificate=FILE --key=FILE
package main

import (
	"context"
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"
)

const (
	idleTimeout           = 5 * time.Second
	requestsPerConnection = 100
	maxHeaderLines        = 64
	maxHeaderBytes        = 8 << 10
	maxBody               = 512 << 10
)

func main() {
	listen := flag.String("listen", ":8006", "the `address`")
	certificate := flag.String("certificate", "", "the `file` of its certificate, in PEM")
	key := flag.String("key", "", "the `file` of its private key, in PEM")
	flag.Parse()
	if err := serve(*listen, *certificate, *key); err != nil {
		fmt.Fprintln(os.Stderr, "pveproxy:", err)
		os.Exit(1)
	}
}

func serve(address, certificate, key string) error {
	server := &http.Server{
		Addr:           address,
		Handler:        logged(limited(pages())),
		IdleTimeout:    idleTimeout,
		MaxHeaderBytes: maxHeaderBytes,
		ConnContext:    withCounter,
		// Whoever connects and says nothing is no request.
		ErrorLog: log.New(io.Discard, "", 0),
		// HTTP/1.1 only.
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
	}
	return server.ListenAndServeTLS(certificate, key)
}

type counterKey struct{}

func withCounter(ctx context.Context, _ net.Conn) context.Context {
	return context.WithValue(ctx, counterKey{}, new(atomic.Int32))
}

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Println(r.Method, r.URL.Path)
		next.ServeHTTP(w, r)
	})
}

func limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Context().Value(counterKey{}).(*atomic.Int32).Add(1) >= requestsPerConnection {
			w.Header().Set("Connection", "close")
		}
		if code := refusal(r); code != 0 {
			w.Header().Set("Connection", "close")
			http.Error(w, http.StatusText(code), code)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// refusal is the status of what the real one refuses before it looks at who asks for what; else 0.
func refusal(r *http.Request) int {
	switch {
	case headerLines(r) > maxHeaderLines:
		return http.StatusBadRequest
	case len(r.TransferEncoding) > 0:
		return http.StatusNotImplemented
	case r.ContentLength > maxBody && !isUpload(r):
		return http.StatusNotImplemented
	case r.Header.Get("Upgrade") != "" && !isConsole(r):
		return http.StatusNotImplemented
	}
	return 0
}

func headerLines(r *http.Request) int {
	lines := 1
	for _, values := range r.Header {
		lines += len(values)
	}
	return lines
}
