"""Receives mails or webhooks on this machine and says what came, one JSON line each.

server.py mail | hook SECRET | hook-tls SECRET

The first line is the port. It ends when its standard input does, so none is left behind.
"""

import base64
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import os
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time


speaking = threading.Lock()


def say(value):
    # Many threads answer at once; print writes the line and its end apart.
    with speaking:
        print(json.dumps(value, ensure_ascii=False), flush=True)


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


class Mail(socketserver.StreamRequestHandler):
    """Answers as the name of the recipient asks: unknown@, busy@, hang@."""

    def reply(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.reply("220 test")
        sender = recipient = ""
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "EHLO":
                self.reply("250-test")
                self.reply("250 8BITMIME")
            elif verb == "MAIL":
                sender = line.split("<")[1].split(">")[0]
                self.reply("250 ok")
            elif verb == "RCPT":
                recipient = line.split("<")[1].split(">")[0]
                if recipient.startswith("unknown@"):
                    self.reply("550 no such user")
                elif recipient.startswith("busy@"):
                    self.reply("451 try again later")
                elif recipient.startswith("hang@"):
                    time.sleep(60)
                else:
                    self.reply("250 ok")
            elif verb == "DATA":
                self.reply("354 go on")
                lines = []
                while (data := self.rfile.readline()) != b".\r\n":
                    lines.append(data[1:] if data.startswith(b".") else data)
                self.take(sender, recipient, b"".join(lines))
                self.reply("250 taken")
            elif verb == "QUIT":
                self.reply("221 bye")
                return
            else:
                self.reply("502 unknown")

    def take(self, sender, recipient, data):
        mail = email.message_from_bytes(data, policy=email.policy.default)
        say({
            "from": sender, "to": recipient,
            "headers": {name.lower(): str(value) for name, value in mail.items()},
            "text": mail.get_content(), "longest": max(map(len, data.split(b"\r\n"))),
            "defects": len(mail.defects) + sum(len(value.defects) for value in mail.values()),
        })


class Hook(http.server.BaseHTTPRequestHandler):
    """Answers as the path asks: /status/503/7 (with Retry-After), /redirect, /hang, /large."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signed = b".".join([
            self.headers["webhook-id"].encode(), self.headers["webhook-timestamp"].encode(), body])
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        code = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        say({
            "path": self.path, "body": body.decode(),
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "isGenuine": self.headers["webhook-signature"] == "v1," + code,
        })
        parts = self.path.split("/")
        if parts[1] == "status":
            self.answer(int(parts[2]), {"Retry-After": parts[3]} if len(parts) > 3 else {})
        elif parts[1] == "redirect":
            self.answer(307, {"Location": "/ok"})
        elif parts[1] == "hang":
            time.sleep(60)
        elif parts[1] == "large":
            self.answer(200, {}, b"x" * (1 << 20))
        else:
            self.answer(204, {})

    def answer(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # Whoever does not read all of it may go.


def own_certificate(folder):
    """A certificate nobody has reason to trust."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         "/CN=localhost", "-keyout", f"{folder}/key", "-out", f"{folder}/certificate"],
        check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/certificate", f"{folder}/key")
    return context


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        pass


KIND, SECRET = (sys.argv[1:] + [""])[:2]
server = Server(("127.0.0.1", 0), Mail if KIND == "mail" else Hook)
if KIND == "hook-tls":
    with tempfile.TemporaryDirectory() as folder:
        server.socket = own_certificate(folder).wrap_socket(server.socket, server_side=True)
threading.Thread(target=end_with_parent, daemon=True).start()
say(server.server_address[1])
server.serve_forever()
