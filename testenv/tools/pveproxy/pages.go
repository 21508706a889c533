package main

import (
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/coder/websocket"
)

const (
	user              = "root@pam"
	password          = "proxmox"
	token             = "PVEAPIToken=root@pam!test=00000000-0000-0000-0000-000000000000"
	unauthorizedDelay = 3 * time.Second
	journalPause      = 2 * time.Second
)

//go:embed page.html
var page []byte

// Of the one session that all who are logged in share.
var (
	ticket    = "PVE:" + user + ":" + rand.Text()
	csrfToken = rand.Text()
)

func pages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Server", "pve-api-daemon/3.0")
		_, _ = w.Write(page)
	})
	mux.HandleFunc("POST /api2/extjs/access/ticket", logIn)
	mux.HandleFunc("GET /api2/json/version", authorized(func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]string{"version": "9.1.1"})
	}))
	mux.HandleFunc("GET /api2/json/nodes/pve1/journal", authorized(journal))
	mux.HandleFunc("POST /api2/extjs/nodes/pve1/storage/local/upload", authorized(upload))
	mux.HandleFunc("GET /api2/json/nodes/pve1/vncwebsocket", authorized(console))
	return mux
}

func isUpload(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, "/upload") && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data;")
}

func isConsole(r *http.Request) bool {
	return r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "websocket") && r.Header.Get("Sec-WebSocket-Version") == "13"
}

func logIn(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("username") != user || r.FormValue("password") != password {
		unauthorized(w)
		return
	}
	answer(w, map[string]string{"username": user, "ticket": ticket, "CSRFPreventionToken": csrfToken})
}

func authorized(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie("PVEAuthCookie")
		switch {
		case r.Header.Get("Authorization") == token:
			next(w, r)
		case err != nil || cookie.Value != ticket:
			unauthorized(w)
		case r.Method != http.MethodGet && r.Header.Get("CSRFPreventionToken") != csrfToken:
			unauthorized(w)
		default:
			next(w, r)
		}
	}
}

func unauthorized(w http.ResponseWriter) {
	time.Sleep(unauthorizedDelay)
	http.Error(w, "authentication failure", http.StatusUnauthorized)
}

func answer(w http.ResponseWriter, data any) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	_ = json.NewEncoder(w).Encode(map[string]any{"data": data, "success": 1})
}

// journal has a line at once and another later, by which one sees whether somebody collects them.
func journal(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintln(w, "now")
	_ = http.NewResponseController(w).Flush()
	time.Sleep(journalPause)
	fmt.Fprintln(w, "later")
}

func upload(w http.ResponseWriter, r *http.Request) {
	parts, err := r.MultipartReader()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var size int64
	for part, err := parts.NextPart(); err != io.EOF; part, err = parts.NextPart() {
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		read, _ := io.Copy(io.Discard, part)
		size += read
	}
	answer(w, size)
}

// console echoes.
func console(w http.ResponseWriter, r *http.Request) {
	socket, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{"binary"}})
	if err != nil {
		return
	}
	defer socket.CloseNow()
	for {
		kind, message, err := socket.Read(r.Context())
		if err != nil {
			return
		}
		if err := socket.Write(r.Context(), kind, message); err != nil {
			return
		}
	}
}
