"""The providers' own clients, pinned, before the server of tests: what it answers is what they understand."""
import os
import socket
import ssl
import subprocess
import sys
import threading

from standin import StandIn


def check_clients(program, folder, check):
    with StandIn(program, folder, []) as server:
        for name, work in [("openai", openai), ("runwayml", runwayml), ("lumaai", lumaai), ("replicate", replicate)]:
            try:
                work(server.address, check)
            except Exception as error:  # whatever a client does not understand
                check(False, f"{name}: {type(error).__name__}: {error}")
        fal(server, folder, check)
    print("5 official clients: each completes before the server")


def openai(address, check):
    from openai import OpenAI
    client = OpenAI(base_url=f"{address}/v1", api_key="planted", max_retries=0)
    answer = client.images.generate(model="gpt-image-2", prompt="x", quality="low", size="1024x1024")
    check(answer.usage.output_tokens == 196 and answer.data[0].b64_json, "openai: usage")
    edit = client.images.edit(model="gpt-image-2", prompt="x", image=("a.png", b"\x89PNG", "image/png"))
    check(edit.usage.input_tokens_details.image_tokens == 1026, "openai: edit")


def runwayml(address, check):
    from runwayml import RunwayML
    client = RunwayML(base_url=address, api_key="planted", max_retries=0)
    task = client.text_to_video.create(model="gen4.5", prompt_text="x", ratio="1280:720", duration=2)
    states = [client.tasks.retrieve(task.id) for _ in range(3)]
    check(states[-1].status == "SUCCEEDED" and states[-1].output, "runwayml: task")
    check(client.organization.retrieve().credit_balance > 0, "runwayml: credits")


def lumaai(address, check):
    from lumaai import LumaAI
    client = LumaAI(base_url=f"{address}/dream-machine/v1", auth_token="planted", max_retries=0)
    work = client.generations.create(model="ray-flash-2", prompt="x", resolution="540p", duration="5s")
    states = [client.generations.get(id=work.id) for _ in range(3)]
    check(states[-1].state == "completed" and states[-1].assets.video, "lumaai: generation")
    check(client.credits.get().credit_balance > 0, "lumaai: credits")


def replicate(address, check):
    from replicate.client import Client
    client = Client(api_token="planted", base_url=address)
    work = client.models.predictions.create(model="black-forest-labs/flux-schnell", input={"prompt": "x"})
    for _ in range(3):
        work.reload()
    check(work.status == "succeeded" and work.output, "replicate: prediction")


def fal(server, folder, check):
    """fal's client speaks HTTPS alone: a certificate of our own, and a way from there to the server."""
    key, certificate = f"{folder}/standin-key.pem", f"{folder}/standin-certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-keyout", key, "-out",
                    certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def serve():
        while True:
            try:
                raw, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=forward, args=(raw,), daemon=True).start()

    def forward(raw):
        try:
            with context.wrap_socket(raw, server_side=True) as outer, \
                    socket.create_connection(("127.0.0.1", server.port)) as inner:
                request = b""
                while True:
                    head, found, body = request.partition(b"\r\n\r\n")
                    if found:
                        length = [int(line.split(b":")[1]) for line in head.split(b"\r\n")
                                  if line.lower().startswith(b"content-length:")]
                        if len(body) >= (length[0] if length else 0):
                            break
                    more = outer.recv(65536)
                    if not more:
                        return
                    request += more
                inner.sendall(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\nX-Stand-In-For: localhost:%d\r\n\r\n" % port, 1))
                answer = b""
                while more := inner.recv(65536):
                    answer += more
                outer.sendall(answer.replace(b"Connection: keep-alive", b"Connection: close"))
        except OSError:
            pass

    threading.Thread(target=serve, daemon=True).start()
    code = ("import fal_client; r = fal_client.subscribe('fal-ai/flux/schnell', arguments={'prompt': 'x'}); "
            "assert r['images'], r")
    environment = {**os.environ, "FAL_KEY": "planted", "FAL_RUN_HOST": f"localhost:{port}",
                   "FAL_QUEUE_RUN_HOST": f"localhost:{port}", "SSL_CERT_FILE": certificate}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    check(done.returncode == 0, f"fal-client: {done.stderr[-300:]}")
    listener.close()
