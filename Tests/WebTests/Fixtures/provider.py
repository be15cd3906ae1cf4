"""An identity provider on this machine, which does as it is told, right or wrong.

provider.py PORT [SECRET]; port 0: any that is free

It signs with openssl, not with what Koe checks by. The first line it says is its port; then it answers
each line of JSON it is given with another. It ends when its standard input does.

    {"do": "authorize", "url": …, "at": seconds, "claims": {…}, "sign": "RS256", "key": "rsa", "kid": …}
        what the browser comes back with; claims replace its own, null takes one away
    {"do": "publish", "keys": ["rsa", "ec", …], "nameless": ["other"]}
    {"do": "describe", "members": {…}}      other members of its description
    {"do": "fail", "code": 503}             to everything, until told 0
    {"do": "asked"}                         how often for what
"""

import base64
import hashlib
import hmac
import http.server
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import urllib.parse

SECRET = sys.argv[2] if len(sys.argv) > 2 else None
CLIENT = "koe"
FOLDER = tempfile.mkdtemp()


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def openssl(*arguments, given=None):
    return subprocess.run(
        ["openssl", *arguments], input=given, check=True, capture_output=True
    ).stdout


class Key:
    """A pair of keys in a file."""

    KINDS = {
        "rsa": ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        "ec": ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
        "ed": ["ed25519"],
    }

    def __init__(self, name):
        self.name, self.kind = name, name[:2] if name[:2] in self.KINDS else "rsa"
        self.file = os.path.join(FOLDER, name)
        openssl("genpkey", "-algorithm", *self.KINDS[self.kind], "-out", self.file)
        self.public = openssl("pkey", "-in", self.file, "-pubout", "-outform", "DER")

    def published(self):
        if self.kind == "ec":
            members = {"kty": "EC", "crv": "P-256", "x": b64(self.public[-64:-32]),
                       "y": b64(self.public[-32:])}
        elif self.kind == "ed":
            members = {"kty": "OKP", "crv": "Ed25519", "x": b64(self.public[-32:])}
        else:
            said = openssl("rsa", "-in", self.file, "-modulus", "-noout").decode()
            members = {"kty": "RSA", "n": b64(bytes.fromhex(said.split("=")[1].strip())),
                       "e": "AQAB"}
        return members | {"kid": self.name, "use": "sig"}

    def sign(self, way, data):
        if way == "none":
            return b""
        if way == "HS256":
            # With what everybody knows as the secret.
            pem = openssl("pkey", "-in", self.file, "-pubout")
            return hmac.new(pem, data, hashlib.sha256).digest()
        if way == "EdDSA":
            whole = os.path.join(FOLDER, "signed")
            with open(whole, "wb") as file:
                file.write(data)
            return openssl("pkeyutl", "-sign", "-inkey", self.file, "-rawin", "-in", whole)
        pss = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"]
        signed = openssl("dgst", "-sha256", "-sign", self.file,
                         *(pss if way == "PS256" else []), given=data)
        return pair(signed) if way == "ES256" else signed


def pair(der):
    """The two numbers of a signature, which DER writes with their length and sign."""
    first = der[4:4 + der[3]]
    second = der[6 + der[3]:]
    return b"".join(number.lstrip(b"\0").rjust(32, b"\0") for number in (first, second))


class Provider:
    def __init__(self):
        self.keys, self.codes, self.asked = {}, {}, {}
        self.members, self.code = {}, 0
        self.publish(["rsa"])

    def key(self, name):
        if name not in self.keys:
            self.keys[name] = Key(name)
        return self.keys[name]

    def publish(self, names, nameless=()):
        listed = [self.key(name).published() for name in names]
        for name in nameless:
            listed.append({k: v for k, v in self.key(name).published().items() if k != "kid"})
        # What a browser has no use for must not disturb anybody.
        listed.append({"kty": "oct", "kid": "rsa", "alg": "HS256", "k": "c2VjcmV0"})
        listed.append({"kty": "EC", "kid": "rsa", "use": "enc", "alg": "ECDH-ES", "crv": "P-384"})
        self.listed = {"keys": listed}

    def description(self):
        return {
            "issuer": ISSUER, "authorization_endpoint": ISSUER + "/authorize?tenant=nemuro",
            "token_endpoint": ISSUER + "/token", "jwks_uri": ISSUER + "/keys",
            "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"],
        } | self.members

    def authorize(self, plan):
        place = urllib.parse.urlsplit(plan["url"])
        asked = dict(urllib.parse.parse_qsl(place.query, strict_parsing=True))
        wanted = {"tenant": "nemuro", "response_type": "code", "client_id": CLIENT,
                  "scope": "openid", "code_challenge_method": "S256"}
        wrong = [name for name, value in wanted.items() if asked.get(name) != value]
        if wrong or not asked["redirect_uri"].endswith("/login/oidc/return"):
            return {"error": f"wrong: {wrong} {asked}"}
        code = secrets.token_urlsafe()
        self.codes[code] = plan | {"asked": asked}
        back = urllib.parse.urlencode({"code": code, "state": asked["state"]})
        return {"location": asked["redirect_uri"] + "?" + back, "state": asked["state"]}

    def token(self, form, authorization):
        """RFC 6749 §5 and RFC 7636 §4.6."""
        if SECRET:
            pair = base64.b64encode(f"{CLIENT}:{urllib.parse.quote(SECRET, safe='')}".encode())
            if authorization != "Basic " + pair.decode():
                return 401, {"error": "invalid_client"}
        plan = self.codes.pop(form.get("code"), None)
        if plan is None or form.get("grant_type") != "authorization_code":
            return 400, {"error": "invalid_grant"}
        asked = plan["asked"]
        challenge = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if challenge != asked["code_challenge"] or len(form["code_verifier"]) < 43:
            return 400, {"error": "invalid_grant"}
        if form.get("redirect_uri") != asked["redirect_uri"] or form.get("client_id") != CLIENT:
            return 400, {"error": "invalid_grant"}
        claims = {"iss": ISSUER, "sub": "3f6c1b9e", "aud": CLIENT, "iat": plan["at"],
                  "exp": plan["at"] + 300, "nonce": asked["nonce"]} | plan.get("claims", {})
        claims = {name: value for name, value in claims.items() if value is not None}
        key = self.key(plan.get("key", "rsa"))
        way = plan.get("sign", "RS256")
        header = {"typ": "JWT", "alg": way, "kid": plan.get("kid", key.name)}
        header = {name: value for name, value in header.items() if value != ""}
        signed = ".".join(b64(json.dumps(part).encode()) for part in (header, claims))
        token = signed + "." + b64(key.sign(way, signed.encode()))
        if plan.get("spoil"):
            token = token[:-8] + ("AAAAAAAA" if token[-8:] != "AAAAAAAA" else "BBBBBBBB")
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": token}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.note()
        if self.path == "/.well-known/openid-configuration":
            self.answer(200, provider.description())
        elif self.path == "/keys":
            self.answer(200, provider.listed)
        else:
            self.answer(404, {})

    def do_POST(self):
        self.note()
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = dict(urllib.parse.parse_qsl(body, strict_parsing=True))
        self.answer(*provider.token(form, self.headers["Authorization"]))

    def note(self):
        provider.asked[self.path] = provider.asked.get(self.path, 0) + 1

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(provider.code or status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def do(order):
    what = order.pop("do")
    if what == "authorize":
        return provider.authorize(order)
    if what == "publish":
        provider.publish(order["keys"], order.get("nameless", []))
    elif what == "describe":
        provider.members = order["members"]
    elif what == "fail":
        provider.code = order["code"]
    return provider.asked


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
server.daemon_threads = True
ISSUER = f"http://127.0.0.1:{server.server_address[1]}"
provider = Provider()
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
for line in sys.stdin:
    print(json.dumps(do(json.loads(line))), flush=True)
for name in os.listdir(FOLDER):
    os.unlink(os.path.join(FOLDER, name))
os.rmdir(FOLDER)
os._exit(0)
