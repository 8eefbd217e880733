package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"
)

// answer is what attach answers, in length and form.
const answer = `{"success":true,"attached_devices":1,"device_id":"0123456789abcdef01234567","default_device_limit":2,"block_over_usage":false,"suspended":false,"new_device":false,` +
	`"access":"0123456789abcdef01234567","identity":"0123456789abcdef01234567","metadata":{"plan":"team"},"verification_status":"unverified","user_id":"0123456789abcdef01234567",` +
	`"status":"attached","created_at":"2026-01-02T03:04:05.678Z"}`

// serveBare is the bare handler's process: it reads what comes and answers.
func serveBare() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	s := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, answer)
	})}
	return s.Serve(l)
}

// handler is the bare handler's process as the load sees it.
type handler struct {
	process
	cmd *exec.Cmd
	url string
}

func startHandler(ctx context.Context) (*handler, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, program, "-handler")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	h := &handler{process: process(cmd.Process.Pid), cmd: cmd}
	line, err := bufio.NewReader(out).ReadString('\n')
	h.url = "http://" + strings.TrimSpace(line)
	return h, err
}

func (h *handler) stop() {
	_ = h.cmd.Process.Kill()
	_ = h.cmd.Wait()
}
